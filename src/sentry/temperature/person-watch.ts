import { isPlausible, type TemperatureReading } from '../../domain/scan/temperature.ts';

/**
 * How long neither thermometer nor camera sees anything of a person before they count as gone, ms: longer than it takes to
 * put a phone away and take a paper out.
 */
export const goneMs = 10_000;

/** A thermometer that has said nothing for so long has not seen that nobody is there, ms. */
const silentMs = 2000;

/** What is asked of the thermometer (serial/thermometer/thermometer.ts). */
interface Thermometer {
  readonly state: string;
  readings(windowMs: number): readonly TemperatureReading[];
}

/**
 * Tells when the person before the gate has left. Only a thermometer that saw their forehead can tell: that no code is shown
 * may mean that a bag is being searched.
 */
export class PersonWatch {
  readonly #thermometer: Thermometer | null;
  /** UTC ms when a forehead was last seen; null before the first. */
  #forehead: number | null = null;

  constructor(thermometer: Thermometer | null) {
    this.#thermometer = thermometer;
  }

  /** Somebody is there: what was seen before is somebody else's. */
  begin(): void {
    this.#forehead = null;
  }

  /**
   * To be asked every second or so.
   * @param lastCode UTC ms when the camera last saw a code
   * @param now UTC ms
   * @returns true when a forehead was seen since `begin`, and then for `goneMs` neither it nor a code
   */
  hasLeft(lastCode: number, now: number): boolean {
    if (this.#thermometer?.state !== 'running') return false;
    const readings = this.#thermometer.readings(goneMs);
    const seen = readings.findLast(isPlausible)?.at ?? null;
    if (seen !== null) this.#forehead = seen;
    const newest = readings.at(-1)?.at ?? -Infinity;
    if (this.#forehead === null || now - newest > silentMs) return false;
    return now - Math.max(this.#forehead, lastCode) >= goneMs;
  }
}
