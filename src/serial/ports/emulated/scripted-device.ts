import { realTimers, type Timers } from '../timers.ts';
import type { DeviceLine, EmulatedDevice } from './emulated-device.ts';

/** One thing that goes wrong with the next answer. */
export type DeviceFault =
  /** The check sum is wrong. */
  | { kind: 'bad-checksum' }
  /** No answer. */
  | { kind: 'silence' }
  /** These bytes come before the answer. */
  | { kind: 'noise'; bytes: Uint8Array }
  /** The answer comes in two pieces: `first` bytes, and the rest `afterMs` later. */
  | { kind: 'split'; first: number; afterMs: number }
  /** The cable is pulled after this many bytes of the answer. */
  | { kind: 'unplug'; after: number };

/** What every emulator shares: power, timers that end with the power, and faults on command. */
export abstract class ScriptedDevice implements EmulatedDevice {
  readonly #timers: Timers;
  #line: DeviceLine | undefined;
  #faults: DeviceFault[] = [];
  /** Timers that end with the power. */
  #cancels = new Set<() => void>();
  #answered = 0;

  /** @param timers the page's clock by default */
  constructor(timers: Timers = realTimers) {
    this.#timers = timers;
  }

  abstract get baudRate(): number;
  abstract receive(bytes: Uint8Array): void;

  /** How many answers it has sent or spoiled since it was made. */
  get answers(): number {
    return this.#answered;
  }

  /** Each fault spoils one answer, in this order. */
  fail(...faults: DeviceFault[]): void {
    this.#faults.push(...faults);
  }

  plugIn(line: DeviceLine): void {
    this.#line = line;
    this.poweredUp();
  }

  plugOut(): void {
    this.#line = undefined;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  /** It got power: what it was told before is forgotten. */
  protected poweredUp(): void {}

  /**
   * Sends a frame, or spoils it by the next fault.
   * @param sumAt the place of a byte of the check sum, for a fault of it; negative from the end
   */
  protected answer(frame: Uint8Array, sumAt = -1): void {
    this.#answered++;
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case undefined:
        this.#line?.send(frame);
        break;
      case 'silence':
        break;
      case 'bad-checksum': {
        const spoiled = frame.slice();
        const at = sumAt < 0 ? frame.length + sumAt : sumAt;
        spoiled[at] = spoiled[at]! ^ 0xff;
        this.#line?.send(spoiled);
        break;
      }
      case 'noise':
        this.#line?.send(fault.bytes);
        this.#line?.send(frame);
        break;
      case 'split':
        this.#line?.send(frame.subarray(0, fault.first));
        this.later(fault.afterMs, () => this.#line?.send(frame.subarray(fault.first)));
        break;
      case 'unplug':
        this.#line?.send(frame.subarray(0, fault.after));
        this.#line?.unplug();
        break;
    }
  }

  /** Calls once, unless the power goes before. @returns calls it off */
  protected later(ms: number, call: () => void): () => void {
    const cancel = this.#timers.after(ms, () => {
      this.#cancels.delete(cancel);
      call();
    });
    this.#cancels.add(cancel);
    return () => {
      cancel();
      this.#cancels.delete(cancel);
    };
  }

  /** Calls again and again until the power goes. @returns ends it */
  protected every(ms: number, call: () => void): () => void {
    let cancel: () => void = () => undefined;
    const next = (): void => {
      // Before the call: it may pull the cable, and that must stop this timer.
      cancel = this.later(ms, next);
      call();
    };
    cancel = this.later(ms, next);
    return () => cancel();
  }
}
