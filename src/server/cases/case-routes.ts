import { longestHoldMs, type CaseChangeAnswer, type CaseHold } from '../../domain/api/persons/case-api.ts';
import { addDays, dayStart } from '../../domain/time/local-day.ts';
import { shortestPurpose } from '../../domain/policy/override.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import type { Asked, Handler } from '../http/route-handlers.ts';
import { audit } from '../audit/audit.ts';
import { askApproval } from '../approvals/approvals.ts';
import { noteList, noteRead } from '../people/access-log.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { transact } from '../vm/sql.ts';
import { personOfHold } from './case-holds.ts';
import { caseRows, holdForCase } from './cases.ts';
import { Fault } from '../vm/fault.ts';
import { text, whole } from '../http/request-body.ts';

const latest = 1e13;
/** Numbers of a day have 52 bits. */
const highestNumber = 2 ** 52 - 1;

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
export const caseHoldRoute: Handler<typeof personRoutes.holdForCase> = ({ app, asker, body }) => {
  const purpose = text(body, 'purpose', 200).trim();
  if (purpose.length < shortestPurpose)
    throw new Fault('malformed', `"purpose" must have at least ${shortestPurpose} characters.`);
  const to = body['case'] === undefined ? null : whole(body, 'case', 1, Number.MAX_SAFE_INTEGER);
  const asked = { to, purpose, hold: readHold(body['hold']) };
  const now = Date.now();
  commitToDisk(app);
  const { id, matches } = transact(app, (inside) => {
    const held = holdForCase(inside, asker.id, asked, now);
    const person = personOfHold(inside, asked.hold);
    const read = { kind: 'hold', right: 'case.hold', purpose, forCase: held.id } as const;
    noteRead(inside, asker, read, person === null ? [] : [person], now);
    return held;
  });
  return { case: id, matches };
};

/** Asks for a change of a case; a second official decides. */
function askChange(request: Asked<Asker>, kind: 'case-close' | 'case-reopen'): CaseChangeAnswer {
  const { app, asker, body } = request;
  const reason = text(body, 'reason', 200).trim();
  if (reason.length < shortestPurpose)
    throw new Fault('malformed', `"reason" must have at least ${shortestPurpose} characters.`);
  const asked = { kind, case: whole(body, 'case', 1, Number.MAX_SAFE_INTEGER) };
  const approval = askApproval(app, asker.account, { asked, reason }, Date.now());
  request.tellDesks();
  return { approval };
}

/** POST case/close */
export const caseCloseRoute: Handler<typeof personRoutes.closeCase> = (asked) =>
  askChange(asked, 'case-close');

/** POST case/reopen */
export const caseReopenRoute: Handler<typeof personRoutes.reopenCase> = (asked) =>
  askChange(asked, 'case-reopen');

/** GET cases */
export const casesRoute: Handler<typeof personRoutes.cases> = ({ app, asker }) => {
  const now = Date.now();
  audit(app, { actor: staffActor(asker), action: 'case.list', subject: 'cases' });
  const cases = caseRows(app);
  const shown = cases.flatMap(({ id, holds }) =>
    holds.flatMap((hold) => {
      const person = personOfHold(app, hold);
      return person === null ? [] : [{ person, forCase: id }];
    }),
  );
  noteList(app, asker, { kind: 'cases', right: 'case.hold' }, shown, now);
  return { cases, now };
};
