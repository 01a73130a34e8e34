import { dayOrHourText, readDayOrHour } from '../../../domain/time/day-or-hour.ts';
import { addDays } from '../../../domain/time/local-day.ts';
import { dayText } from '../../language/format.ts';

const daysOffered = 14;
const twoDigits = (value: number) => String(value).padStart(2, '0');

/** A day, or an hour of one, in words; null where the text names none. */
function words(text: string): string | null {
  const asked = readDayOrHour(text);
  if (!asked) return null;
  const { day, hour } = asked;
  return hour === null ? dayText(day) : `${dayText(day)} ${twoDigits(hour)}:00–${twoDigits(hour + 1)}:00`;
}

/**
 * The options of a filter by day: the last two weeks, and what the address names besides.
 * @param named values of the filter in the address; what is no day is left out
 */
export function dayOptions(today: number, named: readonly string[]): { value: string; text: string }[] {
  const offered = Array.from({ length: daysOffered }, (_, ago) => dayOrHourText(addDays(today, -ago)));
  return [...new Set([...named, ...offered])].flatMap((value) => {
    const text = words(value);
    return text === null ? [] : [{ value, text }];
  });
}
