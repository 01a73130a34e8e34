/** A group is over when nobody of it came for so long, ms: somebody forgot to end it. */
const lastsMs = 90_000;

/**
 * Persons who come together, such as a family whose one phone shows pass after pass. The guard says that a group comes and that it is
 * through; each of its passages is decided alone, and recorded with the group's number.
 */
export class Company {
  #number = 0;
  #count = 0;
  /** When somebody of it came last; null while there is none. */
  #lastAt: number | null = null;

  /** A group comes. @param now ms on a clock that does not jump */
  begin(now: number): void {
    this.#number++;
    this.#count = 0;
    this.#lastAt = now;
  }

  end(): void {
    this.#lastAt = null;
  }

  /** How many of the group that is coming have passed; null while none is. */
  countAt(now: number): number | null {
    return this.#isOpen(now) ? this.#count : null;
  }

  /** The number that a passage is recorded with; undefined for who comes alone. */
  numberAt(now: number): number | undefined {
    return this.#isOpen(now) ? this.#number : undefined;
  }

  /** Somebody passed: of the group, while one is coming. */
  passed(now: number): void {
    if (!this.#isOpen(now)) return;
    this.#count++;
    this.#lastAt = now;
  }

  #isOpen(now: number): boolean {
    return this.#lastAt !== null && now - this.#lastAt < lastsMs;
  }
}
