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

/** Resolves once the condition holds; rejects, naming it, when it does not within five seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
