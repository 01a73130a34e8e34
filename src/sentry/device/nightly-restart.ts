import { localHour } from '../../domain/time/local-day.ts';

/** A page that was loaded more recently is not loaded anew, ms: it is done once a night. */
const leastRunMs = 2 * 3_600_000;

interface Moment {
  /** The district's hour that the site chose; null: never. */
  hour: number | null;
  /** UTC ms. */
  now: number;
  /** Since the page was loaded, ms. */
  runMs: number;
  /** Records that are not uploaded. */
  waiting: number;
}

/** Whether the page is due to be loaded anew this night. Whether anybody is at the gate is the page's to know. */
export function isNightlyRestart({ hour, now, runMs, waiting }: Moment): boolean {
  return hour !== null && waiting === 0 && runMs >= leastRunMs && localHour(now) === hour;
}
