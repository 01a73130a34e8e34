import type { BoardSentries, SentryRow } from '../../../src/domain/api/api.ts';
import { sentryProblems, sentryState, urgency, waitedMs } from '../../../src/domain/fleet/sentry-health.ts';

/** What the board says of sentries, reckoned row by row as pages do: the server has it from SQL. @param now UTC ms */
export function boardSentries(rows: readonly SentryRow[], now: number): BoardSentries {
  const isIn = (state: string) => rows.filter((row) => sentryState(row) === state);
  const urgencyOf = (row: SentryRow) =>
    sentryProblems(row, now).reduce((sum, problem) => sum + urgency[problem], 0);
  const bad = rows.filter((row) => row.paired && urgencyOf(row) > 0);
  const silent = isIn('silent');
  return {
    totals: {
      total: rows.filter(({ paired }) => paired).length,
      online: isIn('online').length,
      silent: silent.length,
      never: isIn('never').length,
      unpaired: isIn('unpaired').length,
      problems: bad.length,
      queue: rows.reduce((sum, { queue }) => sum + queue, 0),
      queueing: rows.filter(({ queue }) => queue > 0).length,
      oldestMs: Math.max(0, ...rows.map((row) => waitedMs(row, now))),
    },
    worst: bad
      .toSorted(
        (a, b) =>
          urgencyOf(b) - urgencyOf(a) ||
          a.silentSince - b.silentSince ||
          b.queue - a.queue ||
          a.site - b.site ||
          (a.name < b.name ? -1 : a.name > b.name ? 1 : a.device - b.device),
      )
      .slice(0, 8),
    silent: silent
      .toSorted((a, b) => a.silentSince - b.silentSince || a.site - b.site || (a.name < b.name ? -1 : 1))
      .slice(0, 4),
  };
}
