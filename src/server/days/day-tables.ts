import { addDays, localDay } from '../../domain/time/local-day.ts';
import { prepareDayKey } from './day-keys.ts';
import { row, rows, run } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/**
 * What belongs to one day lies in tables of that day: to forget a day is to drop them, and inserting stays fast because each
 * table's tree is small. A record goes into the day of its event, however late it comes. `scan` and `visit` say what happened
 * under numbers of the day; `pass` and `person` lead from these numbers to an account, sealed with the day's key.
 */

export const dayKinds = ['scan', 'visit', 'pass', 'person'] as const;
export type Kind = (typeof dayKinds)[number];

/**
 * How many full days before today are kept: SITECODE_RETENTION_DAYS, 14 when it is not set.
 * @throws Error when it is set to something else than 1 to 60
 */
export function retentionDays(): number {
  const set = os.getenv('SITECODE_RETENTION_DAYS') || '14';
  const days = Number(set);
  if (!Number.isInteger(days) || days < 1 || days > 60)
    throw new Error(`SITECODE_RETENTION_DAYS is "${set}": it must be a whole number from 1 to 60.`);
  return days;
}

/** The first day that is still kept. */
export function oldestKeptDay(now: number): number {
  return addDays(localDay(now), -retentionDays());
}

export function dayTable(kind: Kind, day: number): string {
  return `${kind}_${day}`;
}

/** Makes the tables and the key of a day where they are missing. Within a transaction. */
export function ensureDayTables(app: App, day: number): void {
  // Asked for each upload; seven statements that find everything there cost as much as thirty scans.
  if (!isThere(app, dayTable(lastMade, day))) makeDayTables(app, day);
  prepareDayKey(app, day);
}

/** With this one a day's tables are all there. */
const lastMade: Kind = 'person';

function isThere(app: App, table: string): boolean {
  const found = row(
    app,
    ['name'],
    `select name from sqlite_master where type = 'table' and name = {:table}`,
    {
      table,
    },
  );
  return found !== null;
}

function makeDayTables(app: App, day: number): void {
  const scan = dayTable('scan', day);
  run(
    app,
    `create table if not exists ${scan} (
      site integer not null,
      t integer not null,
      chain integer not null,
      seq integer not null,
      device integer not null,
      pass integer not null,
      outcome integer not null,
      policy integer not null,
      detail text not null,
      primary key (site, t, chain, seq)
    ) strict, without rowid`,
  );
  run(app, `create index if not exists ${scan}_by_pass on ${scan} (pass, t) where pass > 0`);
  const visit = dayTable('visit', day);
  run(
    app,
    `create table if not exists ${visit} (
      person integer not null,
      id text not null,
      t integer not null,
      site integer not null,
      zone integer not null,
      outcome integer not null,
      policy integer not null,
      reasons text,
      merged text not null default '',
      primary key (person, id)
    ) strict, without rowid`,
  );
  run(app, `create index if not exists ${visit}_by_site on ${visit} (site, t)`);
  // Passes under their number of this day (what scans hold), also those issued the day before that end today.
  const pass = dayTable('pass', day);
  run(
    app,
    `create table if not exists ${pass} (
      pass integer primary key,
      person integer not null,
      issued integer not null,
      sealed text not null
    ) strict`,
  );
  run(app, `create index if not exists ${pass}_by_person on ${pass} (person)`);
  // Whose number of this day it is.
  run(
    app,
    `create table if not exists ${dayTable(lastMade, day)} (
      person integer primary key,
      sealed text not null
    ) strict`,
  );
}

/** The days that have a table of this kind, latest first. */
export function daysThere(app: App, kind: Kind): number[] {
  const names = rows<{ name: string }>(
    app,
    ['name'],
    `select name from sqlite_master where type = 'table' and name glob {:pattern} order by name desc`,
    { pattern: `${kind}_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]` },
  );
  return names.map(({ name }) => Number(name.slice(kind.length + 1)));
}

/**
 * Makes what today and the next two days need: ahead, so that the keys' backup has a day's key before anything hangs on it.
 * Within a transaction.
 */
export function prepareDays(app: App, now: number): void {
  for (let ahead = 0; ahead <= 2; ahead++) ensureDayTables(app, addDays(localDay(now), ahead));
}
