import { addDays, localDay } from '../../../domain/time/local-day.ts';
import type { Scale } from '../scale.ts';

export const daysPlayed = 14;

/** The days that a new demo has, today the last: a district of real size has two whole weeks before it. */
export function daysToPlay(scale: Scale, now: number): number[] {
  const before = scale.share === null ? daysPlayed - 1 : daysPlayed;
  return Array.from({ length: before + 1 }, (_, index) => addDays(localDay(now), index - before));
}
