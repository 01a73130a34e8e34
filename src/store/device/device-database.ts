import type { DBSchema, IDBPDatabase } from 'idb';
import type { Scan } from '../../domain/scan/scan.ts';
import type { OpenedDatabase } from '../browser/open-database.ts';
import { openPlacedDatabase } from '../browser/placed-database.ts';
import type { SettingsSchema } from './settings-schema.ts';

/** A scan as version 1 kept it, in the clear and without the number of its pairing. */
export type LegacyScan = Omit<Scan, 'device'>;

export interface DeviceSchema extends DBSchema {
  settings: SettingsSchema['settings'];
  /** What version 1 left, where it was here: imported and emptied as soon as there is a key to seal it with (legacy-scans.ts). */
  scans: { key: number; value: LegacyScan };
  rejected: { key: number; value: { scan: LegacyScan } };
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>;

/**
 * Opens the database of this device's settings. Rejects with what the browser says when it cannot be opened even anew.
 * @param name tests use one of their own
 * @param isOwn whether it lies with the page's own databases (placed-database.ts)
 */
export function openDeviceDatabase(name: string, isOwn: boolean): Promise<OpenedDatabase<DeviceSchema>> {
  return openPlacedDatabase<DeviceSchema>({ name, version: 2, upgrade }, isOwn);
}

function upgrade(database: IDBDatabase, before: number, transaction: IDBTransaction): void {
  if (before === 0) {
    database.createObjectStore('settings');
    return;
  }
  // Version 1 named used showings by the pass; none is live any more.
  database.deleteObjectStore('used');
  // It came with no key for uploads: the tablet is to be paired anew.
  transaction.objectStore('settings').delete('pairing');
}
