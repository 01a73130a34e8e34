import type { ByteFramer } from './byte-framer.ts';

/** How the lines of a device end. */
export interface LineFormat {
  /** Any of these bytes ends a line and is no part of it, such as CR, LF or TAB. */
  readonly ends: readonly number[];
  /** A longer line is no reading but noise: it is thrown away up to its end. */
  readonly maxLength: number;
  /** A device whose lines have no end: so much silence ends one, ms. Null where only `ends` do. */
  readonly idleMs: number | null;
  /** True of a line that the device can have sent. */
  isValid(line: Uint8Array): boolean;
}

/**
 * Finds lines: text that ends with a byte or, for devices that send no end, with silence. Empty lines are left out (CR LF is
 * two ends). A line without a check sum can be spoiled unseen, so `isValid` is as strict as the device allows.
 */
export class LineFramer implements ByteFramer {
  readonly idleMs: number | null;
  #buffer: Uint8Array;
  #length = 0;
  /** The line is too long: nothing of it counts any more. */
  #overflow = false;
  #skipped = 0;
  readonly #format: LineFormat;

  constructor(format: LineFormat) {
    this.#format = format;
    this.idleMs = format.idleMs;
    this.#buffer = new Uint8Array(format.maxLength);
  }

  get waiting(): number {
    return this.#length;
  }

  get skippedBytes(): number {
    return this.#skipped;
  }

  push(bytes: Uint8Array, _now: number): Uint8Array[] {
    const lines: Uint8Array[] = [];
    for (const byte of bytes) {
      if (this.#format.ends.includes(byte)) lines.push(...this.#endLine());
      else if (this.#overflow) this.#skipped++;
      else if (this.#length === this.#buffer.length) {
        this.#skipped += this.#length + 1;
        this.#length = 0;
        this.#overflow = true;
      } else this.#buffer[this.#length++] = byte;
    }
    return lines;
  }

  rest(): Uint8Array[] {
    if (this.idleMs !== null) return this.#endLine();
    return [];
  }

  reset(): void {
    this.#skipped += this.#length;
    this.#length = 0;
    this.#overflow = false;
  }

  #endLine(): Uint8Array[] {
    const line = this.#buffer.slice(0, this.#length);
    const wasCut = this.#overflow;
    this.#length = 0;
    this.#overflow = false;
    if (wasCut || line.length === 0) return [];
    if (this.#format.isValid(line)) return [line];
    this.#skipped += line.length;
    return [];
  }
}
