import {
  isPlausible,
  measure,
  steadyTail,
  type MeasuredTemperature,
  type TemperatureReading,
} from '../../domain/scan/temperature.ts';

/** What is asked of the thermometer (serial/thermometer/thermometer.ts). */
interface Thermometer {
  readonly state: string;
  readings(windowMs: number): readonly TemperatureReading[];
  on(type: 'reading', listener: (reading: TemperatureReading) => void): () => void;
}

/** How long to wait for a first reading of this person, ms. */
const patienceMs = 700;

/**
 * The latest unbroken run of readings of a person: where the sensor saw no forehead in between, somebody else stood there.
 */
function ownReadings(readings: readonly TemperatureReading[], since: number): readonly TemperatureReading[] {
  const recent = readings.filter(({ at }) => at > since);
  // The newest reading may already see the wall behind a person who was measured well.
  const last = recent.findLastIndex(isPlausible);
  const gap = recent.slice(0, last + 1).findLastIndex((reading) => !isPlausible(reading));
  return steadyTail(recent.slice(gap + 1, last + 1));
}

/**
 * The temperature of the person who stands before the gate now. Readings from before `since`, or from before the
 * sensor last saw nobody, are somebody else's and are left out. With no steady reading yet, it waits a moment for one; with no
 * thermometer it answers null at once.
 * @param since UTC ms when the person before was last seen.
 * @param distance how far from the sensor people stand here, mm; null where nobody said
 */
export async function personTemperature(
  thermometer: Thermometer,
  now: () => number,
  windowMs: number,
  since: number,
  distance: number | null = null,
): Promise<MeasuredTemperature | null> {
  const take = (): MeasuredTemperature | null => {
    return measure(
      ownReadings(thermometer.readings(windowMs + patienceMs), since),
      now(),
      windowMs,
      distance,
    );
  };
  const ready = take();
  if ((ready && ready.doubt !== 'unsteady') || thermometer.state !== 'running') return ready;
  return new Promise((resolve) => {
    const finish = (found: MeasuredTemperature | null): void => {
      clearTimeout(timer);
      end();
      resolve(found);
    };
    const timer = setTimeout(() => finish(take()), patienceMs);
    const end = thermometer.on('reading', () => {
      const found = take();
      if (found && found.doubt !== 'unsteady') finish(found);
    });
  });
}
