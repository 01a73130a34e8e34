import { longestHoldMs, type CaseHold, type CaseHoldAnswer, type CasesAnswer } from '../domain/case-api.ts';
import { addDays, dayStart } from '../domain/local-day.ts';
import { shortestPurpose } from '../domain/override.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { caseRows, closeCase, holdForCase } from './cases.ts';
import { Fault } from './fault.ts';
import { readBody, text, whole } from './request-body.ts';
import type { RequestEvent, StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

const latest = 1e13;
/** Numbers of a day have 52 bits. */
const highestNumber = 2 ** 52 - 1;

function tracer(e: RequestEvent): StoredRecord {
  const staff = whoAsks(e, 'staff');
  if (staff.getString('role') !== 'tracer')
    throw new Fault('not-allowed', 'Cases are for tracing officers alone.');
  return staff;
}

function dayOf(part: { [name: string]: unknown }): number {
  const day = whole(part, 'day', 20200101, 99991231);
  if (addDays(day, 0) !== day) throw new Fault('malformed', '"day" must be a day as YYYYMMDD.');
  return day;
}

/** @throws Fault 'malformed' for anything that is no hold */
function readHold(value: unknown): CaseHold {
  if (value === null || typeof value !== 'object')
    throw new Fault('malformed', '"hold" must say what to keep.');
  const part = value as { [name: string]: unknown };
  const site = () => whole(part, 'site', 1, 0x7fffffff);
  switch (part['kind']) {
    case 'scan':
      return {
        kind: 'scan',
        site: site(),
        t: whole(part, 't', 0, latest),
        device: whole(part, 'device', 0, 0xffffffff),
        seq: whole(part, 'seq', 0, Number.MAX_SAFE_INTEGER),
      };
    case 'pass':
      return { kind: 'pass', day: dayOf(part), pass: whole(part, 'pass', 1, highestNumber) };
    case 'person':
      return { kind: 'person', day: dayOf(part), person: whole(part, 'person', 0, highestNumber) };
    case 'place': {
      const from = whole(part, 'from', dayStart(20200101), latest);
      const to = whole(part, 'to', dayStart(20200101), latest);
      if (to <= from || to - from > longestHoldMs)
        throw new Fault(
          'malformed',
          `"to" must be after "from", by ${longestHoldMs / 86_400_000} days at most.`,
        );
      return { kind: 'place', site: site(), from, to };
    }
    default:
      throw new Fault('malformed', '"hold.kind" must be scan, pass, person or place.');
  }
}

/** POST case/hold */
export function caseHoldRoute(e: RequestEvent): void {
  answer(e, (): CaseHoldAnswer => {
    const staff = tracer(e);
    const body = readBody(e);
    const purpose = text(body, 'purpose', 200).trim();
    if (purpose.length < shortestPurpose)
      throw new Fault('malformed', `"purpose" must have at least ${shortestPurpose} characters.`);
    const to = body['case'] === undefined ? null : whole(body, 'case', 1, Number.MAX_SAFE_INTEGER);
    const asked = { to, purpose, hold: readHold(body['hold']) };
    const { id, matches } = holdForCase(e.app, staff.id, asked, Date.now());
    return { case: id, matches };
  });
}

/** POST case/close */
export function caseCloseRoute(e: RequestEvent): void {
  answer(e, () => {
    const staff = tracer(e);
    closeCase(e.app, staff.id, whole(readBody(e), 'case', 1, Number.MAX_SAFE_INTEGER), Date.now());
    return {};
  });
}

/** GET cases */
export function casesRoute(e: RequestEvent): void {
  answer(e, (): CasesAnswer => {
    const staff = tracer(e);
    audit(e.app, { actor: `staff:${staff.id}`, action: 'case.list', subject: 'cases' });
    return { cases: caseRows(e.app), now: Date.now() };
  });
}
