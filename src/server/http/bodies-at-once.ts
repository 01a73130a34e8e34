import { Fault } from '../vm/fault.ts';
import { bodiesAtOnce } from './request-limits.ts';
import type { App } from '../vm/vm.ts';

/**
 * How many bodies are being read in this moment, in all of the server's virtual machines: a sender who takes their time holds
 * one, so that some hundreds of them took 700 MB. The server ends each after seconds (serve.ts), and more than this at a time
 * are sent away at once.
 */

const key = 'bodies-at-once';
const retryMs = 2000;

/** Changes a number of this process's. @returns what it is now */
export function change(app: App, key: string, by: number): number {
  let now = 0;
  app.store().setFunc(key, (old) => (now = Math.max(0, Number(old ?? 0) + by)));
  return now;
}

/**
 * Reads a body, or does what reads it.
 * @throws Fault 'busy' when too many are being read
 */
export function whileFew<Value>(app: App, read: () => Value): Value {
  try {
    if (change(app, key, 1) > bodiesAtOnce) {
      throw new Fault('busy', 'The server is busy with other requests. Try again in a moment.', { retryMs });
    }
    return read();
  } finally {
    change(app, key, -1);
  }
}
