import { sum8 } from '../../framing/check-sums.ts';
import { ScriptedDevice } from '../../ports/emulated/scripted-device.ts';
import type { Timers } from '../../ports/timers.ts';
import { encodeGyMcu90640, pixels } from './protocol.ts';

export interface GyMcu90640EmulatorOptions {
  baudRate?: number;
  /** The face's temperature, or null for nobody; 34.50 °C by default. Centi-degrees as all. */
  face?: number | null;
  ambient?: number;
  /** How long it takes to make a picture, ms. Default 130. */
  pictureMs?: number;
  timers?: Timers;
}

const commandLength = 4;

/** A thermal array that sees what it is told to: a room, and a face in its middle or nobody. */
export class GyMcu90640Emulator extends ScriptedDevice {
  #rate: number;
  #face: number | null;
  #ambient: number;
  readonly #pictureMs: number;
  #received: number[] = [];
  #stopContinuous: (() => void) | undefined;

  constructor(options: GyMcu90640EmulatorOptions = {}) {
    super(options.timers);
    this.#rate = options.baudRate ?? 115_200;
    this.#face = options.face === undefined ? 3450 : options.face;
    this.#ambient = options.ambient ?? 2500;
    this.#pictureMs = options.pictureMs ?? 130;
  }

  get baudRate(): number {
    return this.#rate;
  }

  /** Who stands there from now on. @param face the hottest spot's temperature; null for nobody */
  set(face: number | null): void {
    this.#face = face;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received.push(byte);
      if (this.#received[0] !== 0xa5) this.#received = [];
      if (this.#received.length < commandLength) continue;
      const command = Uint8Array.from(this.#received);
      this.#received = [];
      if (sum8(command.subarray(0, 3)) === command[3]) this.#obey(command[1]!, command[2]!);
    }
  }

  #obey(operation: number, value: number): void {
    if (operation === 0x35 && value === 1) this.later(this.#pictureMs, () => this.answer(this.#picture()));
    else if (operation === 0x35 && value === 2) {
      this.#stopContinuous?.();
      this.#stopContinuous = this.every(250, () => this.answer(this.#picture()));
    } else if (operation === 0x15 && value === 3) this.#rate = 460_800;
  }

  /** A wall with some structure, and before it a face of 6 × 6 pixels, hottest in its middle. */
  #picture(): Uint8Array {
    const picture = Int16Array.from({ length: pixels }, (_, at) => {
      const [column, row] = [at % 32, Math.floor(at / 32)];
      const fromMiddle = Math.max(Math.abs(column - 16), Math.abs(row - 11));
      if (this.#face !== null && fromMiddle <= 3) return this.#face - fromMiddle * 40;
      return this.#ambient - 100 + column;
    });
    return encodeGyMcu90640({ pixels: picture, ambient: this.#ambient });
  }
}
