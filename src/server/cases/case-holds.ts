import type { CaseHold } from '../../domain/api/persons/case-api.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { numbersOfPerson, papersOf, passOfDay, personOfNumber, holderOfPass } from '../passes/pass-log.ts';
import { rows, type Bindings } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Which scans and visits of a day a hold means. */

export type HeldKind = 'scan' | 'visit';
/** A row as it lies in the day's table, every column of it. */
export type HeldRow = { [column: string]: string | number | null };

/** The first and the last day that a hold reaches. */
export function daysOfHold(hold: CaseHold): { first: number; last: number } {
  if (hold.kind === 'place') return { first: localDay(hold.from), last: localDay(hold.to - 1) };
  const day = hold.kind === 'scan' ? localDay(hold.t) : hold.day;
  return { first: day, last: day };
}

/** The rows of a day's table that a hold means; none when the table is not there. */
export function heldRows(app: App, hold: CaseHold, kind: HeldKind, day: number): HeldRow[] {
  const where = daysThere(app, kind).includes(day) ? condition(app, hold, kind, day) : null;
  if (!where) return [];
  const table = dayTable(kind, day);
  const columns = rows<{ name: string }>(app, ['name'], `select name from pragma_table_info('${table}')`).map(
    ({ name }) => name,
  );
  // Whatever columns there are: bytes as hexadecimal, which JSON can hold.
  const list = columns.map((name) => `iif(typeof(${name}) = 'blob', hex(${name}), ${name}) as ${name}`);
  return rows<HeldRow>(
    app,
    columns,
    `select ${list.join(', ')} from ${table} where ${where.sql}`,
    where.values,
  );
}

/** How many rows of a day a hold means. */
export function countHeld(app: App, hold: CaseHold, kind: HeldKind, day: number): number {
  const where = daysThere(app, kind).includes(day) ? condition(app, hold, kind, day) : null;
  if (!where) return 0;
  const select = `select count(*) as count from ${dayTable(kind, day)} where ${where.sql}`;
  return rows<{ count: number }>(app, ['count'], select, where.values)[0]!.count;
}

/** Whom a hold names, while what leads from its number to them is kept; null for a place, and where nothing leads to anybody. */
export function personOfHold(app: App, hold: CaseHold): string | null {
  switch (hold.kind) {
    case 'place':
      return null;
    case 'person':
      return personOfNumber(app, hold.day, hold.person);
    case 'pass':
      return hold.pass > 0 ? (holderOfPass(app, hold.day, hold.pass)?.person ?? null) : null;
    case 'scan': {
      const day = localDay(hold.t);
      const [held] = heldRows(app, hold, 'scan', day);
      const pass = Number(held?.['pass'] ?? 0);
      return pass > 0 ? (holderOfPass(app, day, pass)?.person ?? null) : null;
    }
  }
}

function condition(
  app: App,
  hold: CaseHold,
  kind: HeldKind,
  day: number,
): { sql: string; values: Bindings } | null {
  switch (hold.kind) {
    case 'place': {
      const { site, from, to } = hold;
      return { sql: 'site = {:site} and t >= {:from} and t < {:to}', values: { site, from, to } };
    }
    case 'scan': {
      if (kind !== 'scan') return null;
      const { site, t, device, seq } = hold;
      const sql = 'site = {:site} and t = {:t} and device = {:device} and seq = {:seq}';
      return { sql, values: { site, t, device, seq } };
    }
    case 'pass':
      return kind === 'scan' ? { sql: 'pass = {:pass} and pass > 0', values: { pass: hold.pass } } : null;
    case 'person': {
      const numbers = JSON.stringify(numbersOf(app, day, hold.person));
      if (kind === 'visit')
        return { sql: 'person in (select value from json_each({:numbers}))', values: { numbers } };
      const sql = 'pass > 0 and pass in (select value from json_each({:passes}))';
      return { sql, values: { passes: JSON.stringify(passesOfPerson(app, day, hold.person, numbers)) } };
    }
  }
}

/** All numbers of a day of the person with one of them: each of their records has its own. */
function numbersOf(app: App, day: number, number: number): number[] {
  const person = personOfNumber(app, day, number);
  return person === null ? [number] : [...new Set([number, ...numbersOfPerson(app, person, day)])];
}

/** The numbers on a day of all passes of a person, those on paper among them. */
function passesOfPerson(app: App, day: number, number: number, numbers: string): number[] {
  const logged = daysThere(app, 'pass').includes(day)
    ? rows<{ pass: number }>(
        app,
        ['pass'],
        `select pass from ${dayTable('pass', day)} where person in (select value from json_each({:numbers}))`,
        { numbers },
      )
    : [];
  const person = personOfNumber(app, day, number);
  const papers = person === null ? [] : papersOf(app, person);
  return [...logged.map(({ pass }) => pass), ...papers.map(({ passId }) => passOfDay(app, passId, day))];
}
