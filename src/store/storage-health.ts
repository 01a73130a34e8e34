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

/** True while records have one copy alone. */
export function hasOneCopy({ database, journal }: StorageHealth): boolean {
  return [database, journal].some((copy) => copy === 'failed' || copy === 'missing');
}
