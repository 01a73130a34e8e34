/** Which rows are ticked. A row that the filters take away loses its tick: nothing is done to what nobody sees. */
export class TableSelection {
  #keys: ReadonlySet<string> = new Set();
  /** True where all that the filters leave are meant, those of the server's other pages too. */
  isAll = false;

  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  turn(key: string): void {
    const next = new Set(this.#keys);
    if (!next.delete(key)) next.add(key);
    this.#keys = next;
    this.isAll = false;
  }

  set(keys: readonly string[], isAll = false): void {
    this.#keys = new Set(keys);
    this.isAll = isAll;
  }

  /** Keeps the ticks of these rows alone. @returns whether any was lost */
  keepOnly(keys: readonly string[]): boolean {
    if (this.#keys.size === 0) return false;
    const there = new Set(keys);
    const next = [...this.#keys].filter((key) => there.has(key));
    if (next.length === this.#keys.size) return false;
    this.set(next);
    return true;
  }
}
