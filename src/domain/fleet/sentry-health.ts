import type { OwnSentry, SentryRow } from '../api/api.ts';

/**
 * 'online': heard, and not silent; 'silent': was heard once, and not for some minutes (server/fleet/silence.ts); 'never': has not
 * been heard since it was paired; 'unpaired': its pairing was ended, so it will not be heard again.
 */
export type SentryState = 'online' | 'silent' | 'never' | 'unpaired';

/** What needs somebody's hand at a sentry. */
export type SentryProblem = 'silent' | 'never' | 'backlog' | 'rejected' | 'camera' | 'temperature' | 'sound';

/** A scan may wait this long, ms, before its sentry counts as not getting rid of its queue. */
export const backlogMs = 5 * 60_000;

/** What heartbeats call a device that works, and one that the gate was set up without: neither is a problem. */
export const fineDevices: readonly string[] = ['', 'ok', 'running', 'none'];

/** How urgent a problem is, so that the worst sentries come first. */
export const urgency: Record<SentryProblem, number> = {
  silent: 64,
  backlog: 32,
  rejected: 16,
  camera: 8,
  temperature: 4,
  sound: 2,
  never: 1,
};

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
export function waitedMs(row: SentryRow | OwnSentry, now: number): number {
  if (row.queue === 0) return 0;
  return row.oldestMs + (row.online ? 0 : Math.max(0, now - row.lastSeen));
}

/**
 * What is wrong with a sentry, most urgent first. Its devices count while it is online: else their state is an old one.
 * @param now the server's time, UTC ms
 */
export function sentryProblems(row: SentryRow | OwnSentry, now: number): SentryProblem[] {
  const state = sentryState(row);
  const problems: SentryProblem[] = [];
  if (state === 'silent') problems.push('silent');
  if (waitedMs(row, now) > backlogMs) problems.push('backlog');
  if (row.rejected !== 0) problems.push('rejected');
  if (state === 'online') {
    for (const device of ['camera', 'temperature', 'sound'] as const) {
      if (!fineDevices.includes(row[device])) problems.push(device);
    }
  }
  if (state === 'never') problems.push('never');
  return problems;
}
