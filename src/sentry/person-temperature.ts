import { measure, type MeasuredTemperature, type TemperatureReading } from '../domain/temperature.ts';

/** What is asked of the thermometer (serial/temperature-sensor.ts). */
interface Thermometer {
  readonly report: { state: string };
  readings(windowMs: number): readonly TemperatureReading[];
  on(type: 'reading', listener: (reading: TemperatureReading) => void): () => void;
}

/** How long to wait for a first reading of this person, ms. */
const patienceMs = 700;

/**
 * The temperature of the person who stands before the gate now. Readings from before the last person was done are left out:
 * they are somebody else's. With no reading yet, it waits a moment for one; with no thermometer it answers null at once.
 * @param since UTC ms when the last person was done.
 */
export async function personTemperature(
  thermometer: Thermometer,
  now: () => number,
  windowMs: number,
  since: number,
): Promise<MeasuredTemperature | null> {
  const take = (): MeasuredTemperature | null => {
    const own = thermometer.readings(windowMs + patienceMs).filter(({ at }) => at > since);
    return measure(own, now(), windowMs);
  };
  const ready = take();
  if (ready || thermometer.report.state !== 'running') return ready;
  return new Promise((resolve) => {
    const finish = (found: MeasuredTemperature | null): void => {
      clearTimeout(timer);
      end();
      resolve(found);
    };
    const timer = setTimeout(() => finish(take()), patienceMs);
    const end = thermometer.on('reading', () => {
      const found = take();
      if (found) finish(found);
    });
  });
}
