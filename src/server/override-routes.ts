import type { OverrideAnswer, OverridesAnswer } from '../domain/official-api.ts';
import type { StaffRole } from '../domain/categories.ts';
import {
  longestOverrideDays,
  overrideColours,
  overrideReasons,
  overrideRoles,
  type OverrideColour,
  type OverrideReason,
} from '../domain/override.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { decideOverride, liftOverride, overrideRows, requestOverride } from './overrides.ts';
import { citizenOfHandle } from './person-find.ts';
import { readBody, text, whole } from './request-body.ts';
import type { RequestEvent, StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/**
 * Who asks, when that is an official who may set a status.
 * @throws Fault 'not-allowed' for staff of other roles
 */
export function overrideOfficial(e: RequestEvent): StoredRecord {
  const official = whoAsks(e, 'staff');
  if (!overrideRoles.includes(official.getString('role') as StaffRole)) {
    throw new Fault('not-allowed', 'A status is set by the health commission and administrators alone.');
  }
  return official;
}

function oneOf<Value extends string>(
  body: { [name: string]: unknown },
  field: string,
  values: readonly Value[],
): Value {
  const value = values.find((candidate) => candidate === body[field]);
  if (!value) throw new Fault('malformed', `"${field}" must be one of ${values.join(', ')}.`);
  return value;
}

function rowOf(e: RequestEvent, official: StoredRecord, id: string, now: number): OverrideAnswer {
  return { override: overrideRows(e.app, official.id, id)[0]!, now };
}

/** POST override */
export function overrideRoute(e: RequestEvent): void {
  answer(e, (): OverrideAnswer => {
    const official = overrideOfficial(e);
    const body = readBody(e);
    const now = Date.now();
    const asked = {
      citizen: citizenOfHandle(text(body, 'handle', 500), official, now),
      colour: oneOf<OverrideColour>(body, 'colour', overrideColours),
      reason: oneOf<OverrideReason>(body, 'reason', overrideReasons),
      days: whole(body, 'days', 1, longestOverrideDays),
    };
    return rowOf(e, official, requestOverride(e.app, official, asked, now), now);
  });
}

/** POST override/decide */
export function overrideDecideRoute(e: RequestEvent): void {
  answer(e, (): OverrideAnswer => {
    const official = overrideOfficial(e);
    const body = readBody(e);
    const id = text(body, 'id', 30);
    if (typeof body['approve'] !== 'boolean')
      throw new Fault('malformed', '"approve" must be true or false.');
    const now = Date.now();
    decideOverride(e.app, official, id, body['approve'], now);
    return rowOf(e, official, id, now);
  });
}

/** POST override/lift */
export function overrideLiftRoute(e: RequestEvent): void {
  answer(e, (): OverrideAnswer => {
    const official = overrideOfficial(e);
    const id = text(readBody(e), 'id', 30);
    const now = Date.now();
    liftOverride(e.app, official, id, now);
    return rowOf(e, official, id, now);
  });
}

/** GET overrides */
export function overridesRoute(e: RequestEvent): void {
  answer(e, (): OverridesAnswer => {
    const official = overrideOfficial(e);
    return { overrides: overrideRows(e.app, official.id), now: Date.now() };
  });
}
