import type { StaffRole } from '../../domain/access/rights.ts';
import type { SearchesRefused } from '../../domain/api/official-api.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/**
 * How many persons an official may look for a day. Who goes on is refused, and that is an alarm: it is in the audit log, and
 * the leading health officers and the auditor are told.
 */

const usualMost = 100;
/** For so many days it is told who was refused. */
const toldDays = 14;

/** SITECODE_PERSON_SEARCHES (1 to 10,000); 100 when it is not set. */
export function searchesADay(): number {
  const set = Number(os.getenv('SITECODE_PERSON_SEARCHES') || usualMost);
  return Number.isInteger(set) && set >= 1 && set <= 10_000 ? set : usualMost;
}

/** Counts a search before anything is looked for. @throws Fault 'too-many' when the day's are used up */
export function demandSearch(app: App, official: string, now: number): void {
  if (countSearch(app, official, now)) return;
  throw new Fault(
    'too-many',
    `You have looked for ${searchesADay()} persons today, the most of a day. The leading health officers and the auditor are told.`,
  );
}

/**
 * Counts a search of an official, before anything is looked for.
 * @param official record id
 * @returns whether it may be made
 */
function countSearch(app: App, official: string, now: number): boolean {
  const day = localDay(now);
  return transact(app, (inside) => {
    const { searches, refused } = row<{ searches: number; refused: number }>(
      inside,
      ['searches', 'refused'],
      'select searches, refused from person_searches where day = {:day} and official = {:official}',
      { day, official },
    ) ?? { searches: 0, refused: 0 };
    const may = searches < searchesADay();
    run(
      inside,
      `insert into person_searches (day, official, searches, refused) values ({:day}, {:official}, {:may}, {:refuse})
       on conflict do update set searches = searches + excluded.searches, refused = refused + excluded.refused`,
      { day, official, may: may ? 1 : 0, refuse: may ? 0 : 1 },
    );
    // Once a day: a script that goes on fills no log.
    if (!may && refused === 0)
      audit(inside, {
        actor: `staff:${official}`,
        action: 'person.find-limit',
        subject: `day:${day} searches:${searches}`,
      });
    return may;
  });
}

/** How many more searches an official may make on the day of a time. */
export function searchesLeft(app: App, official: string, now: number): number {
  const made = row<{ searches: number }>(
    app,
    ['searches'],
    'select searches from person_searches where day = {:day} and official = {:official}',
    { day: localDay(now), official },
  );
  return Math.max(0, searchesADay() - (made?.searches ?? 0));
}

/** Who was refused searches lately, the latest first. */
export function searchesRefused(app: App, now: number): SearchesRefused[] {
  const found = rows<Omit<SearchesRefused, 'roles'> & { roles: string }>(
    app,
    ['name', 'roles', 'day', 'searches', 'refused'],
    `select s.name, s.roles, p.day, p.searches, p.refused from person_searches p join staff s on s.id = p.official
     where p.refused > 0 and p.day > {:since} order by p.day desc, p.refused desc limit 50`,
    { since: addDays(localDay(now), -toldDays) },
  );
  return found.map(({ roles, ...one }) => ({ ...one, roles: JSON.parse(roles) as StaffRole[] }));
}

/** Days that are told no longer are forgotten. */
export function forgetSearches(app: App, now: number): void {
  run(app, 'delete from person_searches where day <= {:day}', { day: addDays(localDay(now), -toldDays) });
}
