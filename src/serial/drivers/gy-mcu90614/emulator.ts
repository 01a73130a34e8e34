import { sum8 } from '../../framing/check-sums.ts';
import { ScriptedDevice } from '../../ports/emulated/scripted-device.ts';
import type { DeviceLine } from '../../ports/emulated/emulated-device.ts';
import type { Timers } from '../../ports/timers.ts';
import { encodeGyMcu90614, type SurfaceAndAmbient } from './protocol.ts';

export interface GyMcu90614EmulatorOptions {
  /** Its rate from the factory. Default 9600. */
  baudRate?: number;
  /** The temperatures it starts with, centi-degrees; 36.00 °C and 25.00 °C by default. */
  surface?: number;
  ambient?: number;
  /** A number that this device's firmware appends to each answer. */
  trailingId?: number;
  timers?: Timers;
}

/** The device sends this often when it was told to send continuously, ms. */
export const continuousEveryMs = 100;

const commandLength = 3;

/** An infrared thermometer that measures what it is told to, and fails as it is told to. */
export class GyMcu90614Emulator extends ScriptedDevice {
  readonly #trailingId: number | undefined;
  #temperatures: SurfaceAndAmbient;
  #rate: number;
  #rateAfterPowerCycle: number;
  #sendsFromPowerUp = false;
  #received: number[] = [];
  #stopContinuous: (() => void) | undefined;

  constructor(options: GyMcu90614EmulatorOptions = {}) {
    super(options.timers);
    this.#trailingId = options.trailingId;
    this.#temperatures = { surface: options.surface ?? 3600, ambient: options.ambient ?? 2500 };
    this.#rate = this.#rateAfterPowerCycle = options.baudRate ?? 9600;
  }

  get baudRate(): number {
    return this.#rate;
  }

  /** What it measures from now on, whole centi-degrees; what is left out stays. */
  set(temperatures: Partial<SurfaceAndAmbient>): void {
    const next = { ...this.#temperatures, ...temperatures };
    encodeGyMcu90614(next); // refuses what no frame can carry, here rather than at the next query
    this.#temperatures = next;
  }

  override plugIn(line: DeviceLine): void {
    this.#rate = this.#rateAfterPowerCycle;
    this.#received = [];
    super.plugIn(line);
  }

  protected override poweredUp(): void {
    if (this.#sendsFromPowerUp) this.#sendContinuously();
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received.push(byte);
      if (this.#received[0] !== 0xa5) this.#received = [];
      if (this.#received.length < commandLength) continue;
      const command = Uint8Array.from(this.#received);
      this.#received = [];
      if (sum8(command.subarray(0, 2)) === command[2]) this.#obey(command[1]!);
    }
  }

  #obey(code: number): void {
    if (code === 0x15) this.#measure();
    else if (code === 0x45) this.#sendContinuously();
    else if (code === 0xae) this.#rateAfterPowerCycle = 9600;
    else if (code === 0xaf) this.#rateAfterPowerCycle = 115_200;
    else if (code === 0x51) this.#sendsFromPowerUp = true;
    else if (code === 0x52) this.#sendsFromPowerUp = false;
  }

  #sendContinuously(): void {
    this.#stopContinuous?.();
    this.#stopContinuous = this.every(continuousEveryMs, () => this.#measure());
  }

  #measure(): void {
    const frame = [...encodeGyMcu90614(this.#temperatures)];
    if (this.#trailingId !== undefined) frame.push(this.#trailingId);
    this.answer(Uint8Array.from(frame), 8);
  }
}
