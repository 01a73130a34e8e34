import { localDay } from '../../domain/time/local-day.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * How many documents a sentry may ask about on a day. At a busy gate a person a second goes by on documents alone for an hour; that several
 * hundred of them are nobody's is no gate's day, but somebody who tries numbers.
 */
export const lookupsADay = { asked: 5000, unknown: 300 } as const;

/** Counts a question before anything is looked for. @throws Fault 'too-many' when the day's are used up */
export function demandLookup(app: App, device: number, now: number): void {
  const day = localDay(now);
  const may = transact(app, (inside) => {
    const { asked, unknown } = row<{ asked: number; unknown: number }>(
      inside,
      ['asked', 'unknown'],
      'select asked, unknown from gate_lookups where day = {:day} and device = {:device}',
      { day, device },
    ) ?? { asked: 0, unknown: 0 };
    if (asked >= lookupsADay.asked || unknown >= lookupsADay.unknown) return false;
    run(
      inside,
      `insert into gate_lookups (day, device, asked, unknown) values ({:day}, {:device}, 1, 0)
       on conflict do update set asked = asked + 1`,
      { day, device },
    );
    return true;
  });
  if (!may)
    throw new Fault(
      'too-many',
      'This sentry has asked about too many documents today. They are checked by hand.',
    );
}

/** The document was nobody's. Within a transaction. */
export function noteUnknown(app: App, device: number, now: number): void {
  run(app, 'update gate_lookups set unknown = unknown + 1 where day = {:day} and device = {:device}', {
    day: localDay(now),
    device,
  });
}

/** Days that are over are forgotten. */
export function forgetLookups(app: App, now: number): void {
  run(app, 'delete from gate_lookups where day < {:day}', { day: localDay(now) });
}
