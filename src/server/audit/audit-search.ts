import type { AuditHead } from '../../domain/access/audit-chain.ts';
import { row, rows, type Bindings } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { auditHash, auditHead, type Stored } from './audit.ts';
import { openPart, type Part } from './audit-entries.ts';

/** Entries that are looked for, through rows and sealed parts alike, either way along the chain. */

/** Which entries. */
export interface Sought {
  /** The first and the last number. */
  first: number;
  last: number;
  /** Whole names of actors, and beginnings that end with ":"; none: everybody. */
  who: readonly string[];
  /** None: all. */
  actions: readonly string[];
}

export interface Found extends Stored, AuditHead {
  sealed: boolean;
}

const columns = ['seq', 'at', 'actor', 'action', 'subject', 'held', 'hash'] as const;
const partColumns = ['first', 'last', 'before', 'after', 'sealed'] as const;

/** The number of the first entry that is no sealed one; 1 where none is sealed. */
export function firstOpen(app: App): number {
  return (
    (row<{ last: number }>(app, ['last'], 'select last from audit_parts order by first desc limit 1')?.last ??
      0) + 1
  );
}

/** The part that holds an entry. */
function partOf(app: App, seq: number): Part | null {
  return row<Part>(
    app,
    partColumns,
    `select ${partColumns.join(', ')} from audit_parts where first <= {:seq} order by first desc limit 1`,
    { seq },
  );
}

/** All entries of a part, with their hashes. */
function entriesOf(app: App, part: Part): Found[] {
  let hash = part.before;
  return openPart(part).map(([at, actor, action, subject, held = ''], index) => {
    const entry = { seq: part.first + index, at, actor, action, subject, held };
    hash = auditHash(app, entry, hash);
    return { ...entry, hash, sealed: true };
  });
}

/**
 * The number of the first entry at or after a time, UTC ms; one after the last where there is none. Found by halving: no index
 * knows times, which rise with the numbers (but for a clock that was set back).
 */
export function firstSince(app: App, time: number): number {
  const open = firstOpen(app);
  let [low, high] = [1, (auditHead(app)?.seq ?? 0) + 1];
  let held: Found[] = [];
  const timeOf = (seq: number): number => {
    if (seq >= open)
      return row<{ at: number }>(app, ['at'], 'select at from audit where seq = {:seq}', { seq })?.at ?? 0;
    if (!(held[0] && held[0].seq <= seq && seq < held[0].seq + held.length))
      held = entriesOf(app, partOf(app, seq)!);
    return held[seq - held[0]!.seq]!.at;
  };
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeOf(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is asked of rows. Conditions that an index is made under stand in it word for word, or SQLite does not take the index. */
function conditions({ who, actions }: Sought): { where: string; values: Bindings } {
  const parts: string[] = [];
  const values: Bindings = {};
  if (who.length > 0) {
    const each = who.map((name, index) => {
      values[`who_${index}`] = name;
      if (!name.endsWith(':')) return `actor = {:who_${index}}`;
      values[`end_${index}`] = `${name.slice(0, -1)};`;
      return `actor >= {:who_${index}} and actor < {:end_${index}}`;
    });
    parts.push(`(${each.join(' or ')})`);
    if (!who.includes('person:')) parts.push(`(actor < 'person:' OR actor >= 'person;')`);
  }
  if (actions.length > 0) {
    values['actions'] = JSON.stringify(actions);
    parts.push('action in (select value from json_each({:actions}))');
    if (!actions.includes('pass.issue')) parts.push(`action <> 'pass.issue'`);
  }
  return { where: ['seq between {:from} and {:to}', ...parts].join(' and '), values };
}

function matches({ who, actions }: Sought, { actor, action }: Stored): boolean {
  return (
    (who.length === 0 ||
      who.some((name) => (name.endsWith(':') ? actor.startsWith(name) : actor === name))) &&
    (actions.length === 0 || actions.includes(action))
  );
}

/** So many rows are looked at one by one to count them. */
const mostCounted = 200_000;

/** How many there are; null where sealed parts would have to be opened to know, or too many rows looked at: no index has what persons do. */
export function countSought(app: App, sought: Sought): number | null {
  const { first, last, who, actions } = sought;
  if (last < first) return 0;
  if (who.length === 0 && actions.length === 0) return last - first + 1;
  if (first < firstOpen(app)) return null;
  const byActor = who.length > 0 && !who.includes('person:');
  const byAction = actions.length > 0 && !actions.includes('pass.issue');
  if (!byActor && !byAction && last - first > mostCounted) return null;
  const { where, values } = conditions(sought);
  return row<{ count: number }>(app, ['count'], `select count(*) as count from audit where ${where}`, {
    ...values,
    from: first,
    to: last,
  })!.count;
}

/**
 * Entries from a number on, newest first or, with `isUp`, oldest first.
 * @param until when to stop opening sealed parts, UTC ms; one is opened in any case
 * @returns `stoppedAt`: where it is to be gone on; null where `limit` or the end was reached
 */
export function findEntries(
  app: App,
  sought: Sought,
  { isUp, limit, until }: { isUp: boolean; limit: number; until: number },
): { found: Found[]; stoppedAt: number | null } {
  const open = firstOpen(app);
  const found: Found[] = [];
  let { first, last } = sought;
  const fromRows = (): void => {
    const from = Math.max(first, open);
    if (from > last || found.length >= limit) return;
    const { where, values } = conditions(sought);
    const these = rows<Stored>(
      app,
      columns,
      `select ${columns.join(', ')} from audit where ${where} order by seq ${isUp ? 'asc' : 'desc'} limit ${limit - found.length}`,
      { ...values, from, to: last },
    );
    found.push(...these.map((entry) => ({ ...entry, sealed: false })));
  };
  /** @returns where it stopped */
  const fromParts = (): number | null => {
    for (let opened = 0; found.length < limit; opened++) {
      const next = isUp ? first : Math.min(last, open - 1);
      if (next < first || next > last || next >= open) return null;
      if (opened > 0 && Date.now() >= until) return next;
      const part = partOf(app, next)!;
      const inside = entriesOf(app, part).filter(
        (entry) => entry.seq >= first && entry.seq <= last && matches(sought, entry),
      );
      found.push(...(isUp ? inside : inside.reverse()).slice(0, limit - found.length));
      if (isUp) first = part.last + 1;
      else last = part.first - 1;
    }
    return null;
  };
  if (isUp) {
    const stoppedAt = fromParts();
    if (stoppedAt === null) fromRows();
    return { found, stoppedAt };
  }
  fromRows();
  return { found, stoppedAt: fromParts() };
}
