import { recordList } from './merged-persons.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * The next version of a roster. Versions rise with the clock too: a database that was brought back from a backup must not state again what
 * sentries have passed.
 */
export const nextRosterVersion = 'max(version + 1, {:seconds})';

/** What such a statement takes. */
export function rosterSeconds(now: number): { seconds: number } {
  return { seconds: Math.floor(now / 1000) };
}

/** The same where their status changed, on rosters alone that state it: those that know a document of theirs. Within the transaction that changes it. */
export function turnStatusesOf(app: App, person: string, now: number): void {
  run(
    app,
    `update rosters set version = ${nextRosterVersion} where site in (
       select e.site from roster_entries e join roster_cards c on c.entry = e.number
       where e.removed = 0 and e.person in (select value from json_each({:records})))`,
    { records: recordList(app, person), ...rosterSeconds(now) },
  );
}

/**
 * The rosters on which a person stands get another version: their passes are others than before, or their records were made one, or two again. Within the transaction that makes them
 * so.
 */
export function turnRostersOf(app: App, person: string, now: number): void {
  run(
    app,
    `update rosters set version = ${nextRosterVersion} where site in (
       select site from roster_entries
       where removed = 0 and person in (select value from json_each({:records})))`,
    { records: recordList(app, person), ...rosterSeconds(now) },
  );
}
