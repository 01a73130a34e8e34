/** When frames came in the last second. */
export class FrameTimes {
  #arrivals: number[] = [];

  /** @param at ms on performance.now()'s clock */
  note(at: number): void {
    this.#arrivals = this.#arrivals.filter((before) => at - before <= 1000);
    this.#arrivals.push(at);
  }

  /** Frames in the last second. */
  get perSecond(): number {
    const now = performance.now();
    return this.#arrivals.filter((at) => now - at <= 1000).length;
  }

  /** When the last one came, ms on performance.now()'s clock; null before the first. */
  get last(): number | null {
    return this.#arrivals.at(-1) ?? null;
  }
}
