import { dayStart, localDay, localHour } from '../../../../domain/time/local-day.ts';
import { dayText } from '../../../language/format.ts';

const hourMs = 3_600_000;
/** Hours between two ticks; beyond a day in whole days. */
const steps = [1, 2, 3, 6, 12, 24, 48, 96, 168];

/** A moment on an axis: full hours, and days at their midnight by name. `at` in UTC ms. */
export interface TimeTick {
  at: number;
  name: string;
}

/** Round moments of the district's time from `from` to `to` (UTC ms), `most` at the most. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  const hours = (to - from) / hourMs;
  const step = (steps.find((each) => hours / each <= most) ?? Math.ceil(hours / most / 24) * 24) * hourMs;
  const ticks: TimeTick[] = [];
  const first = dayStart(localDay(from));
  for (let at = first + Math.ceil((from - first) / step) * step; at <= to; at += step) {
    const hour = localHour(at);
    ticks.push({
      at,
      name: hour === 0 ? dayText(localDay(at)).slice(5) : `${String(hour).padStart(2, '0')}:00`,
    });
  }
  return ticks;
}
