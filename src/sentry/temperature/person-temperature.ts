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

/** So far back the thermometer knows its readings, ms. */
const keptMs = 10_000;

/** How long to wait for a first reading of this person, ms. */
const patienceMs = 700;

/**
 * The latest unbroken run of readings of a person: where the sensor saw no forehead in between, somebody else stood there. A run that
 * began with the person before, and is over, is all theirs: who comes after them has not been measured yet.
 * @param goesOn false where the thermometer reads no more
 */
function ownReadings(
  readings: readonly TemperatureReading[],
  since: number,
  goesOn: boolean,
): readonly TemperatureReading[] {
  // The newest reading may already see the wall behind a person who was measured well.
  const last = readings.findLastIndex(isPlausible);
  const gap = readings.slice(0, last + 1).findLastIndex((reading) => !isPlausible(reading));
  const run = readings.slice(gap + 1, last + 1);
  const isOver = !goesOn || last < readings.length - 1;
  if (isOver && run[0] && run[0].at <= since) return [];
  return steadyTail(run.filter(({ at }) => at > since));
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
    const goesOn = thermometer.state === 'running';
    // All that are kept, however short the window: when a run began says whose it is.
    return measure(ownReadings(thermometer.readings(keptMs), since, goesOn), now(), windowMs, distance);
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
