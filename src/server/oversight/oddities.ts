import { failuresInARow, manySearches as howMany, nightHours, oddDays } from '../../domain/access/unusual.ts';
import type { FailedSignIns, ManySearches, NightWork, OddActs } from '../../domain/api/audit-api.ts';
import type { AuditAction } from '../../domain/access/audit-action.ts';
import type { StaffRole } from '../../domain/access/rights.ts';
import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { firstOpen, firstSince } from '../audit/audit-search.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What is unusual in the log of the last days, by rules that anybody can check: no guess at what somebody meant. */

const mostTold = 50;
/** So many tries are looked at, the latest. */
const mostTries = 20_000;
/** As the index on actors is made: other than persons. */
const notPersons = `(actor < 'person:' OR actor >= 'person;')`;
export const staffAlone = `actor >= 'staff:' and actor < 'staff;' and ${notPersons}`;

function since(app: App, now: number): number {
  return Math.max(firstOpen(app), firstSince(app, dayStart(addDays(localDay(now), 1 - oddDays))));
}

interface Account {
  id: string;
  name: string;
  roles: StaffRole[];
}

export function accounts(app: App, actors: readonly string[]): Map<string, Account> {
  const found = rows<{ id: string; name: string; roles: string }>(
    app,
    ['id', 'name', 'roles'],
    `select id, name, roles from staff where 'staff:' || id in (select value from json_each({:actors}))`,
    { actors: JSON.stringify(actors) },
  );
  return new Map(
    found.map(({ id, name, roles }) => [
      `staff:${id}`,
      { id, name, roles: JSON.parse(roles) as StaffRole[] },
    ]),
  );
}

export function told(known: Map<string, Account>, actor: string): Account {
  return known.get(actor) ?? { id: actor.slice('staff:'.length), name: '', roles: [] };
}

/** Accounts of staff with wrong passwords in a row, the latest first: each row of them that is long enough. */
export function failedSignIns(app: App, now: number): FailedSignIns[] {
  const tries = rows<{ actor: string; at: number; action: string }>(
    app,
    ['actor', 'at', 'action'],
    `select actor, at, action from (
       select seq, actor, at, action from audit where ${staffAlone}
         and action in ('sign-in.fail', 'staff.sign-in') and seq >= {:since} order by seq desc limit ${mostTries})
     order by seq`,
    { since: since(app, now) },
  );
  type Run = { actor: string; failures: number; first: number; last: number; ended: boolean };
  const open = new Map<string, Run>();
  const runs: Run[] = [];
  for (const { actor, at, action } of tries) {
    const run = open.get(actor);
    if (action === 'staff.sign-in') {
      if (run) run.ended = true;
      open.delete(actor);
    } else if (run) {
      run.failures++;
      run.last = at;
    } else {
      const begun = { actor, failures: 1, first: at, last: at, ended: false };
      open.set(actor, begun);
      runs.push(begun);
    }
  }
  const long = runs
    .filter(({ failures }) => failures >= failuresInARow)
    .sort((one, other) => other.last - one.last)
    .slice(0, mostTold);
  const known = accounts(
    app,
    long.map(({ actor }) => actor),
  );
  return long.map(({ actor, ...run }) => ({ ...told(known, actor), ...run }));
}

/** Who of the staff did something at night, most first. Wrong passwords are somebody's, not theirs, and are left out. */
export function nightWork(app: App, now: number): NightWork[] {
  // The district's hours (domain/time/local-day.ts): UTC+8. A night is that of the day on which it began.
  const hour = '((at + 28800000) / 3600000 % 24)';
  const found = rows<{ actor: string; entries: number; nights: number; last: number }>(
    app,
    ['actor', 'entries', 'nights', 'last'],
    `select actor, count(*) as entries, count(distinct (at + 28800000 - ${nightHours.to} * 3600000) / 86400000) as nights,
       max(at) as last
     from audit where ${staffAlone} and action <> 'sign-in.fail' and seq >= {:since}
       and (${hour} >= ${nightHours.from} or ${hour} < ${nightHours.to})
     group by actor order by entries desc, actor limit ${mostTold}`,
    { since: since(app, now) },
  );
  const known = accounts(
    app,
    found.map(({ actor }) => actor),
  );
  return found.map(({ actor, ...night }) => ({ ...told(known, actor), ...night }));
}

/** Whose account has entries of a kind that is unusual by itself, the latest first. */
export function oddActs(app: App, action: AuditAction, now: number): OddActs[] {
  const found = rows<{ actor: string; times: number; last: number }>(
    app,
    ['actor', 'times', 'last'],
    `select actor, count(*) as times, max(at) as last from audit
     where ${staffAlone} and action = {:action} and seq >= {:since}
     group by actor order by last desc, actor limit ${mostTold}`,
    { action, since: since(app, now) },
  );
  const known = accounts(
    app,
    found.map(({ actor }) => actor),
  );
  return found.map(({ actor, ...one }) => ({ ...told(known, actor), ...one }));
}

/** Who looked for many persons on a day without being refused, the latest first. */
export function manySearches(app: App, now: number): ManySearches[] {
  const found = rows<{ actor: string; day: number; searches: number }>(
    app,
    ['actor', 'day', 'searches'],
    `select 'staff:' || official as actor, day, searches from person_searches
     where searches >= {:many} and refused = 0 and day > {:before} order by day desc, searches desc limit ${mostTold}`,
    { many: howMany, before: addDays(localDay(now), -oddDays) },
  );
  const known = accounts(
    app,
    found.map(({ actor }) => actor),
  );
  return found.map(({ actor, ...one }) => ({ ...told(known, actor), ...one }));
}
