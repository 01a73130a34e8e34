import {
  fewestSteady,
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

/** How long to wait for a second measurement, ms. */
const againMs = 2500;
/** While it is waited for one, how often it is looked whether the thermometer still runs, ms. */
const lookMs = 100;

/**
 * A thermometer that has said nothing for so long has not seen who stands there now, ms: within less nobody takes another's place. One
 * that reads seldom has so many of its own pauses.
 */
const hangsAfter = { ms: 300, pauses: 2.5 };

/** A person of whom nothing was seen for so long may be another one, ms. */
const awayMs = 1500;

/** How long a pause between its readings is no more the sensor's own, ms. */
function hangMs(readings: readonly TemperatureReading[]): number {
  const pauses = readings.slice(1).map(({ at }, index) => at - readings[index]!.at);
  const usual = pauses.toSorted((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? 0;
  return Math.max(hangsAfter.ms, hangsAfter.pauses * usual);
}

/**
 * The latest unbroken run of readings of a person: where the sensor saw no forehead in between, or hung, somebody else stood there. A
 * run that began with the person before, and is over, is all theirs, and so is all that a sensor read which hangs: who comes after
 * them has not been measured yet.
 * @param goesOn false where the thermometer reads no more
 */
function ownReadings(
  readings: readonly TemperatureReading[],
  since: number,
  goesOn: boolean,
  now: number,
): readonly TemperatureReading[] {
  const hangs = hangMs(readings);
  if (now - (readings.at(-1)?.at ?? -Infinity) > hangs) return [];
  // The newest reading may already see the wall behind a person who was measured well.
  const last = readings.findLastIndex(isPlausible);
  let begin = last;
  while (begin > 0 && isPlausible(readings[begin - 1]!)) {
    if (readings[begin]!.at - readings[begin - 1]!.at > hangs) break;
    begin--;
  }
  const run = readings.slice(Math.max(0, begin), last + 1);
  const isOver = !goesOn || last < readings.length - 1;
  if (isOver && run[0] && run[0].at <= since) return [];
  return steadyTail(run.filter(({ at }) => at > since));
}

/**
 * The temperature of the person who stands before the gate now. Readings from before `since`, or from before the
 * sensor last saw nobody or hung, are somebody else's and are left out. With no steady reading yet, it waits a moment for one; with no
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
    const at = now();
    // All that are kept, however short the window: when a run began says whose it is.
    return measure(ownReadings(thermometer.readings(keptMs), since, goesOn, at), at, windowMs, distance);
  };
  const isEnough = (found: MeasuredTemperature | null): boolean =>
    found !== null && found.doubt !== 'unsteady';
  const ready = take();
  if (isEnough(ready) || thermometer.state !== 'running') return ready;
  return whenRead(thermometer, patienceMs, take, isEnough);
}

/**
 * Measures the person who was measured just now once more, from new readings alone.
 * @param isEnough whether such a measurement need not be waited for any longer
 * @returns null where too few agree within the time, or somebody else may have come between
 */
export async function secondTemperature(
  thermometer: Thermometer,
  now: () => number,
  first: MeasuredTemperature | null,
  isEnough: (found: MeasuredTemperature) => boolean,
  distance: number | null = null,
): Promise<MeasuredTemperature | null> {
  const begun = now();
  const take = (): MeasuredTemperature | null => {
    const at = now();
    const readings = thermometer.readings(keptMs);
    if (first && wasAway(readings, first.at)) return null;
    const own = ownReadings(readings, begun, thermometer.state === 'running', at);
    const found = own.length < fewestSteady ? null : measure(own, at, keptMs, distance);
    return found?.doubt === 'unsteady' ? null : found;
  };
  if (thermometer.state !== 'running') return null;
  return whenRead(thermometer, againMs, take, (found) => found !== null && isEnough(found));
}

/** Whether so little was seen since then that somebody else may stand there. */
function wasAway(readings: readonly TemperatureReading[], since: number): boolean {
  const seen = readings.filter((reading) => reading.at >= since && isPlausible(reading));
  return seen.some(({ at }, index) => at - (seen[index - 1]?.at ?? since) > awayMs);
}

/** What is measured as soon as it is enough; else, where the time is over or the thermometer reads no more, what there is then. */
function whenRead(
  thermometer: Thermometer,
  withinMs: number,
  take: () => MeasuredTemperature | null,
  isEnough: (found: MeasuredTemperature | null) => boolean,
): Promise<MeasuredTemperature | null> {
  return new Promise((resolve) => {
    const finish = (found: MeasuredTemperature | null): void => {
      clearTimeout(timer);
      clearInterval(looking);
      end();
      resolve(found);
    };
    const timer = setTimeout(() => finish(take()), withinMs);
    const looking = setInterval(() => thermometer.state === 'running' || finish(take()), lookMs);
    const end = thermometer.on('reading', () => {
      const found = take();
      if (isEnough(found)) finish(found);
    });
  });
}
