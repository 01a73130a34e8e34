import type { ByteFramer } from './byte-framer.ts';

/** Frames between a byte that begins and one that ends them, neither of which is ever within. */
interface BracketFormat {
  readonly begin: number;
  readonly end: number;
  /** The most bytes between the two; more is no frame but noise. */
  readonly maxLength: number;
  /** True of what stands between the two. */
  isValid(content: Uint8Array): boolean;
  /** Content whose next byte is later than this many ms was cut off. */
  readonly staleAfterMs: number;
}

/** Finds what stands between two bytes. A new beginning throws away what was not ended. */
export class BracketFramer implements ByteFramer {
  readonly idleMs = null;
  readonly #format: BracketFormat;
  readonly #buffer: Uint8Array;
  /** -1: outside of any frame. */
  #length = -1;
  #lastPush = -Infinity;
  #skipped = 0;

  constructor(format: BracketFormat) {
    this.#format = format;
    this.#buffer = new Uint8Array(format.maxLength);
  }

  get waiting(): number {
    return Math.max(0, this.#length);
  }

  get skippedBytes(): number {
    return this.#skipped;
  }

  push(bytes: Uint8Array, now: number): Uint8Array[] {
    if (now - this.#lastPush > this.#format.staleAfterMs) this.reset();
    this.#lastPush = now;
    const frames: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte === this.#format.begin) {
        this.reset();
        this.#length = 0;
      } else if (this.#length < 0) this.#skipped++;
      else if (byte === this.#format.end) frames.push(...this.#endFrame());
      else if (this.#length === this.#buffer.length) this.reset();
      else this.#buffer[this.#length++] = byte;
    }
    return frames;
  }

  /** Silence ends nothing. */
  rest(): Uint8Array[] {
    this.reset();
    return [];
  }

  reset(): void {
    this.#skipped += this.waiting;
    this.#buffer.fill(0);
    this.#length = -1;
  }

  #endFrame(): Uint8Array[] {
    const content = this.#buffer.slice(0, this.#length);
    if (!this.#format.isValid(content)) {
      this.reset();
      return [];
    }
    this.#buffer.fill(0);
    this.#length = -1;
    return [content];
  }
}
