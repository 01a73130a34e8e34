/**
 * Days as the district counts them. Times are stored in UTC milliseconds; days and hours are those of Asia/Shanghai, which
 * has kept UTC+8 without summer time since 1991, so a fixed offset is exact for every time this system can hold.
 */
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The day that was asked for last: counts ask for the same one ten thousand times in a row. */
let known = { index: Number.NaN, day: 0 };

/** The day of a UTC time in ms as the number YYYYMMDD. */
export function localDay(timeMs: number): number {
  const index = Math.floor((timeMs + offsetMs) / dayMs);
  if (index !== known.index) known = { index, day: dayOfDate(new Date(timeMs + offsetMs)) };
  return known.day;
}

function dayOfDate(date: Date): number {
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** The hour 0..23 of a UTC time in ms. */
export function localHour(timeMs: number): number {
  return Math.floor((timeMs + offsetMs) / 3_600_000) % 24;
}

/** The UTC time in ms at which a day YYYYMMDD begins. */
export function dayStart(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) - offsetMs;
}

/** The day that lies `count` days after (or, negative, before) a day YYYYMMDD. */
export function addDays(day: number, count: number): number {
  return localDay(dayStart(day) + count * dayMs);
}
