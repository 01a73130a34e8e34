import { addDays, localDay } from '../domain/local-day.ts';
import { rows, run } from './sql.ts';
import type { App } from './vm.ts';

/**
 * Scans and visits lie in one table a day: to forget a day is to drop a table, and inserting stays fast because each
 * table's tree is small. A record goes into the day of its event, however late it comes.
 */

/** How many full days before today are kept. */
export const retentionDays = 14;

const kinds = ['scan', 'visit'] as const;
type Kind = (typeof kinds)[number];

/** The first day that is still kept. */
export function oldestKeptDay(now: number): number {
  return addDays(localDay(now), -retentionDays);
}

export function dayTable(kind: Kind, day: number): string {
  return `${kind}_${day}`;
}

/** Makes the tables of a day where they are missing. */
export function ensureDayTables(app: App, day: number): void {
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
      primary key (person, id)
    ) strict, without rowid`,
  );
  run(app, `create index if not exists ${visit}_by_site on ${visit} (site, t)`);
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

/** Makes today's tables and those of the next two days, and drops those of days that are no longer kept. */
export function turnDayTables(app: App, now: number): void {
  for (let ahead = 0; ahead <= 2; ahead++) ensureDayTables(app, addDays(localDay(now), ahead));
  const oldest = oldestKeptDay(now);
  for (const kind of kinds) {
    for (const day of daysThere(app, kind)) {
      if (day < oldest) run(app, `drop table ${dayTable(kind, day)}`);
    }
  }
}
