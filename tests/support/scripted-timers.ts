/** Waits that a test ends by hand: nothing in it depends on how fast the machine is. */
export class ScriptedTimers {
  /** Every wait that was begun, ms, first to last. */
  readonly begun: number[] = [];
  #waiting: (() => void)[] = [];

  /** In place of setTimeout. */
  readonly after = (ms: number, call: () => void): (() => void) => {
    this.begun.push(ms);
    this.#waiting.push(call);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== call);
    };
  };

  /** True while somebody waits. */
  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /** Ends the waits under way. */
  pass(): void {
    for (const call of this.#waiting.splice(0)) call();
  }
}
