import { dayStart } from '../../../domain/time/local-day.ts';
import { numbersOfDay, sealForDay } from '../../days/day-keys.ts';
import { dayTable } from '../../days/day-tables.ts';
import { awaitPlanned, plannedFiles, readPlanned } from '../load/planned-folder.ts';
import { rows, run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { passesEnd, walkerRow } from './walker.ts';

const atOnce = 5000;

/**
 * Gives everybody who moved a number of the day, and a pass to those who showed one: `demo_walkers`, and the day's tables `person`
 * and `pass`, sealed as in any district.
 */
export function storeWalkers(app: App, day: number): void {
  run(app, 'delete from demo_walkers');
  run(
    app,
    `insert into demo_walkers (person, shows)
     select person, max(proved) from (
       select m.person, m.device = 0 as visits, coalesce(p.proved, 0) as proved from demo_moves m
       left join demo_gates g on g.device = m.device
       left join demo_passages p on p.pool = g.pool and p.face = m.face)
     where visits or proved group by person`,
  );
  awaitPlanned(`walkers_${day}`);
  for (const file of plannedFiles(`walkers_${day}`)) seal(app, readPlanned(file));
  // Whoever is in no file: all of them when the days since are played in a running server.
  sealHere(app, day);
  // Who moved earlier that day is there already.
  run(
    app,
    `insert into ${dayTable('person', day)} (person, sealed) select number, sealed from demo_walkers where true on conflict do nothing`,
  );
  run(
    app,
    `insert into ${dayTable('pass', day)} (pass, person, issued, sealed)
     select pass, number, ${day}, pass_sealed from demo_walkers where shows`,
  );
}

/** @param walkers JSON of a list of `walkerRow` */
function seal(app: App, walkers: string): void {
  run(
    app,
    `update demo_walkers set number = value->>1, sealed = value->>2, pass = iif(shows, value->>3, 0), pass_sealed = value->>4
     from json_each({:walkers}) where person = value->>0`,
    { walkers },
  );
}

function sealHere(app: App, day: number): void {
  const numberOf = numbersOfDay(app, day);
  const expires = passesEnd(dayStart(day));
  for (;;) {
    const walkers = rows<{ person: number; record: string; pass: string }>(
      app,
      ['person', 'record', 'pass'],
      `select w.person, h.record, lower(hex(randomblob(8))) as pass
       from demo_walkers w join demo_habits h on h.person = w.person where w.number = 0 limit ${atOnce}`,
    );
    if (walkers.length === 0) return;
    const hands = { numberOf, seal: (text: string) => sealForDay(app, day, text) };
    const made = walkers.map(({ person, record, pass }) => walkerRow(person, record, pass, expires, hands));
    seal(app, JSON.stringify(made));
  }
}
