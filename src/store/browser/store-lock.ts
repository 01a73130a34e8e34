/** A page that is closed lets go at once; one that does not within this time is left behind, ms. */
const patienceMs = 2000;

/** The right to write what this device keeps; one page at a time has it. */
export interface StoreLock {
  release(): void;
}

/**
 * Waits for the right to write. The page that was opened last gets it, also from one that hangs.
 * @param onTaken called when another page took it: this one may write no more
 */
export async function holdStore(name: string, onTaken: () => void): Promise<StoreLock> {
  if (!('locks' in navigator)) return { release: () => undefined };
  try {
    return await request(name, { signal: AbortSignal.timeout(patienceMs) }, onTaken);
  } catch {
    return request(name, { steal: true }, onTaken);
  }
}

function request(name: string, how: LockOptions, onTaken: () => void): Promise<StoreLock> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    let mine = false;
    navigator.locks
      .request(name, how, () => {
        mine = true;
        resolve({ release });
        return released;
      })
      .catch((fault: unknown) => {
        if (mine) onTaken();
        else reject(fault as Error);
      });
  });
}
