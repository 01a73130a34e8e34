/** What is shown for a while and goes by itself. Said again, it stays as long from then on. */
export class Moments {
  readonly #ends = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param act done after so many ms, once, whatever was to be done under this name before */
  after(name: string, ms: number, act: () => void): void {
    clearTimeout(this.#ends.get(name));
    this.#ends.set(name, setTimeout(act, ms));
  }

  /** Nothing that is still to be done will be. */
  end(): void {
    for (const end of this.#ends.values()) clearTimeout(end);
    this.#ends.clear();
  }
}
