/** How a PresentationGate tells one presentation from the next. */
export interface PresentationGateOptions {
  /** A text that was out of sight for so long is a new presentation when it comes back, ms. Default 3000. */
  awayMs?: number;
  /**
   * True when both texts are codes of one holder, as a phone shows them one after the other: they are one presentation.
   * Without it, every other text is a new one.
   */
  sameHolder?: (a: string, b: string) => boolean;
}

/**
 * Decides when a decoded text is a new presentation: a camera sees the same phone some thirty times a second, and the gate
 * must speak once. It remembers every text of the last moments, so two phones in one picture do not take turns.
 */
export class PresentationGate {
  readonly #awayMs: number;
  readonly #sameHolder: (a: string, b: string) => boolean;
  /** Texts in sight or just out of it, with when they were last seen. */
  #seen = new Map<string, number>();

  constructor(options: PresentationGateOptions = {}) {
    this.#awayMs = options.awayMs ?? 3000;
    this.#sameHolder = options.sameHolder ?? (() => false);
  }

  /**
   * Takes a text that was just seen.
   * @param at when, in ms on any clock that does not jump
   * @returns true when it is a new presentation: decide on it; false when it only goes on
   */
  offer(text: string, at: number): boolean {
    if (this.goesOn(text, at)) return false;
    this.#seen.set(text, at);
    return true;
  }

  /**
   * Notes that a text is still in sight, but begins no presentation: one that is new stays so.
   * @returns true when it goes on
   */
  goesOn(text: string, at: number): boolean {
    for (const [other, last] of this.#seen) {
      if (at - last >= this.#awayMs) this.#seen.delete(other);
    }
    const before = this.#seen.has(text)
      ? text
      : [...this.#seen.keys()].find((other) => this.#sameHolder(other, text));
    if (before === undefined) return false;
    this.#seen.delete(before);
    this.#seen.set(text, at);
    return true;
  }

  /** Forgets everything: the next text is new, whatever it is. */
  reset(): void {
    this.#seen.clear();
  }
}
