import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { turnRostersOf } from '../accounts/roster-turn.ts';
import { dayTable, daysThere, ensureDayTables } from '../days/day-tables.ts';
import { keyring } from '../keys/keyring.ts';
import { row } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { logPass, passOfDay } from './pass-log.ts';

/**
 * Who shows a document has no pass of their own: their passages of a day are recorded under one that is made of the document's index,
 * another for each day. It is the same whether the server was asked at the gate or the record came days later, and whether the person was
 * known by then: who registers afterwards is led to what is still kept.
 */

/** @param index of the document's number, as the signer makes it @returns 16 hexadecimal characters */
export function documentPass(index: string, day: number): string {
  return security.hs256(`document:${day}:${index}`, keyring().hashKey).slice(0, 16);
}

/** Logs whose the passages of a document are on a day. Within a transaction. @returns the pass's number on that day */
export function logDocumentPass(app: App, person: string, index: string, day: number): number {
  ensureDayTables(app, day);
  const passId = documentPass(index, day);
  const number = passOfDay(app, passId, day);
  const known = row(app, ['pass'], `select pass from ${dayTable('pass', day)} where pass = {:number}`, {
    number,
  });
  if (known) return number;
  logPass(app, { person, passId, day, expires: dayStart(addDays(day, 1)), issued: null, document: true });
  turnRostersOf(app, person, Date.now());
  return number;
}

/** Somebody is registered whose document was shown before: what is kept of it is theirs. Within a transaction. */
export function takeOverPassages(app: App, person: string, index: string, now: number): void {
  for (const day of daysThere(app, 'scan')) {
    if (day > localDay(now)) continue;
    const number = passOfDay(app, documentPass(index, day), day);
    const seen = row(
      app,
      ['pass'],
      `select pass from ${dayTable('scan', day)} where pass = {:number} limit 1`,
      {
        number,
      },
    );
    if (seen) logDocumentPass(app, person, index, day);
  }
}
