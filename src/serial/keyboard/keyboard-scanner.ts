import { realTimers, type Timers } from '../ports/timers.ts';

/**
 * Scanners that pretend to be a keyboard: what they read comes as keys, with nothing but its speed to tell it from somebody who types. A
 * code's keys follow on one another within some milliseconds, and it is longer than a hand types that fast.
 */

/** A hand that is quick needs 60 ms from key to key, a scanner 1 to 20, and a busy page delivers some later. */
const mostBetweenMs = 35;
/** Shorter runs are no code: keys that were hit together. */
const leastLength = 8;
const longest = 4296;
/** After so much silence a code is over where the scanner sends no end, ms. */
const silenceMs = 100;

/** What is asked of a key that was pressed. */
interface PressedKey {
  readonly key: string;
  /** Ms on the page's clock. */
  readonly timeStamp: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  preventDefault(): void;
}

/** Takes a keyboard's keys and gives the texts that a scanner sent among them. */
export class KeyboardScanner {
  readonly #timers: Timers;
  readonly #onText: (text: string) => void;
  #text = '';
  #lastAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(onText: (text: string) => void, timers: Timers = realTimers) {
    this.#onText = onText;
    this.#timers = timers;
  }

  /** @returns true when the key is a scanner's end of a code: it is not to press a button too */
  press(event: PressedKey): boolean {
    const { key, timeStamp } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      this.#forget();
      return false;
    }
    const isFast = timeStamp - this.#lastAt <= mostBetweenMs;
    if (key === 'Enter' || key === 'Tab') {
      const isEnd = isFast && this.#isCode;
      if (isEnd) {
        event.preventDefault();
        this.#give();
      } else this.#forget();
      return isEnd;
    }
    // Shift and the like come between the keys of a code.
    if ([...key].length !== 1) return false;
    this.#lastAt = timeStamp;
    this.#text = isFast && this.#text.length < longest ? this.#text + key : key;
    this.#cancel?.();
    this.#cancel = this.#timers.after(silenceMs, () => (this.#isCode ? this.#give() : this.#forget()));
    return false;
  }

  /** The page lets go of the keyboard. */
  end(): void {
    this.#forget();
  }

  get #isCode(): boolean {
    return this.#text.length >= leastLength;
  }

  #give(): void {
    const text = this.#text.replace(/^\][A-Za-z][0-9A-Za-z]/, '');
    this.#forget();
    this.#onText(text);
  }

  #forget(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#text = '';
    this.#lastAt = -Infinity;
  }
}
