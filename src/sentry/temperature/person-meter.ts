import type { MeasuredTemperature } from '../../domain/scan/temperature.ts';
import type { Thermometer } from '../../serial/thermometer/thermometer.ts';
import { thermometerSetup } from '../device/thermometer-setup.ts';

/** A gate that measures nobody needs none of it. */
const measuring = () => import('./person-temperature.ts');

/** Who is measured once more is asked aloud to stand still after so long, ms: most do, and are through by then. */
const tellAfterMs = 600;

interface Options {
  /** Null at a gate that measures nobody. */
  thermometer: Thermometer | null;
  /** UTC ms. */
  now: () => number;
  /** When the person before was last seen, UTC ms. */
  since: () => number;
  /** Somebody is measured once more: for the screen. */
  onAgain: () => void;
  /** Asks them aloud to stand still. */
  ask: () => void;
}

/** Takes the temperature of whoever stands before a gate. */
export class PersonMeter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Loads what measures, before anybody comes. */
  async load(): Promise<void> {
    if (this.#options.thermometer) await measuring();
  }

  /** @param windowMs how old a reading may be */
  async first(windowMs: number): Promise<MeasuredTemperature | null> {
    const { thermometer, now, since } = this.#options;
    if (!thermometer) return null;
    const { personTemperature } = await measuring();
    return personTemperature(thermometer, now, windowMs, since(), thermometerSetup().distance);
  }

  /** The same person once more: what was read of them decides nothing. @param isEnough whether such a measurement is not waited with */
  async second(
    first: MeasuredTemperature | null,
    isEnough: (found: MeasuredTemperature) => boolean,
  ): Promise<MeasuredTemperature | null> {
    const { thermometer, now, onAgain, ask } = this.#options;
    if (thermometer?.state !== 'running') return null;
    const { secondTemperature } = await measuring();
    onAgain();
    const asking = setTimeout(ask, tellAfterMs);
    try {
      return await secondTemperature(thermometer, now, first, isEnough, thermometerSetup().distance);
    } finally {
      clearTimeout(asking);
    }
  }
}
