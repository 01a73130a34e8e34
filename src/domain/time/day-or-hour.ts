import { dayStart, localDay } from './local-day.ts';

/** A day of the district, or one of its hours, as addresses and lists name it: "20261130", "20261130T14". */
export interface DayOrHour {
  /** YYYYMMDD. */
  day: number;
  /** 0..23; null: the whole day. */
  hour: number | null;
  /** UTC ms. */
  from: number;
  /** The first moment after it, UTC ms. */
  to: number;
}

const hourMs = 3_600_000;

/** Null where the text names none. */
export function readDayOrHour(text: string): DayOrHour | null {
  const found = /^(\d{8})(?:T([01]\d|2[0-3]))?$/.exec(text);
  if (!found) return null;
  const day = Number(found[1]);
  const start = dayStart(day);
  if (Number.isNaN(start) || localDay(start) !== day) return null;
  if (found[2] === undefined) return { day, hour: null, from: start, to: start + 24 * hourMs };
  const hour = Number(found[2]);
  return { day, hour, from: start + hour * hourMs, to: start + (hour + 1) * hourMs };
}

export function dayOrHourText(day: number, hour: number | null = null): string {
  return hour === null ? String(day) : `${day}T${String(hour).padStart(2, '0')}`;
}
