/**
 * Staff hold a thermometer's sensor before a surface of known temperature (a black body, or water in a cup and a thermometer in
 * it) and compare. Nothing is corrected by it: a sensor that is off is repaired or replaced, and its readings stay what it read.
 * All temperatures are whole centi-degrees Celsius.
 */
import { median } from './temperature-drift.ts';
import { steadyWithin, type TemperatureReading } from './temperature.ts';

/** What came of a comparison. */
export interface ReferenceCheck {
  /** UTC ms. */
  at: number;
  /** The reference's temperature. */
  reference: number;
  /** The median of what the sensor read of it. */
  read: number;
  /** `good`: within what its maker promises. `off`: not. `unsteady`: its readings differ too much to tell. */
  outcome: 'good' | 'off' | 'unsteady';
}

/** Fewer readings tell nothing. */
const fewestReadings = 5;
/** What a reference may be: it must be near to what foreheads are. */
export const referenceRange = { min: 2500, max: 4500 };
/** So often a thermometer is to be compared, days. */
export const calibrationDays = 180;

/**
 * Compares the readings of the last seconds with a reference.
 * @returns null while there are too few, or of a sensor that does not say what it sees
 */
export function compareWithReference(
  readings: readonly TemperatureReading[],
  reference: number,
  at: number,
): ReferenceCheck | null {
  const seen = readings.flatMap(({ surface }) => surface ?? []);
  const read = median(seen);
  if (read === null || seen.length < fewestReadings) return null;
  const accuracy = readings.at(-1)?.accuracy ?? 50;
  const spread = Math.max(...seen) - Math.min(...seen);
  const outcome = spread > steadyWithin ? 'unsteady' : Math.abs(read - reference) > accuracy ? 'off' : 'good';
  return { at, reference, read, outcome };
}

/** True when a thermometer that was compared is to be compared again. @param calibratedAt UTC ms; 0 never, null unknown */
export function isCalibrationDue(calibratedAt: number | null, now: number): boolean {
  return calibratedAt !== null && calibratedAt > 0 && now - calibratedAt > calibrationDays * 86_400_000;
}
