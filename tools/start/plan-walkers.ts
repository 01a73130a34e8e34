// The walkers of a demo's days, sealed under keys that are made for these days here: the server finds them beside its keyring.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayStart } from '../../src/domain/time/local-day.ts';
import { dayNumber, derivedDayKey } from '../../src/server/days/derived-day-key.ts';
import { personId } from '../../src/server/demo/load/record-ids.ts';
import { passesEnd, walkerRow, type WalkerRow } from '../../src/server/demo/play/walker.ts';
import { hs256, sealer } from '../keys/ciphers.ts';

const atOnce = 10_000;

/**
 * Everybody's row of a day, also of those who will stay at home: that is decided by the server's SQL.
 * @param dayKey the day's, from `newDayKey`
 * @param people how many there are, by serial number from 1
 * @param write told `atOnce` rows or fewer at a time
 */
export function planWalkers(
  day: number,
  dayKey: string,
  people: number,
  write: (rows: WalkerRow[]) => void,
): void {
  const key = derivedDayKey(dayKey, hs256);
  const hands = { numberOf: (what: string) => dayNumber(what, key, hs256), seal: sealer(key.sealing) };
  const expires = passesEnd(dayStart(day));
  const passes = randomBytes(8 * people);
  for (let first = 0; first < people; first += atOnce) {
    const rows: WalkerRow[] = [];
    for (let person = first; person < Math.min(people, first + atOnce); person++) {
      const pass = passes.toString('hex', 8 * person, 8 * person + 8);
      rows.push(walkerRow(person, personId(person + 1), pass, expires, hands));
    }
    write(rows);
  }
}

/**
 * Makes a day's key as src/server/keys/key-files.ts keeps them: before the server is there, which would make its own.
 * @param secrets the folder of the keyring; the day must have no key there yet
 */
export function newDayKey(secrets: string, day: number): string {
  const key = randomBytes(32).toString('hex');
  const folder = join(secrets, 'day-keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${day}.key`), `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
