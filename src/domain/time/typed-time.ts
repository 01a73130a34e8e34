import { dayStart } from './local-day.ts';

const longest = 40;

/** Plain digits, "-" within the date, ":" within the time and one blank between. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[年月./\u2010-\u2015\u2212。、,]/g, '-')
    .replace(/[日号]/g, ' ')
    .replace(/[点时分秒]/g, ':')
    .replace(/[Tt]/g, ' ')
    .replace(/\s*([-:])\s*/g, '$1')
    .replace(/:+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const together = /^(\d{4})(\d{2})(\d{2})(?: ?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const apart = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?$/;

/** A typed date, YYYYMMDD, and ms from its beginning; null for a date without a time. */
interface TypedTime {
  day: number;
  ms: number | null;
}

function readTime(text: string): TypedTime | null {
  if (text.length > longest) return null;
  const typed = plain(text);
  const found = together.exec(typed) ?? apart.exec(typed);
  if (!found) return null;
  const [year, month, date, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((digits) => (digits === undefined ? undefined : Number(digits)));
  const at = new Date(Date.UTC(year!, month! - 1, date));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month! - 1 || at.getUTCDate() !== date)
    return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ms = found[4] === undefined ? null : ((hour * 60 + minute) * 60 + second) * 1000;
  return { day: year * 10_000 + month! * 100 + date, ms };
}

/**
 * A moment as people type it, in the district's time whatever the clock of the device: "2026-11-30 06:53", full-width,
 * "2026年11月30日6点53分", "2026/11/30 6:53", "20261130 0653".
 * @returns UTC ms; null for what is no moment that was or will be, and for a date without a time
 */
export function readDateTime(text: string): number | null {
  const time = readTime(text);
  return time === null || time.ms === null ? null : dayStart(time.day) + time.ms;
}

/** A day as people type it, "2026-11-30" in any of these ways. @returns YYYYMMDD; null for no day, and for more than a day */
export function readDay(text: string): number | null {
  const time = readTime(text);
  return time === null || time.ms !== null ? null : time.day;
}

/** What such a field holds for a moment: "2026-11-30 06:53" in the district's time, with seconds where there are some. */
export function dateTimeText(timeMs: number): string {
  const text = new Date(timeMs + 8 * 3_600_000).toISOString();
  const seconds = text.slice(16, 19);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === ':00' ? '' : seconds}`;
}

/** "2026-11-30" of a day YYYYMMDD. */
export function typedDayText(day: number): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}
