import type { SentryRow } from '../domain/api.ts';
import { sentryProblems, sentryState, waitedMs, type SentryProblem } from '../ui/sentry-health.ts';

export type SentrySort = 'problems' | 'name' | 'site' | 'queue' | 'oldest' | 'rejected' | 'seen';
export const sentrySorts: readonly SentrySort[] = [
  'problems',
  'name',
  'site',
  'queue',
  'oldest',
  'rejected',
  'seen',
];

export interface SentryView {
  /** Words that must all occur in the sentry's, site's or zone's name or its number; case does not count. */
  text: string;
  onlyProblems: boolean;
  sort: SentrySort;
  /** Turns the order of the sort round. */
  reversed: boolean;
}

/** How urgent a problem is, so that the worst sentries come first. */
const urgency: Record<SentryProblem, number> = {
  silent: 64,
  backlog: 32,
  rejected: 16,
  camera: 8,
  temperature: 4,
  sound: 2,
  never: 1,
};
const urgencyOf = (row: SentryRow, now: number) =>
  sentryProblems(row, now).reduce((sum, problem) => sum + urgency[problem], 0);

const byText = new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' }).compare;
const byName = (a: SentryRow, b: SentryRow) =>
  byText(a.name, b.name) || byText(a.siteName, b.siteName) || a.device - b.device;
const bySite = (a: SentryRow, b: SentryRow) =>
  byText(a.siteName, b.siteName) || byText(a.zoneName, b.zoneName) || byName(a, b);

const orders: Record<SentrySort, (a: SentryRow, b: SentryRow, now: number) => number> = {
  problems: (a, b, now) => urgencyOf(b, now) - urgencyOf(a, now) || b.queue - a.queue || bySite(a, b),
  name: byName,
  site: bySite,
  queue: (a, b) => b.queue - a.queue || bySite(a, b),
  oldest: (a, b, now) => waitedMs(b, now) - waitedMs(a, now) || bySite(a, b),
  rejected: (a, b) => b.rejected - a.rejected || bySite(a, b),
  // Longest unheard first; what was never heard is at the end with the time 0.
  seen: (a, b) => (a.lastSeen || Infinity) - (b.lastSeen || Infinity) || bySite(a, b),
};

/**
 * The rows to show, in the order wanted. The list given is left as it is.
 * @param now the server's time, UTC ms
 */
export function viewSentries(rows: readonly SentryRow[], view: SentryView, now: number): SentryRow[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter((row) => {
    if (view.onlyProblems && sentryProblems(row, now).length === 0) return false;
    const text = `${row.device} ${row.name} ${row.siteName} ${row.zoneName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const order = orders[view.sort];
  shown.sort((a, b) => order(a, b, now));
  return view.reversed ? shown.reverse() : shown;
}

/** Sums over all sentries, for the tiles. */
export interface SentryTotals {
  /** Sentries that are paired. */
  total: number;
  online: number;
  silent: number;
  never: number;
  unpaired: number;
  /** Scans that wait on all sentries together, as far as the server heard. */
  queue: number;
  /** On how many sentries they wait. */
  queueing: number;
  /** Ms that the oldest of them has waited; 0 when none waits. */
  oldestMs: number;
}

/** @param now the server's time, UTC ms */
export function totalSentries(rows: readonly SentryRow[], now: number): SentryTotals {
  const totals = {
    total: 0,
    online: 0,
    silent: 0,
    never: 0,
    unpaired: 0,
    queue: 0,
    queueing: 0,
    oldestMs: 0,
  };
  for (const row of rows) {
    totals[sentryState(row)] += 1;
    if (row.paired) totals.total += 1;
    totals.queue += row.queue;
    if (row.queue > 0) totals.queueing += 1;
    totals.oldestMs = Math.max(totals.oldestMs, waitedMs(row, now));
  }
  return totals;
}
