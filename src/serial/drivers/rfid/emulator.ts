import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';

/** A reader of staff cards that sends frames as it is given them. */
export class StaffCardEmulator implements EmulatedDevice {
  readonly baudRate = 9600;
  #line: DeviceLine | undefined;

  plugIn(line: DeviceLine): void {
    this.#line = line;
  }

  plugOut(): void {
    this.#line = undefined;
  }

  receive(): void {
    // It understands nothing.
  }

  /** A card is held there. @param number ten hexadecimal characters @param times how often the reader sends it */
  hold(number: string, times = 1): void {
    const bytes = number.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
    const check = bytes.reduce((sum, byte) => sum ^ byte, 0);
    const text = `\u0002${number}${check.toString(16).padStart(2, '0')}\u0003`.toUpperCase();
    for (let time = 0; time < times; time++)
      this.#line?.send(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  }
}
