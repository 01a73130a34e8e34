import type { Driver } from '../drivers/driver.ts';
import type { ByteFramer } from '../framing/byte-framer.ts';
import type { Timers } from './timers.ts';

/** A device was told by its frame. */
interface Recognised {
  driver: Driver;
  framer: ByteFramer;
  /** The frames that came before anybody worked with the device. */
  frames: Uint8Array[];
}

/**
 * What comes in on a port opened at one rate. Until a device is recognised every driver's framer sees every byte, so that
 * a late answer, or one that nobody asked for, is recognised too; afterwards that driver's alone.
 */
export class Incoming {
  #candidates: { driver: Driver; framer: ByteFramer }[];
  #found: Recognised | undefined;
  #onFrame: ((frame: Uint8Array) => void) | undefined;
  #cancelIdle: (() => void) | undefined;
  #lastFrameAt = -Infinity;
  #bytes = 0;
  readonly #timers: Timers;
  readonly #onFound: () => void;

  constructor(drivers: readonly Driver[], timers: Timers, onFound: () => void) {
    this.#candidates = drivers.map((driver) => ({ driver, framer: driver.framer() }));
    this.#timers = timers;
    this.#onFound = onFound;
  }

  /** The device that was recognised so far. */
  get driver(): Driver | undefined {
    return this.#found?.driver;
  }

  /** When the last valid frame came, monotonic ms. */
  get lastFrameAt(): number {
    return this.#lastFrameAt;
  }

  /** How many bytes came in, whatever they were. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes outside of any valid frame of the device, since the port was opened. */
  get skippedBytes(): number {
    return this.#found?.framer.skippedBytes ?? 0;
  }

  /** Takes the port for this device without an answer: staff said so. */
  assume(driver: Driver): void {
    const candidate = this.#candidates.find((other) => other.driver === driver);
    this.#settle({ driver, framer: candidate?.framer ?? driver.framer(), frames: [] });
  }

  push(chunk: Uint8Array): void {
    const now = this.#timers.now();
    this.#bytes += chunk.length;
    this.#each((framer) => framer.push(chunk, now));
    this.#watchIdle();
  }

  /** Gives all frames of the recognised device, those that waited first. */
  deliver(onFrame: (frame: Uint8Array) => void): void {
    this.#onFrame = onFrame;
    for (const frame of this.#found?.frames.splice(0) ?? []) onFrame(frame);
  }

  end(): void {
    this.#cancelIdle?.();
    this.#onFrame = undefined;
  }

  #each(read: (framer: ByteFramer) => Uint8Array[]): void {
    for (const { driver, framer } of this.#candidates) {
      const frames = read(framer);
      if (frames.length === 0) continue;
      if (this.#found) this.#pass(frames);
      else if (frames.some((frame) => tells(driver, frame))) {
        this.#settle({ driver, framer, frames });
        return;
      }
    }
  }

  #settle(found: Recognised): void {
    this.#found = found;
    this.#candidates = [found];
    this.#lastFrameAt = this.#timers.now();
    this.#onFound();
  }

  #pass(frames: Uint8Array[]): void {
    this.#lastFrameAt = this.#timers.now();
    if (!this.#onFrame) this.#found!.frames.push(...frames);
    else for (const frame of frames) this.#onFrame(frame);
  }

  /** Lines without an end are ended by silence. */
  #watchIdle(): void {
    this.#cancelIdle?.();
    const idle = this.#candidates.flatMap(({ framer }) => framer.idleMs ?? []);
    if (idle.length === 0) return;
    this.#cancelIdle = this.#timers.after(Math.max(...idle), () =>
      this.#each((framer) => (framer.idleMs === null ? [] : framer.rest())),
    );
  }
}

/** A frame of a device that only staff can tell says nothing: it could be anybody's. */
function tells({ recognition }: Driver, frame: Uint8Array): boolean {
  if (recognition.by === 'choice') return false;
  return recognition.isAnswer?.(frame) ?? true;
}
