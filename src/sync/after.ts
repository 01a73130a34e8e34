/** Calls once after `ms` milliseconds, unless called off by the function it returns. Tests end such waits by hand. */
export type After = (ms: number, call: () => void) => () => void;

/** By the page's own timers. */
export const afterByTimer: After = (ms, call) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};
