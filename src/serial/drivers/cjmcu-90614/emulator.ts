import { ScriptedDevice } from '../../ports/emulated/scripted-device.ts';
import type { Timers } from '../../ports/timers.ts';
import type { SurfaceAndAmbient } from '../gy-mcu90614/protocol.ts';
import { encodeCjmcu90614 } from './protocol.ts';

/** It sends this often when it was told to send all the time, ms. */
const continuousEveryMs = 100;

/** An infrared thermometer that measures what it is told to, and fails as it is told to. */
export class Cjmcu90614Emulator extends ScriptedDevice {
  readonly baudRate = 115_200;
  #temperatures: SurfaceAndAmbient;
  #received: number[] = [];
  #stopContinuous: (() => void) | undefined;

  constructor({
    surface = 3600,
    ambient = 2500,
    timers,
  }: Partial<SurfaceAndAmbient> & { timers?: Timers } = {}) {
    super(timers);
    this.#temperatures = { surface, ambient };
  }

  /** What it measures from now on, whole centi-degrees; what is left out stays. */
  set(temperatures: Partial<SurfaceAndAmbient>): void {
    this.#temperatures = { ...this.#temperatures, ...temperatures };
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received = [...this.#received, byte].slice(-4);
      const [first, second, mode, last] = this.#received;
      if (first !== 0x66 || second !== 0x66 || last !== 0x56) continue;
      if (mode === 2) this.answer(encodeCjmcu90614(this.#temperatures, 2));
      else if (mode === 1) {
        this.#stopContinuous?.();
        this.#stopContinuous = this.every(continuousEveryMs, () =>
          this.answer(encodeCjmcu90614(this.#temperatures, 1)),
        );
      }
    }
  }
}
