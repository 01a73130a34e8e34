import { durable } from '../browser/open-database.ts';
import type { DeviceDatabase } from '../device/device-database.ts';
import type { ScanQueue } from './scan-queue.ts';

/** So many are taken over at once. */
const atOnce = 200;

/**
 * Takes over the scans that version 1 kept in the clear: each is sealed and chained, then removed there. Those the server had
 * rejected are sent once more.
 * @param device the number of the pairing now: the server takes records of this tablet's key alone, and the old pairing had none
 * @returns how many
 */
export async function importLegacyScans(
  database: DeviceDatabase,
  queue: ScanQueue,
  device: number,
): Promise<number> {
  if (!database.objectStoreNames.contains('scans')) return 0;
  let imported = 0;
  for (const store of ['scans', 'rejected'] as const) {
    for (;;) {
      const keys = await database.getAllKeys(store, null, atOnce);
      if (keys.length === 0) break;
      const scans = (await database.getAll(store, null, atOnce)).map((value) =>
        'scan' in value ? value.scan : value,
      );
      await Promise.all(scans.map((scan) => queue.add({ ...scan, device }, null)));
      const transaction = database.transaction(store, 'readwrite', durable);
      await Promise.all([
        transaction.store.delete(IDBKeyRange.bound(keys[0]!, keys.at(-1)!)),
        transaction.done,
      ]);
      imported += keys.length;
    }
  }
  return imported;
}
