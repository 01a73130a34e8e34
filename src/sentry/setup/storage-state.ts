/** How this device keeps what it records. */
export interface StorageState {
  /** True where the browser promised to delete nothing when its disk runs full; null where it says nothing. */
  isKept: boolean | null;
  /** Bytes; null where the browser says nothing. */
  used: number | null;
  room: number | null;
}

/** After the pairing the device stays on for so long: the browser writes the list of its stores to the disk late, ms. */
export const stayOnMs = 60_000;

/** Asks for the promise once more: a browser that refused it may give it to an installed app. */
export async function storageState(): Promise<StorageState> {
  const storage = navigator.storage as StorageManager | undefined;
  const isKept = (await storage?.persist?.().catch(() => null)) ?? null;
  const estimate = await storage?.estimate?.().catch(() => null);
  return { isKept, used: estimate?.usage ?? null, room: estimate?.quota ?? null };
}
