import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Two records that two officials found to be one person's. Nothing of either is moved: one stands for both from then on, the other is
 * an alias that leads to it, and what is asked of the person is asked of both. So the way back gives each what it had.
 */

/** One of the records of a person. */
export interface PersonRecord {
  id: string;
  /** Since when it belongs to the one that stands for the person, UTC ms; 0 for that one. */
  since: number;
}

/** The record that stands for the person whose record this is: itself, or the one that it was merged into. */
export function standingRecord(app: App, record: string): string {
  const [found] = rows<{ person: string }>(
    app,
    ['person'],
    'select person from person_merges where alias = {:record} and undone_at = 0',
    { record },
  );
  return found?.person ?? record;
}

/** All records of a person, the one that stands for them first. @param record any of them */
export function recordsOf(app: App, record: string): PersonRecord[] {
  const id = standingRecord(app, record);
  const aliases = rows<PersonRecord>(
    app,
    ['id', 'since'],
    'select alias as id, at as since from person_merges where person = {:id} and undone_at = 0 order by id',
    { id },
  );
  return [{ id, since: 0 }, ...aliases];
}

/** The ids of all records of each of some persons, by the record that was asked for. */
export function recordsOfMany(app: App, records: readonly string[]): Map<string, string[]> {
  const merged = rows<{ alias: string; person: string }>(
    app,
    ['alias', 'person'],
    `select alias, person from person_merges where undone_at = 0 and person in (
       select value from json_each({:records})
       union select person from person_merges
         where undone_at = 0 and alias in (select value from json_each({:records})))`,
    { records: JSON.stringify(records) },
  );
  const standing = new Map(merged.map(({ alias, person }) => [alias, person]));
  return new Map(
    records.map((record) => {
      const id = standing.get(record) ?? record;
      return [record, [id, ...merged.filter(({ person }) => person === id).map(({ alias }) => alias)]];
    }),
  );
}

/** Their ids, as JSON for a statement's `json_each`. */
export function recordList(app: App, record: string): string {
  return JSON.stringify(recordsOf(app, record).map(({ id }) => id));
}
