/** Cuts a stream of bytes into whole, valid frames, whatever else is in it. Never throws, and holds a bounded number of bytes. */
export interface ByteFramer {
  /**
   * Takes the next bytes of the stream.
   * @param now when they came, monotonic ms
   * @returns the valid frames that they completed, each in an array of its own
   */
  push(bytes: Uint8Array, now: number): Uint8Array[];
  /** After how many ms without a byte what waits is asked for by `rest`; null where silence completes nothing. */
  readonly idleMs: number | null;
  /** Silence: gives what waits where that completes a frame, and throws it away where it does not. */
  rest(): Uint8Array[];
  /** Throws away what waits: call it when the line was cut. */
  reset(): void;
  /** How many bytes wait for the rest of their frame. */
  readonly waiting: number;
  /** How many bytes belonged to no valid frame so far. */
  readonly skippedBytes: number;
}
