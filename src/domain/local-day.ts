/**
 * Days as the district counts them. Times are stored in UTC milliseconds; days and hours are those of Asia/Shanghai, which
 * has kept UTC+8 without summer time since 1991, so a fixed offset is exact for every time this system can hold.
 */
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The day of a UTC time in ms as the number YYYYMMDD. */
export function localDay(timeMs: number): number {
  const date = new Date(timeMs + offsetMs);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** The hour 0..23 of a UTC time in ms. */
export function localHour(timeMs: number): number {
  return new Date(timeMs + offsetMs).getUTCHours();
}

/** The UTC time in ms at which a day YYYYMMDD begins. */
export function dayStart(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) - offsetMs;
}

/** The day that lies `count` days after (or, negative, before) a day YYYYMMDD. */
export function addDays(day: number, count: number): number {
  return localDay(dayStart(day) + count * dayMs);
}
