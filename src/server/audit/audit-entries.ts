import { security, type App } from '../vm/vm.ts';
import { row, rows } from '../vm/sql.ts';
import type { Stored } from './audit.ts';
import { partKey } from './part-key.ts';

/** Some old entries that lie in one sealed row (audit-parts.ts). */
export interface Part {
  first: number;
  last: number;
  /** The chain's hash before the first of them, and at the last. */
  before: string;
  after: string;
  sealed: string;
}

/** An entry as parts hold it: without its number and hash, which follow from the part's. */
export type HeldEntry = [at: number, actor: string, action: Stored['action'], subject: string, held?: string];

/** The part that comes after an entry; null when only rows do. */
export function partAfter(app: App, seq: number): Part | null {
  return row<Part>(
    app,
    ['first', 'last', 'before', 'after', 'sealed'],
    'select first, last, before, after, sealed from audit_parts where last > {:seq} order by first limit 1',
    { seq },
  );
}

/** @throws Error when it was not closed with this district's key */
export function openPart({ sealed }: Part): HeldEntry[] {
  return JSON.parse(security.decrypt(sealed, partKey())) as HeldEntry[];
}

/** Rows of the log after an entry. */
export function rowsAfter(app: App, seq: number, limit: number): Stored[] {
  return rows<Stored>(
    app,
    ['seq', 'at', 'actor', 'action', 'subject', 'held', 'hash'],
    `select seq, at, actor, action, subject, held, hash from audit where seq > {:seq} order by seq limit ${limit}`,
    { seq },
  );
}
