import type { SentryRow } from '../../domain/api/api.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import { sentryProblems, urgency, waitedMs } from '../../domain/fleet/sentry-health.ts';

const urgencyOf = (row: SentryRow, now: number) =>
  sentryProblems(row, now).reduce((sum, problem) => sum + urgency[problem], 0);

export const bySentryName = (a: SentryRow, b: SentryRow) =>
  byText(a.name, b.name) || byText(a.siteName, b.siteName) || a.device - b.device;
export const bySite = (a: SentryRow, b: SentryRow) =>
  byText(a.siteName, b.siteName) || byText(a.zoneName, b.zoneName) || bySentryName(a, b);

/** The longest silent first; what was never heard is at the end. */
export const bySilence = (a: SentryRow, b: SentryRow) =>
  (a.lastSeen || Infinity) - (b.lastSeen || Infinity) || 0;

/** The one whose oldest scan has waited longest last. */
export const byBacklog = (a: SentryRow, b: SentryRow, now: number) => waitedMs(a, now) - waitedMs(b, now);

/** The worst first; of silent ones the longest silent, then the one with the most scans. @param now UTC ms */
export function byUrgency(a: SentryRow, b: SentryRow, now: number): number {
  const silence = a.silentSince > 0 && b.silentSince > 0 ? a.silentSince - b.silentSince : 0;
  return urgencyOf(b, now) - urgencyOf(a, now) || silence || b.queue - a.queue || bySite(a, b);
}
