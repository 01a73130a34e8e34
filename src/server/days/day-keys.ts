import { fingerprint, newKey, readKeyFile, writeKeyFile } from '../keys/key-files.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { dayNumber, derivedDayKey, type DayKey } from './derived-day-key.ts';

/**
 * Each day has a random key of its own. What ties the day's scans and visits to people hangs on it alone, and it is destroyed
 * with the day: then no copy of the database, however old, tells who was where on that day.
 */

const held = new Map<number, { key: DayKey; at: number }>();
/** So long a VM goes on with a key that was destroyed meanwhile. */
const keepMs = 60_000;

/**
 * The day's key; made when there is none, exactly once however many ask at the same time.
 * @param app within a transaction the transaction's
 * @throws Error when the day had a key and its file is gone: a new one would hide that
 */
function dayKey(app: App, day: number): DayKey {
  const known = heldKey(day);
  if (known) return known;
  let key = readKeyFile('day-keys', day);
  key ??= transact(app, (inside) => ensureDayKey(inside, day));
  const made = derivedDayKey(key, security.hs256);
  held.set(day, { key: made, at: Date.now() });
  return made;
}

function heldKey(day: number): DayKey | null {
  const known = held.get(day);
  return known && Math.abs(Date.now() - known.at) < keepMs ? known.key : null;
}

/** Sees to it that the day has a key. Within a transaction. */
export function prepareDayKey(app: App, day: number): void {
  if (!heldKey(day)) ensureDayKey(app, day);
}

/** What this VM holds of a day's key is forgotten. */
export function forgetDayKey(day: number): void {
  held.delete(day);
}

/** Makes the day's key where it has none, and notes its fingerprint. Within a transaction; answers the key. */
function ensureDayKey(app: App, day: number): string {
  const made = newKey();
  // The write comes first: it takes the database's one write lock, also against another process.
  const isNew = noteKey(app, day, made);
  const there = readKeyFile('day-keys', day);
  if (there !== null) {
    // Made by somebody whose transaction was undone, or brought here with the keys' backup.
    if (isNew) run(app, 'delete from day_keys where day = {:day}', { day });
    noteKey(app, day, there);
    return there;
  }
  if (!isNew) {
    throw new Error(
      `The key of day ${day} is missing. Bring day-keys/${day}.key back from the keys’ backup.`,
    );
  }
  writeKeyFile('day-keys', day, made);
  return made;
}

function noteKey(app: App, day: number, key: string): boolean {
  const inserted = run(
    app,
    'insert into day_keys (day, fingerprint) values ({:day}, {:fingerprint}) on conflict do nothing',
    { day, fingerprint: fingerprint(key) },
  );
  return inserted === 1;
}

/** The fingerprint of the key that a day's data hang on; null when the day never had one. */
export function dayKeyFingerprint(app: App, day: number): string | null {
  const noted = row<{ fingerprint: string }>(
    app,
    ['fingerprint'],
    'select fingerprint from day_keys where day = {:day}',
    { day },
  );
  if (noted) return noted.fingerprint;
  const key = readKeyFile('day-keys', day);
  return key === null ? null : fingerprint(key);
}

/** A number of one day: 52 bits of an HMAC under its key. @param what whose number, beginning with its kind */
export function numberOfDay(app: App, day: number, what: string): number {
  return numbersOfDay(app, day)(what);
}

/** As `numberOfDay`, for many of one day. */
export function numbersOfDay(app: App, day: number): (what: string) => number {
  const key = dayKey(app, day);
  const { hs256 } = security;
  return (what) => dayNumber(what, key, hs256);
}

/** Seals a text under the day's key: AES-256-GCM. */
export function sealForDay(app: App, day: number, text: string): string {
  return security.encrypt(text, dayKey(app, day).sealing);
}

/** Opens what `sealForDay` closed. */
export function unsealOfDay(app: App, day: number, sealed: string): string {
  return security.decrypt(sealed, dayKey(app, day).sealing);
}
