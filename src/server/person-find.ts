import type { FoundPerson, PersonFindAnswer } from '../domain/official-api.ts';
import { overrideRoles, shortestPurpose } from '../domain/override.ts';
import type { StaffRole } from '../domain/categories.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { Fault } from './fault.ts';
import { idNumberIndex, phoneIndex, seal, unseal } from './person-keys.ts';
import { healthStatus } from './person-status.ts';
import { readBody, text } from './request-body.ts';
import { rows, run } from './sql.ts';
import type { App, RequestEvent, StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/** An official has so long to act on a person who was found, ms. */
const handleLives = 15 * 60_000;
const mostFound = 5;

interface Handle {
  citizen: string;
  official: string;
  at: number;
}

/**
 * The record id of the person whom a handle stands for.
 * @throws Fault 'not-found' when it is no handle of this official, or too old
 */
export function citizenOfHandle(handle: string, official: StoredRecord, now: number): string {
  let read: Partial<Handle> = {};
  try {
    read = JSON.parse(unseal(handle)) as Handle;
  } catch {
    // Nothing this server sealed.
  }
  const age = now - (read.at ?? 0);
  if (!read.citizen || read.official !== official.id || !(age >= 0 && age < handleLives))
    throw new Fault('not-found', 'This search is too old. Find the person again.');
  return read.citizen;
}

/** POST person/find: by exact number alone, through its blind index; found or not, it is on record with its purpose. */
export function personFindRoute(e: RequestEvent): void {
  answer(e, (): PersonFindAnswer => {
    const official = whoAsks(e, 'staff');
    if (!overrideRoles.includes(official.getString('role') as StaffRole))
      throw new Fault(
        'not-allowed',
        'Persons are looked for by the health commission and administrators alone.',
      );
    const body = readBody(e);
    const purpose = text(body, 'purpose', 200).trim();
    if (purpose.length < shortestPurpose)
      throw new Fault('malformed', `"purpose" must have at least ${shortestPurpose} characters.`);
    if ('idNumber' in body === 'phone' in body)
      throw new Fault('malformed', 'Either "idNumber" or "phone" must be given.');
    const byId = 'idNumber' in body;
    const field = byId ? 'idIndex' : 'phoneIndex';
    const index = byId
      ? idNumberIndex(text(body, 'idNumber', 30).trim())
      : phoneIndex(text(body, 'phone', 30));
    const found = rows<{ id: string; maskedName: string }>(
      e.app,
      ['id', 'maskedName'],
      `select id, maskedName from citizens where ${field} = {:index} order by id limit ${mostFound}`,
      { index },
    );
    const whom = found.map(({ id }) => `citizen:${id}`).join(' ') || `nobody:${index.slice(0, 16)}`;
    const how = byId ? 'by ID number' : 'by phone';
    audit(e.app, {
      actor: `staff:${official.id}`,
      action: 'person.find',
      subject: `${whom} ${how}; purpose: ${purpose}`,
    });
    const now = Date.now();
    const people = found.map(({ id, maskedName }): FoundPerson => ({
      handle: seal(JSON.stringify({ citizen: id, official: official.id, at: now } satisfies Handle)),
      maskedName,
      status: healthStatus(e.app, id, now),
    }));
    return { people, now };
  });
}

/** People stored before phones had an index are given theirs, some at a time. */
export function indexPhones(app: App): void {
  const bare = rows<{ id: string; sealedPhone: string }>(
    app,
    ['id', 'sealedPhone'],
    `select id, sealedPhone from citizens where phoneIndex = '' and sealedPhone != '' limit 20000`,
  );
  const indexes = bare.map(({ id, sealedPhone }) => ({ id, index: phoneIndex(unseal(sealedPhone)) }));
  if (indexes.length === 0) return;
  run(
    app,
    `update citizens set phoneIndex = j.value->>'index' from json_each({:indexes}) j
     where citizens.id = j.value->>'id'`,
    { indexes: JSON.stringify(indexes) },
  );
}
