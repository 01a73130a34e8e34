import type { Timers } from '../ports/timers.ts';

/** Calls at once and then every `everyMs`. @returns ends it */
export function repeat(timers: Timers, everyMs: number, call: () => void): () => void {
  let cancel: () => void = () => undefined;
  const next = (): void => {
    // Before the call: the call may end it.
    cancel = timers.after(everyMs, next);
    call();
  };
  next();
  return () => cancel();
}
