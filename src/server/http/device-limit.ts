import { Fault } from '../vm/fault.ts';
import type { App } from '../vm/vm.ts';

/**
 * How much one device may ask for: counted by device and not by address, since all tablets of a building share one.
 */

const windowMs = 60_000;

/**
 * Counts a request of a device, in this process's memory.
 * @param most requests of this kind a minute
 * @throws Fault 'too-many' beyond that
 */
export function limitDevice(app: App, kind: string, device: number, most: number, now: number): void {
  let count = 0;
  app.store().setFunc(`limit-${kind}-${device}`, (old) => {
    const [window, before] = String(old ?? '0 0')
      .split(' ')
      .map(Number);
    const current = Math.floor(now / windowMs);
    count = window === current ? before! + 1 : 1;
    return `${current} ${count}`;
  });
  if (count > most)
    throw new Fault('too-many', 'This device asks too often. It is served again within a minute.');
}
