import { backOffMs } from '../../domain/time/back-off.ts';
import type { Watched } from '../../domain/gate/self-healing.ts';

/** Something that is to go on by itself for months. */
export interface Watch {
  kind: Watched;
  isWell(): boolean;
  /** Does what may help, and harms nobody who is being checked. */
  mend(): void | Promise<void>;
  /** What it does by itself is given so long first, ms; tried again after twice as long, and so on. */
  patienceMs: number;
  /** What is ill for so long may be helped by loading the page anew, ms; null: never. */
  restartAfterMs: number | null;
  /** Whether it is ill in a way that a new page may help; always where it is left out. */
  restartHelps?(): boolean;
}

/** The longest wait between two tries, ms. */
const longestMs = 10 * 60_000;

/** Looks after one thing: mends it with growing pauses, and counts when it is well again. */
export class Watchdog {
  readonly #watch: Watch;
  readonly #onHealed: () => void;
  #wasWell = false;
  #illSince: number | null = null;
  /** Since when it is ill in a way that a new page may help. */
  #hopelessSince: number | null = null;
  #tries = 0;
  #nextTry = 0;

  constructor(watch: Watch, onHealed: () => void) {
    this.#watch = watch;
    this.#onHealed = onHealed;
  }

  get kind(): Watched {
    return this.#watch.kind;
  }

  /** @param now ms on a clock that nobody can set. @returns true when only loading the page anew may help */
  look(now: number): boolean {
    const { patienceMs, restartAfterMs } = this.#watch;
    if (this.#watch.isWell()) {
      // What is well for the first time since the start was not mended but started.
      if (this.#illSince !== null && (this.#wasWell || this.#tries > 0)) this.#onHealed();
      this.#wasWell = true;
      this.#illSince = null;
      this.#hopelessSince = null;
      this.#tries = 0;
      return false;
    }
    if (this.#illSince === null) {
      this.#illSince = now;
      this.#nextTry = now + patienceMs;
    }
    if (now >= this.#nextTry) {
      this.#nextTry = now + backOffMs(++this.#tries, patienceMs, longestMs);
      void Promise.resolve(this.#watch.mend()).catch(() => undefined);
    }
    this.#hopelessSince = (this.#watch.restartHelps?.() ?? true) ? (this.#hopelessSince ?? now) : null;
    return (
      restartAfterMs !== null && this.#hopelessSince !== null && now - this.#hopelessSince >= restartAfterMs
    );
  }
}
