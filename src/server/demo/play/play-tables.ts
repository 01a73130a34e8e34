import { row, run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { ownDoors, ownGates } from './errands.ts';

/**
 * Tables that a demo alone has, made by its filling and no migration: a real district's database never sees them. Days are
 * played by SQL over them: a day of a district is 130,000 passages and visits, which this VM's JavaScript would take a minute for.
 */

const columns = (names: readonly string[]): string =>
  names.map((name) => `${name} integer not null`).join(', ');

const tables = {
  /** What demo this is, and until when it was played (UTC ms). */
  demo_play: 'one integer primary key check (one = 1), scale text not null, played integer not null',
  /** Thrown once, by the seed: chance is the same at every filling. */
  demo_dice:
    'face integer primary key, a integer not null, b integer not null, c integer not null, d integer not null',
  /** Who goes where on an ordinary day. `luck` and `step` lead to a person's dice of a day, `house` and `pace` to the household's. */
  demo_habits: `person integer primary key, record text not null, kind integer not null, luck integer not null,
    step integer not null, house integer not null, pace integer not null, starts integer not null,
    ${columns([...ownGates, ...ownDoors])}`,
  /** Gates that see people. `nth` counts them from 0; `pool` says which passages happen here. */
  demo_gates: `device integer primary key, nth integer not null, name text not null, site integer not null, site_id text not null,
    zone integer not null, pool integer not null`,
  /** Passages as they turn out, some thousand of each pool; `temperatures` and `facts` are parts of a scan's detail. */
  demo_passages: `pool integer not null, face integer not null, outcome integer not null, reasons text not null,
    body text not null, temperatures text not null, facts text not null, unknown text not null, proved integer not null,
    primary key (pool, face)`,
  /** The comings and goings of the day that is being played: at a gate, or (device 0) a visit by phone. */
  demo_moves: `number integer primary key, person integer not null, device integer not null, site integer not null,
    t integer not null, face integer not null, mark text not null`,
  /** How many of them by site and hour. */
  demo_counts: `site integer not null, hour integer not null, scans integer not null, visits integer not null,
    alerts integer not null, refused integer not null`,
  /** Who moved that day and whether they showed a pass, with the day's numbers and what leads from these to a person. */
  demo_walkers: `person integer primary key, shows integer not null, number integer not null default 0, sealed text not null default '',
    pass integer not null default 0, pass_sealed text not null default ''`,
};

/** Makes the tables where they are missing. */
export function makePlayTables(app: App): void {
  for (const [name, form] of Object.entries(tables)) {
    const kind = form.includes('primary key (pool') ? 'strict, without rowid' : 'strict';
    run(app, `create table if not exists ${name} (${form}) ${kind}`);
  }
  run(app, 'create index if not exists demo_habits_by_kind on demo_habits (kind)');
}

/** Whether this demo was filled by a version that plays its days so. */
export function hasPlayTables(app: App): boolean {
  const name = row(
    app,
    ['name'],
    `select name from sqlite_master where type = 'table' and name = 'demo_play'`,
  );
  return name !== null && row(app, ['one'], 'select one from demo_play') !== null;
}
