import type { Port, PortOptions } from './serial-port.ts';
import { pause, type Timers } from './timers.ts';

/** Errors on the line after which a port gives a new `readable`; any other ends the session. */
const recoverable = new Set(['BreakError', 'BufferOverrunError', 'FramingError', 'ParityError']);
/** So many line errors without a byte between them are no noise: the rate is wrong or the cable broken. */
const tooManyLineErrors = 100;
/** A port that does not open in this time hangs: it is then no port to wait for. */
const openWithinMs = 10_000;
/** A port that does not close in this time is left to the browser. */
const closeWithinMs = 2000;

/** One port from its opening to its end. */
export class PortSession {
  /** Resolves with a sentence for the log when the device is lost, the stream ends, or `close()` was called. */
  readonly ended: Promise<string>;
  #end!: (why: string) => void;
  #closing = false;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #pendingWrite: Promise<void> | undefined;
  readonly #readLoop: Promise<void>;
  #lineErrorCount = 0;
  readonly #port: Port;
  readonly #timers: Timers;
  readonly #onBytes: (bytes: Uint8Array) => void;

  private constructor(port: Port, timers: Timers, onBytes: (bytes: Uint8Array) => void) {
    this.#port = port;
    this.#timers = timers;
    this.#onBytes = onBytes;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#readLoop = this.#read();
  }

  /**
   * Opens the port and reads it until the end.
   * @throws the port's own error when it cannot be opened; Error when it hangs
   */
  static async open(
    port: Port,
    options: PortOptions,
    timers: Timers,
    onBytes: (bytes: Uint8Array) => void,
  ): Promise<PortSession> {
    const done = new AbortController();
    const hangs = pause(timers, openWithinMs, done.signal).then(() => {
      if (!done.signal.aborted) throw new Error(`it does not open within ${openWithinMs} ms`);
    });
    try {
      await Promise.race([port.open(options), hangs]);
    } finally {
      done.abort();
    }
    return new PortSession(port, timers, onBytes);
  }

  /** Line errors seen so far; a few are normal on a long cable. */
  get lineErrors(): number {
    return this.#lineErrorCount;
  }

  /**
   * Sends bytes. It does not wait and never throws: whether the device heard is only known by its answer. While an earlier
   * write is stuck in the port, nothing is queued behind it.
   */
  write(bytes: Uint8Array): void {
    if (this.#pendingWrite || this.#closing) return;
    const pending = this.#send(bytes).finally(() => {
      if (this.#pendingWrite === pending) this.#pendingWrite = undefined;
    });
    this.#pendingWrite = pending;
  }

  /** Lets go of the port; safe to call at any time and more than once. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#end('It was closed.');
    const done = new AbortController();
    const patience = pause(this.#timers, closeWithinMs, done.signal);
    await Promise.race([this.#letGo(), patience]);
    done.abort();
  }

  async #letGo(): Promise<void> {
    // Each step may fail on a lost device, and none of the failures changes what is to be done next.
    await this.#reader?.cancel().catch(() => undefined);
    await this.#readLoop;
    await (this.#writer ?? this.#port.writable)?.abort().catch(() => undefined);
    await this.#pendingWrite;
    await this.#port.close().catch(() => undefined);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    try {
      this.#writer = this.#port.writable?.getWriter();
      await this.#writer?.write(bytes);
    } catch {
      // A failed write shows as a missing answer, which the supervisor watches for.
    } finally {
      this.#writer?.releaseLock();
      this.#writer = undefined;
    }
  }

  async #read(): Promise<void> {
    let errorsInARow = 0;
    let why = 'The port has nothing to read: the device is gone.';
    while (!this.#closing && this.#port.readable) {
      let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
      try {
        reader = this.#port.readable.getReader();
        this.#reader = reader;
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          errorsInARow = 0;
          if (!this.#closing) this.#onBytes(value);
        }
        why = 'The port ended the stream.';
        break;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
        if (!(error instanceof DOMException && recoverable.has(error.name))) break;
        this.#lineErrorCount++;
        if (++errorsInARow >= tooManyLineErrors) {
          why = `The line gave ${errorsInARow} errors in a row (the last: ${why})`;
          break;
        }
      } finally {
        this.#reader = undefined;
        reader?.releaseLock();
      }
    }
    this.#end(why);
  }
}
