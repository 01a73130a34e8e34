import { addDays, localDay } from '../time/local-day.ts';

/** So many days back an owner is told a site's numbers, today the last. */
export const daysTold = 14;

/** The number that is told of a day; null for fewer than are told. */
export interface ToldDay {
  day: number;
  scans: number | null;
}

/** The days that a site's owner sees, the oldest first. An answer has those alone of which a number is told: few, at most of a chain's sites. */
export function daysOf(told: readonly ToldDay[], now: number): readonly ToldDay[] {
  const today = localDay(now);
  return Array.from({ length: daysTold }, (_, index) => {
    const day = addDays(today, index + 1 - daysTold);
    return told.find((each) => each.day === day) ?? { day, scans: null };
  });
}
