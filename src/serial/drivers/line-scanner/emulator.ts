import { utf8 } from '../../../domain/bytes/bytes.ts';
import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';

/** A scanner that sends the text of what is held before it. */
export class LineScannerEmulator implements EmulatedDevice {
  readonly baudRate: number;
  readonly #end: string;
  readonly #prefix: string;
  #line: DeviceLine | undefined;

  /** @param end what it sends after a code; '' for nothing @param prefix such as `]Q1` */
  constructor({ baudRate = 9600, end = '\r', prefix = '' } = {}) {
    this.baudRate = baudRate;
    this.#end = end;
    this.#prefix = prefix;
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

  scan(text: string): void {
    this.#line?.send(utf8(this.#prefix + text + this.#end));
  }
}
