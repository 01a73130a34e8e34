/** When a measurement is made once more before anybody is decided on, and what is then decided by. */
import type { Limits } from '../policy/limits.ts';
import type { MeasuredTemperature } from './temperature.ts';

/** What is taken as measured: the second where there is one. The first is never replaced: it stays beside it. */
export function twiceMeasured(
  first: MeasuredTemperature | null,
  second: MeasuredTemperature | null,
): MeasuredTemperature | null {
  if (!second) return first && { ...first, doubt: 'unconfirmed' };
  return first ? { ...second, first: { body: first.body, surface: first.surface } } : second;
}

/** Whether a body temperature is lower than that of any person. */
export function isTooLow({ body }: Pick<MeasuredTemperature, 'body'>, limits: Limits): boolean {
  return body !== null && body < limits.temperatureLow;
}

/**
 * Whether the person is measured once more: nothing was read of them, it was unsteady, lower than that of any person, or so near
 * to a fever that the policy calls it doubtful. What is high decides at once.
 */
export function needsSecond(first: MeasuredTemperature | null, limits: Limits): boolean {
  if (!first) return true;
  // A sensor that cannot tell will not tell the second time either.
  if (first.doubt !== null || first.body === null) return first.doubt === 'unsteady';
  const { temperatureHigh, temperatureDoubtful = temperatureHigh } = limits;
  return isTooLow(first, limits) || (first.body >= temperatureDoubtful && first.body < temperatureHigh);
}
