import { dateTimeSeconds } from './clock.ts';

/** What a `datetime-local` field holds for a time, in the district's time zone whatever the browser's; '' for none. */
export function localTimeText(timeMs: number | null): string {
  return timeMs === null ? '' : dateTimeSeconds(timeMs).replace(' ', 'T');
}

/**
 * The UTC time in ms of what stands in such a field; null when it is empty, NaN when it is no time.
 * @param before what it stood for at first: kept to the millisecond when the field says the same second
 */
export function timeOfLocalText(text: string, before: number | null = null): number | null {
  if (text === '') return null;
  const time = Date.parse(`${text}+08:00`);
  return before !== null && time === Math.floor(before / 1000) * 1000 ? before : time;
}
