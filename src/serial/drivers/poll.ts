import type { DeviceLink } from './driver.ts';
import { repeat } from './repeat.ts';

/** An answer that has not come after so long is taken for lost, ms. */
const lostAfterMs = 250;

/**
 * Asks a device for its readings again and again, one question at a time. A reading was made after it was asked for and before its answer
 * was here: it is dated by the question. On a busy machine answers wait, and one that is dated by its arrival would be a reading of
 * whoever came meanwhile.
 */
export class Poll {
  readonly #link: Pick<DeviceLink, 'timers' | 'now' | 'send'>;
  readonly #query: Uint8Array;
  readonly #end: () => void;
  /** What is not answered yet: when it was sent, on the clock that does not jump, and UTC ms. */
  #asked: { sent: number; at: number } | null = null;
  /** An answer was taken for lost, and may still come. */
  #isOneLate = false;

  constructor(link: Pick<DeviceLink, 'timers' | 'now' | 'send'>, query: Uint8Array, everyMs: number) {
    this.#link = link;
    this.#query = query;
    this.#end = repeat(link.timers, everyMs, () => this.#ask());
  }

  /**
   * To be called for each frame.
   * @returns when its reading was asked for, UTC ms; null where that cannot be told: then it is nobody's reading
   */
  answered(): number | null {
    const asked = this.#asked;
    this.#asked = null;
    if (!asked) return null;
    // Whether it answers the last question or the one before nobody can tell.
    const isSure = !this.#isOneLate;
    this.#isOneLate = false;
    return isSure ? asked.at : null;
  }

  end(): void {
    this.#end();
  }

  #ask(): void {
    const now = this.#link.timers.now();
    if (this.#asked && now - this.#asked.sent < lostAfterMs) return;
    this.#isOneLate = this.#asked !== null;
    this.#asked = { sent: now, at: this.#link.now() };
    this.#link.send(this.#query);
  }
}
