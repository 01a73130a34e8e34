import type { ByteFramer } from './byte-framer.ts';

/** How frames of a protocol are found in a stream of bytes. */
export interface FrameFormat {
  /** For error messages and the staff screen. */
  readonly name: string;
  /** The bytes that every frame starts with; at least one. */
  readonly header: Uint8Array;
  /** How many bytes from the frame's start `lengthOf` needs; not less than the header. */
  readonly lengthKnownAfter: number;
  /**
   * The length of the whole frame in bytes, header and check sum included; anything less than `lengthKnownAfter` or more
   * than `maxLength` says that these bytes start no frame.
   * @param start the first `lengthKnownAfter` bytes or more
   */
  lengthOf(start: Uint8Array): number;
  /** The longest frame there is, in bytes: bounds what a false header can make the framer wait for. */
  readonly maxLength: number;
  /** True when the whole frame's check sum is right. */
  isValid(frame: Uint8Array): boolean;
  /** A frame whose next piece is later than this many ms was cut off: its start is thrown away. */
  readonly staleAfterMs: number;
}

/**
 * Finds frames in a stream of bytes that may hold anything: noise, halves, false headers. Where no frame can start, it
 * goes one byte further and tries again, so a good frame after any noise is found. It never holds more than one
 * longest frame, and never throws.
 */
export class Framer implements ByteFramer {
  readonly idleMs = null;
  #buffer: Uint8Array;
  #length = 0;
  #lastPush = -Infinity;
  #skipped = 0;
  #found = 0;
  readonly #format: FrameFormat;

  constructor(format: FrameFormat) {
    this.#format = format;
    this.#buffer = new Uint8Array(Math.max(format.maxLength, format.lengthKnownAfter));
  }

  /** Never more than the longest frame. */
  get waiting(): number {
    return this.#length;
  }

  get skippedBytes(): number {
    return this.#skipped;
  }

  /** How many valid frames were found so far. */
  get frames(): number {
    return this.#found;
  }

  /** Half a frame is none. */
  rest(): Uint8Array[] {
    this.reset();
    return [];
  }

  reset(): void {
    this.#skipped += this.#length;
    this.#length = 0;
  }

  push(bytes: Uint8Array, now: number): Uint8Array[] {
    if (now - this.#lastPush > this.#format.staleAfterMs) this.reset();
    this.#lastPush = now;
    const frames: Uint8Array[] = [];
    let taken = 0;
    while (taken < bytes.length) {
      const part = bytes.subarray(taken, taken + this.#buffer.length - this.#length);
      this.#buffer.set(part, this.#length);
      this.#length += part.length;
      taken += part.length;
      this.#scan(frames);
    }
    return frames;
  }

  /** Takes frames from the buffer until what is left can only be the start of one; that always leaves room for a byte. */
  #scan(frames: Uint8Array[]): void {
    let from = 0;
    while (from < this.#length) {
      const size = this.#frameSize(from);
      if (size === 'more') break;
      const frame = size === 'none' ? undefined : this.#buffer.slice(from, from + size);
      if (frame && this.#format.isValid(frame)) {
        frames.push(frame);
        this.#found++;
        from += frame.length;
      } else {
        this.#skipped++;
        from++;
      }
    }
    this.#buffer.copyWithin(0, from, this.#length);
    this.#length -= from;
  }

  /** The length of the frame that starts at `from`; `none` if none can, `more` if more bytes are needed to tell. */
  #frameSize(from: number): number | 'none' | 'more' {
    const { header, lengthKnownAfter, maxLength } = this.#format;
    const available = this.#length - from;
    for (let i = 0; i < Math.min(header.length, available); i++) {
      if (this.#buffer[from + i] !== header[i]) return 'none';
    }
    if (available < Math.max(header.length, lengthKnownAfter)) return 'more';
    const size = this.#format.lengthOf(this.#buffer.subarray(from, this.#length));
    if (!(size >= lengthKnownAfter && size <= maxLength)) return 'none';
    return available < size ? 'more' : size;
  }
}
