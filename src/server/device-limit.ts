import { Fault } from './fault.ts';
import { security, type App } from './vm.ts';

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

/** So many uploads are worked on at a time: they wait for one another's commit anyway, and each holds a VM meanwhile. */
const mostAtOnce = 12;
/** An upload that is not over by then was cut off with its VM, ms. */
const longestUpload = 60_000;

/**
 * Does `work` as one of few at a time. A thousand sentries that come back together would else take a VM each; those that are
 * sent away for the moment come again in a second.
 * @throws Fault 'busy' when as many as may are being worked on
 */
export function oneOfFew<Value>(app: App, now: number, work: () => Value): Value {
  let isIn = false;
  const mark = `${now} ${security.randomStringWithAlphabet(8, '0123456789abcdef')}`;
  app.store().setFunc('uploads-now', (old) => {
    const live = marks(old).filter((one) => Math.abs(now - Number(one.split(' ')[0])) < longestUpload);
    isIn = live.length < mostAtOnce;
    return (isIn ? [...live, mark] : live).join(';');
  });
  if (!isIn) throw new Fault('busy', 'The server is busy with other uploads. Try again in a second.');
  try {
    return work();
  } finally {
    app.store().setFunc('uploads-now', (old) =>
      marks(old)
        .filter((one) => one !== mark)
        .join(';'),
    );
  }
}

function marks(value: unknown): string[] {
  const text = String(value ?? '');
  return text === '' ? [] : text.split(';');
}
