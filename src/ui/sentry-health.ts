import type { SentryRow } from '../domain/api.ts';

/**
 * 'online': heard lately; 'silent': was heard once, not now; 'never': has not been heard since it was paired; 'unpaired':
 * its pairing was ended, so it will not be heard again.
 */
export type SentryState = 'online' | 'silent' | 'never' | 'unpaired';

/** What needs somebody's hand at a sentry. */
export type SentryProblem = 'silent' | 'never' | 'backlog' | 'rejected' | 'camera' | 'temperature' | 'sound';

/** A scan may wait this long, ms, before its sentry counts as not getting rid of its queue. */
export const backlogMs = 5 * 60_000;

/** What heartbeats call a device that works, and one that the gate was set up without: neither is a problem. */
const fine = new Set(['', 'ok', 'running', 'none']);

export function sentryState(row: Pick<SentryRow, 'paired' | 'online' | 'lastSeen'>): SentryState {
  if (!row.paired) return 'unpaired';
  if (row.online) return 'online';
  return row.lastSeen > 0 ? 'silent' : 'never';
}

/**
 * Ms that the oldest scan on a sentry has waited, as far as the server knows; 0 when none waits. A sentry that fell silent
 * said how long it was then, and since then it has waited on.
 * @param now the server's time, UTC ms
 */
export function waitedMs(row: SentryRow, now: number): number {
  if (row.queue === 0) return 0;
  return row.oldestMs + (row.online ? 0 : Math.max(0, now - row.lastSeen));
}

/**
 * What is wrong with a sentry, most urgent first. Its devices count while it is on line: else their state is an old one.
 * @param now the server's time, UTC ms
 */
export function sentryProblems(row: SentryRow, now: number): SentryProblem[] {
  const state = sentryState(row);
  const problems: SentryProblem[] = [];
  if (state === 'silent') problems.push('silent');
  if (waitedMs(row, now) > backlogMs) problems.push('backlog');
  if (row.rejected > 0) problems.push('rejected');
  if (state === 'online') {
    for (const device of ['camera', 'temperature', 'sound'] as const) {
      if (!fine.has(row[device])) problems.push(device);
    }
  }
  if (state === 'never') problems.push('never');
  return problems;
}
