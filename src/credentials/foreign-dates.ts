/** Dates and times as issuers of many countries write them. */

const timePattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * UTC ms of a date or a date and time (ISO 8601). A day alone is its 00:00Z, a time without a zone is UTC; null when it is
 * neither, or no day of the calendar.
 */
export function foreignTime(text: unknown): number | null {
  const match = typeof text === 'string' && text.length <= 64 ? timePattern.exec(text) : null;
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 60) return null;
  const fraction = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction) - offset(match[8]);
}

/** The ms that a zone ("Z", "+02:00", "-0530", "+02") lies before UTC. */
function offset(zone: string | undefined): number {
  if (!zone || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replace(':', '').slice(1).padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
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

/** UTC ms of a NumericDate (seconds, whole or not); null when it is no number of seconds. */
export function numericDate(seconds: unknown): number | null {
  if (typeof seconds !== 'number' || !(Math.abs(seconds) < 8.64e12)) return null;
  return Math.round(seconds * 1000);
}
