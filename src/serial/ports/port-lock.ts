/**
 * One holder a port, over all tabs: Chromium lets a second tab open a port that is open already, and the second one's
 * baud rate then silently spoils the first one's reading.
 */
import type { Port, PortInfo } from './serial-port.ts';
import { pause, type Timers } from './timers.ts';

const numbers = new WeakMap<Port, number>();
/** The ports that this page gave a number, by kind; weakly, since unplugged ports are never used again. */
const numbered = new Map<string, WeakRef<Port>[]>();

function kindOf({ usbVendorId, usbProductId }: PortInfo): string {
  return `${usbVendorId?.toString(16) ?? 'none'}:${usbProductId?.toString(16) ?? 'none'}`;
}

/**
 * The lock's name. Web Serial shows no serial numbers, so two devices of a kind are told apart by the order in which the
 * page met them; a port keeps its number for life, else a replug of one would rename the other.
 */
export function lockNameOf(port: Port): string {
  const kind = kindOf(port.getInfo());
  let number = numbers.get(port);
  if (number === undefined) {
    const others = (numbered.get(kind) ?? []).filter((other) => other.deref()?.connected);
    const taken = new Set(others.map((other) => numbers.get(other.deref() ?? port)));
    number = 0;
    while (taken.has(number)) number++;
    numbers.set(port, number);
    numbered.set(kind, [...others, new WeakRef(port)]);
  }
  return `serial-port ${kind} ${number}`;
}

/**
 * Holds the port for this supervisor.
 * @param locks the browser's locks; without them (an insecure page, which has no serial ports either) nothing is held
 * @param patienceMs how long to wait for a holder that is about to go, such as the page before a reload
 * @returns a function that lets the port go, or undefined when another holds it
 */
export async function holdPort(
  port: Port,
  locks: LockManager | undefined,
  timers: Timers,
  patienceMs: number,
): Promise<(() => void) | undefined> {
  if (!locks) return () => undefined;
  const impatient = new AbortController();
  const granted = new AbortController();
  return new Promise((resolve) => {
    const held = locks.request(lockNameOf(port), { signal: impatient.signal }, () => {
      granted.abort();
      return new Promise<void>((release) => resolve(release));
    });
    // An aborted request rejects: somebody else holds the port.
    held.catch(() => resolve(undefined));
    void pause(timers, patienceMs, granted.signal).then(() => {
      if (!granted.signal.aborted) impatient.abort();
    });
  });
}
