import { crc16Modbus } from '../../framing/check-sums.ts';
import { ScriptedDevice } from '../../ports/emulated/scripted-device.ts';
import type { Timers } from '../../ports/timers.ts';
import { encodeModbus } from './protocol.ts';

const commandLength = 8;

/** A pyrometer that measures what it is told to, and fails as it is told to. */
export class ModbusPyrometerEmulator extends ScriptedDevice {
  readonly baudRate = 9600;
  #surface: number;
  #received: number[] = [];

  /** @param surface whole centi-degrees */
  constructor(surface: number, timers?: Timers) {
    super(timers);
    this.#surface = surface;
  }

  /** What it measures from now on, whole centi-degrees. */
  set(surface: number): void {
    this.#surface = surface;
  }

  /** A device on a bus hears everybody's bytes: what ends with a right CRC and is addressed to it is a command. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received = [...this.#received, byte].slice(-commandLength);
      const [address, operation, , register] = this.#received;
      if (this.#received.length < commandLength || address !== 1 || operation !== 4) continue;
      if (crc16Modbus(Uint8Array.from(this.#received)) !== 0) continue;
      if (register === 0x12 || register === 0x13) this.answer(encodeModbus(this.#surface));
      this.#received = [];
    }
  }
}
