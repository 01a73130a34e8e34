/**
 * Body temperature from what an infrared sensor sees. All temperatures are whole centi-degrees Celsius (3652 = 36.52 °C).
 * A screening value, not a clinical one: a high or doubtful reading asks for a second measurement.
 */

/** One reading of a sensor. */
export interface TemperatureReading {
  /** The skin's surface. */
  surface: number;
  /** The air around the sensor. */
  ambient: number;
  /** When it was read, UTC ms. */
  at: number;
}

/** A reading with the body temperature estimated from it. What was measured is always kept beside what was computed. */
export interface MeasuredTemperature extends TemperatureReading {
  /** The estimate. */
  body: number;
  /** The formula's name. */
  formula: 'melexis-forehead';
}

/** Surfaces a person's forehead can have; outside it the sensor sees a wall, a hand or a cup: no reading of a person. */
export const plausibleSurface = { min: 3000, max: 4300 };

/** True when a reading can be of a person's forehead. */
export function isPlausible(reading: Pick<TemperatureReading, 'surface' | 'ambient'>): boolean {
  return (
    reading.surface >= plausibleSurface.min &&
    reading.surface <= plausibleSurface.max &&
    reading.ambient >= -2000 &&
    reading.ambient <= 5000
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

/**
 * The temperature of the person before the sensor: of the plausible readings of the window, the one with the median
 * surface. Null when there is none: a temperature is never invented.
 */
export function measure(
  readings: readonly TemperatureReading[],
  now: number,
  windowMs: number,
): MeasuredTemperature | null {
  const usable = readings
    .filter((reading) => reading.at <= now && now - reading.at <= windowMs && isPlausible(reading))
    .sort((a, b) => a.surface - b.surface);
  const median = usable[Math.floor(usable.length / 2)];
  if (!median) return null;
  return { ...median, body: bodyTemperature(median.surface, median.ambient), formula: 'melexis-forehead' };
}

/** "36.8 °C": one decimal, as clinical thermometers show. */
export function temperatureText(centi: number): string {
  return `${(Math.round(centi / 10) / 10).toFixed(1)} °C`;
}
