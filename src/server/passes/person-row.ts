import { sealForDay } from '../days/day-keys.ts';
import { dayTable } from '../days/day-tables.ts';
import { personOfDay } from '../days/person-of-day.ts';
import { row, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** A person's number on a day, with the row that leads back to their record. Within a transaction that has the day's tables. */
export function personRow(app: App, person: string, day: number): number {
  const number = personOfDay(app, person, day);
  const table = dayTable('person', day);
  if (!row(app, ['person'], `select person from ${table} where person = {:person}`, { person: number })) {
    run(app, `insert into ${table} (person, sealed) values ({:person}, {:sealed})`, {
      person: number,
      sealed: sealForDay(app, day, person),
    });
  }
  return number;
}
