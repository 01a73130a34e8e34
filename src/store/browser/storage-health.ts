/**
 * How one of the places is in which a sentry keeps things:
 * - ok: whole
 * - healed: it had lost or missed something, and has it again from the others
 * - failed: it cannot be read or written now; the others carry on
 * - missing: this browser has none
 */
export type CopyHealth = 'ok' | 'healed' | 'failed' | 'missing';

/** How a sentry's storage is. */
export interface StorageHealth {
  /** The database of scans. */
  database: CopyHealth;
  /** The journal of scans. */
  journal: CopyHealth;
  /** The database of pairing, rules and keys. */
  settings: CopyHealth;
  /** How many records one copy brought back to the other. */
  healed: number;
  /** How many records are known to be in neither copy. */
  lost: number;
  /** When the last of it was noticed, UTC ms; null when nothing was. */
  noticedAt: number | null;
}

/** What was noticed and mended: kept, so that it is still told after a restart. */
export type StorageNotice = StorageHealth & { noticedAt: number };

/** A mended loss is told for so long, ms. */
export const noticeMs = 24 * 3_600_000;

/** True while something of it should be seen to, or was mended lately. */
export function isDegraded({ database, journal, settings }: StorageHealth): boolean {
  return [database, journal, settings].some((copy) => copy !== 'ok');
}

/** How much room is left: low warns; full takes no more scans, and nobody may be released. */
export type Room = 'ample' | 'low' | 'full';

/** The state of all of it in one word, the gravest first: for a report and a line on the screen. */
export type StorageWord = 'failed' | 'database-missing' | 'journal-missing' | 'nearly-full' | 'healed' | 'ok';

export function storageWord(health: StorageHealth, room: Room): StorageWord {
  const isGone = (copy: CopyHealth): boolean => copy === 'failed' || copy === 'missing';
  if (isGone(health.settings) || (isGone(health.database) && isGone(health.journal))) return 'failed';
  if (isGone(health.database)) return 'database-missing';
  if (isGone(health.journal)) return 'journal-missing';
  if (room !== 'ample') return 'nearly-full';
  return isDegraded(health) ? 'healed' : 'ok';
}
