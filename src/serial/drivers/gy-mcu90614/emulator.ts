import { encodeGyMcu90614, sum8, type SurfaceAndAmbient } from './protocol.ts';
import { realTimers, type Timers } from '../../ports/timers.ts';
import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';

/** One thing that goes wrong with the next answer. */
export type GyMcu90614Fault =
  /** The last byte is wrong. */
  | { kind: 'bad-checksum' }
  /** No answer. */
  | { kind: 'silence' }
  /** These bytes come before the answer. */
  | { kind: 'noise'; bytes: Uint8Array }
  /** The answer comes in two pieces: `first` bytes, and the rest `afterMs` later. */
  | { kind: 'split'; first: number; afterMs: number }
  /** The cable is pulled after this many bytes of the answer. */
  | { kind: 'unplug'; after: number };

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
export class GyMcu90614Emulator implements EmulatedDevice {
  readonly #timers: Timers;
  readonly #trailingId: number | undefined;
  #temperatures: SurfaceAndAmbient;
  #rate: number;
  #rateAfterPowerCycle: number;
  #sendsFromPowerUp = false;
  #line: DeviceLine | undefined;
  #received: number[] = [];
  #faults: GyMcu90614Fault[] = [];
  /** Timers that end with the power. */
  #cancels = new Set<() => void>();
  #stopContinuous: (() => void) | undefined;
  #answered = 0;

  constructor(options: GyMcu90614EmulatorOptions = {}) {
    this.#timers = options.timers ?? realTimers;
    this.#trailingId = options.trailingId;
    this.#temperatures = { surface: options.surface ?? 3600, ambient: options.ambient ?? 2500 };
    this.#rate = this.#rateAfterPowerCycle = options.baudRate ?? 9600;
  }

  get baudRate(): number {
    return this.#rate;
  }

  /** How many answers it has sent or spoiled since it was made. */
  get answers(): number {
    return this.#answered;
  }

  /** What it measures from now on, whole centi-degrees; what is left out stays. */
  set(temperatures: Partial<SurfaceAndAmbient>): void {
    const next = { ...this.#temperatures, ...temperatures };
    encodeGyMcu90614(next); // refuses what no frame can carry, here rather than at the next query
    this.#temperatures = next;
  }

  /** Each fault spoils one answer, in this order. */
  fail(...faults: GyMcu90614Fault[]): void {
    this.#faults.push(...faults);
  }

  plugIn(line: DeviceLine): void {
    this.#line = line;
    this.#rate = this.#rateAfterPowerCycle;
    this.#received = [];
    if (this.#sendsFromPowerUp) this.#sendContinuously();
  }

  plugOut(): void {
    this.#line = undefined;
    this.#stopContinuous?.();
    this.#stopContinuous = undefined;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
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
    if (code === 0x15) this.#answer();
    else if (code === 0x45) this.#sendContinuously();
    else if (code === 0xae) this.#rateAfterPowerCycle = 9600;
    else if (code === 0xaf) this.#rateAfterPowerCycle = 115_200;
    else if (code === 0x51) this.#sendsFromPowerUp = true;
    else if (code === 0x52) this.#sendsFromPowerUp = false;
  }

  #sendContinuously(): void {
    this.#stopContinuous?.();
    const next = (): void => {
      // Before the answer: an answer may pull the cable, and that must stop this timer.
      this.#stopContinuous = this.#timers.after(continuousEveryMs, next);
      this.#answer();
    };
    this.#stopContinuous = this.#timers.after(continuousEveryMs, next);
  }

  #answer(): void {
    this.#answered++;
    const frame = [...encodeGyMcu90614(this.#temperatures)];
    if (this.#trailingId !== undefined) frame.push(this.#trailingId);
    const answer = Uint8Array.from(frame);
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case undefined:
        this.#line?.send(answer);
        break;
      case 'silence':
        break;
      case 'bad-checksum':
        answer[8] = answer[8]! ^ 0xff;
        this.#line?.send(answer);
        break;
      case 'noise':
        this.#line?.send(fault.bytes);
        this.#line?.send(answer);
        break;
      case 'split':
        this.#line?.send(answer.subarray(0, fault.first));
        this.#later(fault.afterMs, () => this.#line?.send(answer.subarray(fault.first)));
        break;
      case 'unplug':
        this.#line?.send(answer.subarray(0, fault.after));
        this.#line?.unplug();
        break;
    }
  }

  #later(ms: number, call: () => void): void {
    const cancel = this.#timers.after(ms, () => {
      this.#cancels.delete(cancel);
      call();
    });
    this.#cancels.add(cancel);
  }
}
