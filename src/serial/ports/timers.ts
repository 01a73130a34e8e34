/** The clock of a supervisor or an emulator; a test passes one that it moves by hand. */
export interface Timers {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls once after `ms` milliseconds. @returns a function that calls it off */
  after(ms: number, call: () => void): () => void;
}

/** The clock of the page, or of Node. */
export const realTimers: Timers = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` (never, where that is Infinity), or as soon as the signal is aborted, whichever comes first. Never rejects. */
export function pause(timers: Timers, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = ms === Infinity ? () => undefined : timers.after(ms, end);
    signal?.addEventListener('abort', end);
  });
}
