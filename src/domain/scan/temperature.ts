/**
 * Body temperature from what an infrared sensor sees. All temperatures are whole centi-degrees Celsius (3652 = 36.52 °C).
 * A screening value, not a clinical one: a high or doubtful reading asks for a second measurement.
 */

/** One reading of a sensor. */
export interface TemperatureReading {
  /** The skin's surface; null of a sensor that says a body temperature alone. */
  surface: number | null;
  /** The air around the sensor; null where the sensor does not tell. */
  ambient: number | null;
  /** What the device itself took the body temperature to be; null or left out where it says nothing of it. */
  stated?: number | null;
  /** How far off its maker lets the sensor be, ±; 50 when left out. */
  accuracy?: number;
  /** Whether the sensor saw that it measured a face (an array); left out where it cannot see that. */
  face?: boolean;
  /** When it was read, UTC ms. */
  at: number;
}

/**
 * What makes a measurement one to repeat. `unsteady`: the readings differ too much; the person moves, or the sensor sees past
 * them. `no-estimate`: the sensor does not say how warm the air is, so a body temperature cannot be computed. `unconfirmed`: it was
 * one to repeat, and nothing steady was read of the person after it.
 */
export const temperatureDoubts = ['unsteady', 'no-estimate', 'unconfirmed'] as const;
export type TemperatureDoubt = (typeof temperatureDoubts)[number];

/** How a body temperature was come by: computed from surface and ambient, said by the device, or not at all. */
export const temperatureFormulas = ['melexis-forehead', 'device', 'none'] as const;
export type TemperatureFormula = (typeof temperatureFormulas)[number];

/** A person's temperature. What was measured is always kept beside what was computed of it, and how sure that is. */
export interface MeasuredTemperature {
  surface: number | null;
  ambient: number | null;
  /** How far from the sensor people stand here, mm; null where nobody said. */
  distance: number | null;
  /** The estimate of the body temperature; null where there is none to be had. */
  body: number | null;
  formula: TemperatureFormula;
  /**
   * ± of the estimate, from the sensor's accuracy and how the readings spread. How far foreheads differ from bodies is not in
   * it: no single measurement can know that.
   */
  uncertainty: number | null;
  /** Why it should be measured again; null when it need not. Such a value decides nothing. */
  doubt: TemperatureDoubt | null;
  /** What was measured of the same person just before, and was one to repeat; left out where it was measured once. */
  first?: Pick<MeasuredTemperature, 'body' | 'surface'>;
  at: number;
}

/** Surfaces a person's forehead can have; outside it the sensor sees a wall, a hand or a cup: no reading of a person. */
export const plausibleSurface = { min: 3000, max: 4300 };

/** Readings of one person who stands still differ by less than this within a second. */
export const steadyWithin = 60;

/** True when a reading can be of a person's forehead. */
export function isPlausible(
  reading: Pick<TemperatureReading, 'surface' | 'ambient' | 'stated' | 'face'>,
): boolean {
  const seen = reading.surface ?? reading.stated ?? null;
  return (
    reading.face !== false &&
    seen !== null &&
    seen >= plausibleSurface.min &&
    seen <= plausibleSurface.max &&
    (reading.ambient === null || (reading.ambient >= -2000 && reading.ambient <= 5000))
  );
}

/**
 * Body temperature from the forehead's surface and the ambient temperature, centi-degrees.
 * Source: the reference algorithm of Melexis for its MLX90614 family ("not clinically validated").
 */
export function bodyTemperature(surfaceCenti: number, ambientCenti: number): number {
  const surface = surfaceCenti / 100;
  const ambient = ambientCenti / 100;
  const low = ambient <= 25 ? 32.66 + 0.186 * (ambient - 25) : 32.66 + 0.0864 * (ambient - 25);
  const high = ambient <= 25 ? 34.84 + 0.148 * (ambient - 25) : 34.84 + 0.1 * (ambient - 25);
  let body: number;
  if (surface < low) body = 36.3 + (0.551658272522697 + 0.0215250684640259 * ambient) * (surface - low);
  else if (surface > high)
    body = 36.8 + (0.829320617815896 + 0.0023644335442161 * ambient) * (surface - high);
  else body = 36.3 + (0.5 * (surface - low)) / (high - low);
  return Math.round(body * 100);
}

/** What a reading is compared by: the surface, or what the device says. */
function seenBy({ surface, stated }: TemperatureReading): number {
  return surface ?? stated ?? Number.NaN;
}

/** How far sorted readings differ; of five and more, one stray at each end does not count. */
function spreadOf(sorted: readonly number[]): number {
  const strays = sorted.length >= 5 ? 1 : 0;
  return sorted.at(-1 - strays)! - sorted[strays]!;
}

/** Fewer readings than these do not show that somebody stands still. */
export const fewestSteady = 3;

/**
 * The newest readings that agree, of all in the order in which they came: who comes up to the sensor is measured when they
 * stand still. All of them where too few agree: then it is for `measure` to say that they are unsteady.
 */
export function steadyTail(readings: readonly TemperatureReading[]): readonly TemperatureReading[] {
  let [least, most] = [Infinity, -Infinity];
  let from = readings.length;
  while (from > 0) {
    const seen = seenBy(readings[from - 1]!);
    [least, most] = [Math.min(least, seen), Math.max(most, seen)];
    if (most - least > steadyWithin) break;
    from--;
  }
  return readings.length - from >= fewestSteady ? readings.slice(from) : readings;
}

/** What is computed of one reading. */
function estimate(
  { surface, ambient, stated, accuracy = 50 }: TemperatureReading,
  spread: number,
): Pick<MeasuredTemperature, 'body' | 'formula' | 'uncertainty'> {
  if (stated !== null && stated !== undefined)
    return { body: stated, formula: 'device', uncertainty: Math.round(Math.hypot(accuracy, spread / 2)) };
  if (surface === null || ambient === null) return { body: null, formula: 'none', uncertainty: null };
  const body = bodyTemperature(surface, ambient);
  const off = Math.max(
    bodyTemperature(surface + accuracy, ambient) - body,
    body - bodyTemperature(surface - accuracy, ambient),
  );
  return { body, formula: 'melexis-forehead', uncertainty: Math.round(Math.hypot(off, spread / 2)) };
}

/**
 * The temperature of the person before the sensor: of the plausible readings of the window, the one with the median
 * surface. Null when there is none: a temperature is never invented.
 * @param distance how far from the sensor people stand here, mm; null where nobody said
 */
export function measure(
  readings: readonly TemperatureReading[],
  now: number,
  windowMs: number,
  distance: number | null = null,
): MeasuredTemperature | null {
  const usable = readings
    .filter((reading) => reading.at <= now && now - reading.at <= windowMs && isPlausible(reading))
    .sort((a, b) => seenBy(a) - seenBy(b));
  const median = usable[Math.floor(usable.length / 2)];
  if (!median) return null;
  const spread = spreadOf(usable.map(seenBy));
  const computed = estimate(median, spread);
  return {
    surface: median.surface,
    ambient: median.ambient,
    distance,
    ...computed,
    doubt: spread > steadyWithin ? 'unsteady' : computed.body === null ? 'no-estimate' : null,
    at: median.at,
  };
}

/** "36.8 °C": one decimal, as clinical thermometers show. */
export function temperatureText(centi: number): string {
  return `${(Math.round(centi / 10) / 10).toFixed(1)} °C`;
}
