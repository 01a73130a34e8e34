import { Fault } from '../vm/fault.ts';
import type { App } from '../vm/vm.ts';

/**
 * Guessing at pairing codes from many addresses: after this many wrong ones nobody pairs until the period ends. A code has
 * 8 of 31 characters, so with ten codes in force a guesser needs some 10^11 tries.
 */
const mostFailures = 300;
const period = 10 * 60_000;
const key = 'pairing-failures';

/** "period:count" of the store. */
function failuresOf(stored: unknown, now: number): number {
  const [start, count] = String(stored ?? '').split(':');
  return Number(start) === Math.floor(now / period) ? Number(count) : 0;
}

/** @throws Fault 'too-many' while the district is guessed at */
export function refusePairingFlood(app: App): void {
  if (failuresOf(app.store().get(key), Date.now()) >= mostFailures) {
    throw new Fault('too-many', 'Too many wrong pairing codes were sent. Try again in ten minutes.');
  }
}

export function rememberFailedPairing(app: App): void {
  const now = Date.now();
  app.store().setFunc(key, (old) => `${Math.floor(now / period)}:${failuresOf(old, now) + 1}`);
}
