import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** Waits until something is so. @returns false when it is not within `ms` */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  ms: number,
  everyMs = 50,
): Promise<boolean> {
  const last = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > last) return false;
    await sleep(everyMs);
  }
  return true;
}
