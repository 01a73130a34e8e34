/** Dates and times as issuers of many countries write them. */

const timePattern =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/i;

const minute = 60_000;
const hour = 60 * minute;
/** How far from UTC zones lie on earth, ms: a day begins first at UTC+14 and ends last at UTC-12. */
const easternmost = 14 * hour;
const westernmost = -12 * hour;

/** A date, or a date and time, as exact as it was written. All times are UTC ms. */
export interface ForeignMoment {
  /** The date as written, in whatever zone: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  date: string;
  /** A day alone is its 00:00Z, a time without a zone is UTC. Null when less than a day is stated. */
  at: number | null;
  /** The first and the last moment that can be meant, wherever it was written. Both are `at` for a time with a zone. */
  earliest: number;
  latest: number;
  /** From when until when (exclusive) the written day, month or year lasts in the zone stated, or anywhere on earth. */
  begins: number;
  ends: number;
}

/** What a date or a date and time (ISO 8601) can mean; null when it is neither, no day of the calendar, or of no zone on earth. */
export function foreignMoment(text: unknown): ForeignMoment | null {
  const match = typeof text === 'string' && text.length <= 64 ? timePattern.exec(text) : null;
  if (!match) return null;
  const [, year, month, day, hours, minutes, seconds, decimals, zoneText] = match;
  const zone = zoneOf(zoneText);
  if (Number.isNaN(zone) || !isDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  const [from, until] = spanOf(Number(year), month, day);
  const begins = from - (zone ?? easternmost);
  const ends = until - (zone ?? westernmost);
  if (hours === undefined) {
    return { date, at: day === undefined ? null : from, earliest: begins, latest: ends - 1, begins, ends };
  }
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 60) return null;
  const fraction = Math.floor(Number(`0.${decimals ?? 0}`) * 1000);
  const written =
    from + Number(hours) * hour + Number(minutes) * minute + Number(seconds ?? 0) * 1000 + fraction;
  return {
    date,
    at: written - (zone ?? 0),
    earliest: written - (zone ?? easternmost),
    latest: written - (zone ?? westernmost),
    begins,
    ends,
  };
}

/** The `at` of a moment; null when the text states no day. */
export function foreignTime(text: unknown): number | null {
  return foreignMoment(text)?.at ?? null;
}

/** The ms that a zone ("Z", "+02:00", "-0530", "+02") lies ahead of UTC; null without one, NaN for one that is nowhere. */
function zoneOf(zone: string | undefined): number | null {
  if (!zone) return null;
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replace(':', '').slice(1).padEnd(4, '0');
  const minutes = Number(digits.slice(2));
  const ahead = (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * hour + minutes * minute);
  return minutes <= 59 && ahead >= westernmost && ahead <= easternmost ? ahead : NaN;
}

/** From when until when (exclusive) a day, month or year lasts at UTC. */
function spanOf(year: number, month: string | undefined, day: string | undefined): [number, number] {
  const [m, d] = [Number(month ?? 1) - 1, Number(day ?? 1)];
  const from = Date.UTC(year, m, d);
  if (month === undefined) return [from, Date.UTC(year + 1, 0, 1)];
  return [from, day === undefined ? Date.UTC(year, m + 1, 1) : Date.UTC(year, m, d + 1)];
}

/** A date of birth as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, less a time after it; null when it is none. */
export function birthDate(text: unknown): string | null {
  const match = typeof text === 'string' ? /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.{1,40})?)?)?$/.exec(text) : null;
  if (!match) return null;
  const [, year, month, day] = match;
  if (!isDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  return [year, month, day].filter((part) => part !== undefined).join('-');
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The first second of the year 10000. Times in ms are beyond it, and in a signature they would outlive everybody. */
const endOfYears = 253_402_300_800;

/** UTC ms of a NumericDate (seconds since 1970, whole or not); null when it is no number of seconds that anyone meant. */
export function numericDate(seconds: unknown): number | null {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds < endOfYears)) return null;
  return Math.round(seconds * 1000);
}

/** Whether a credential would end (UTC ms, null: never) before one of the times at which it was issued or began to hold. */
export function endsBeforeItBegins(expiresAt: number | null, ...begins: (number | null)[]): boolean {
  return expiresAt !== null && !begins.every((at) => at === null || expiresAt >= at);
}
