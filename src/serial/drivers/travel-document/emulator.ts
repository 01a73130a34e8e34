import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';

/** A reader of travel documents: it sends what is drawn through it, as one of the two makes does. */
export class TravelDocumentEmulator implements EmulatedDevice {
  readonly baudRate: number;
  readonly #make: 'desko' | '3m';
  #line: DeviceLine | undefined;

  constructor({ baudRate = 9600, make = 'desko' as 'desko' | '3m' } = {}) {
    this.baudRate = baudRate;
    this.#make = make;
  }

  plugIn(line: DeviceLine): void {
    this.#line = line;
  }

  plugOut(): void {
    this.#line = undefined;
  }

  receive(): void {
    // It understands nothing.
  }

  /** A document is drawn through. @param spoil changes the bytes on their way: a misread character, a piece that is missing */
  show(lines: readonly string[], spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes): void {
    const filled = this.#make === '3m' ? lines.map((line) => line.padEnd(44, '_')) : lines;
    const content = `\u0002${filled.map((line) => `${line}\r`).join('')}\u0003`;
    const text = this.#make === '3m' ? `\u0001${String.fromCharCode(content.length)}OU${content}` : content;
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const check = bytes.reduce((sum, byte) => sum ^ byte, 0);
    this.#line?.send(spoil(this.#make === '3m' ? Uint8Array.of(...bytes, check) : bytes));
  }
}
