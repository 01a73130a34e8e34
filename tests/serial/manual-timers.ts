import type { Timers } from '../../src/serial/ports/timers.ts';

/** Lets everything that is ready run: promises, streams, messages. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    const done = (): void => {
      channel.port1.close();
      resolve();
    };
    channel.port1.addEventListener('message', done, { once: true });
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}

/** A clock that only moves when a test says so. */
export class ManualTimers implements Timers {
  #time = 0;
  #waiting: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#time;
  }

  after(ms: number, call: () => void): () => void {
    const entry = { at: this.#time + Math.max(0, ms), call };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** How many calls are still to come. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** Moves on, making every call at its own time, with all that follows from it. */
  async advance(ms: number): Promise<void> {
    const until = this.#time + ms;
    await settle();
    for (;;) {
      const next = this.#waiting.reduce<{ at: number; call: () => void } | undefined>(
        (first, entry) => (entry.at <= until && (!first || entry.at < first.at) ? entry : first),
        undefined,
      );
      if (!next) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#time = Math.max(this.#time, next.at);
      next.call();
      await settle();
    }
    this.#time = until;
    await settle();
  }
}
