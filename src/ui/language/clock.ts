import type { Language } from './languages.ts';

const timeZone = 'Asia/Shanghai';
const withSeconds = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** "2026-11-23 14:05:09" in the district's time, the same in every language: what a live page is as of. */
export function dateTimeSeconds(timeMs: number): string {
  return withSeconds.format(timeMs).replace(', ', ' ');
}

/** "14:05:09" in the district's time. For a second mention beside a date, never alone. */
export function clockSeconds(timeMs: number): string {
  return dateTimeSeconds(timeMs).slice(11);
}

/** "星期一", "Monday" in the district's time zone. */
export function weekday(timeMs: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeZone, weekday: 'long' }).format(timeMs);
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * A length of time in its largest fitting whole unit, rounded down: "42 sec", "3 min", "5 hr", "2 days"; in Chinese "42秒".
 * Seconds go up to 2 minutes, minutes to 2 hours, hours to 2 days, so that no more than a third is rounded away.
 * @param ms not below 0; a negative length counts as 0
 */
export function duration(ms: number, language: Language): string {
  const length = Math.max(0, ms);
  const [value, unit] =
    length < 2 * minute
      ? ([length / second, 'second'] as const)
      : length < 2 * hour
        ? ([length / minute, 'minute'] as const)
        : length < 48 * hour
          ? ([length / hour, 'hour'] as const)
          : ([length / (24 * hour), 'day'] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.floor(value),
  );
}
