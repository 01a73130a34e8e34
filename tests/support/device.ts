import type { SentryPlace } from '../../src/domain/api/gate/sentry-api.ts';
import type { Scan } from '../../src/domain/scan/scan.ts';
import type { SealedRecord } from '../../src/domain/scan/sealed-record.ts';
import {
  deviceNames,
  eraseDevice,
  SentryDevice,
  type DeviceNames,
} from '../../src/sentry/device/sentry-device.ts';
import type { DeviceClock } from '../../src/store/device/device-clock.ts';
import type { DeviceSettings } from '../../src/store/device/device-settings.ts';
import { journalPlace, journalRoot } from '../../src/store/journal/journal-place.ts';
import { bucketDatabases, isOwnDatabase } from '../../src/store/records/scan-bucket.ts';
import type { ScanQueue } from '../../src/store/records/scan-queue.ts';
import { Sealer } from '../../src/store/records/sealer.ts';
import { noon } from './district.ts';
import { IngestKey } from './ingest-key.ts';

/** What a sentry keeps, under names of the test's own. */
export interface TestDevice {
  base: string;
  names: DeviceNames;
  device: SentryDevice;
  settings: DeviceSettings;
  queue: ScanQueue;
  clock: DeviceClock;
  /** The device's own clock, UTC ms: a test sets it. */
  wall: { now: number };
  /** Closes and opens again, as a restart of the browser does. The clock on the wall goes on. */
  restart(): Promise<TestDevice>;
  /** Closes it, does something to what it left, and opens it again. */
  after(harm: () => Promise<unknown>): Promise<TestDevice>;
}

/** Whom the tests' devices seal to. */
export const testIngestKey = new IngestKey();

const opened = new Map<string, SentryDevice>();

/** A device at `noon` that keeps nothing yet, and can record. Call `removeDevices` after each test. */
export function testDevice(): Promise<TestDevice> {
  return openTestDevice(`test-${crypto.randomUUID()}`, { now: noon });
}

/** One of these names, whatever it kept. @param base as `deviceNames` takes it */
export async function openTestDevice(base: string, wall = { now: noon }): Promise<TestDevice> {
  const device = await SentryDevice.open(base, () => wall.now);
  opened.set(base, device);
  if (!device.sealer) device.queue.useSealer(await Sealer.begin(testIngestKey.point));
  const { settings, queue, clock } = device;
  const again = async (harm: () => Promise<unknown>): Promise<TestDevice> => {
    await device.close();
    await harm();
    return openTestDevice(base, wall);
  };
  return {
    base,
    names: deviceNames(base),
    device,
    settings,
    queue,
    clock,
    wall,
    restart: () => again(() => Promise.resolve()),
    after: again,
  };
}

/** Closes and deletes everything that `testDevice` made. */
export async function removeDevices(): Promise<void> {
  for (const [base, device] of opened) {
    await device.close();
    await eraseDevice(deviceNames(base));
  }
  opened.clear();
}

/** The scans in the queue, opened by whom they are sealed to: at most 500 of the oldest chain that waits. */
export async function waitingScans({ queue }: Pick<TestDevice, 'queue'>, limit = 500): Promise<Scan[]> {
  const waiting = await queue.oldest(limit);
  return Promise.all((waiting?.records ?? []).map((record) => testIngestKey.open(record)));
}

type ScanStoreName = 'records' | 'chains' | 'rejected' | 'used' | 'state' | 'settings';

/** Every value of a store of the scan database, by its key as JSON, as another connection sees it: what is committed. */
export async function committed(names: DeviceNames, store: ScanStoreName): Promise<Map<string, unknown>> {
  const database = await openRaw(await scanDatabases(names), names.scans);
  try {
    const objects = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([result(objects.getAllKeys()), result(objects.getAll())]);
    return new Map(keys.map((key, index) => [JSON.stringify(key), values[index]]));
  } finally {
    database.close();
  }
}

/** The records that the scan database holds, oldest first. */
export async function recordsInDatabase(names: DeviceNames): Promise<SealedRecord[]> {
  const records = await committed(names, 'records');
  return [...records].map(([key, value]) => ({
    ...(value as Omit<SealedRecord, 'seq'>),
    seq: (JSON.parse(key) as [string, number])[1],
  }));
}

/** Changes a database by hand; the device must be closed, or must not mind. */
export async function harmDatabase(
  names: DeviceNames,
  store: ScanStoreName,
  harm: (objects: IDBObjectStore) => void,
): Promise<void> {
  const database = await openRaw(await scanDatabases(names), names.scans);
  const transaction = database.transaction(store, 'readwrite');
  harm(transaction.objectStore(store));
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}

/** Takes the scan database away, as a damaged disk does. */
export async function loseDatabase(names: DeviceNames): Promise<void> {
  await result((await scanDatabases(names)).deleteDatabase(names.scans));
}

/** Takes the database of the settings away. */
export async function loseSettings(names: DeviceNames): Promise<void> {
  await result(indexedDB.deleteDatabase(names.settings));
}

/** The journal's files with their bytes, oldest first. */
export async function journalFiles(names: DeviceNames): Promise<[name: string, bytes: Uint8Array][]> {
  const folder = await journalFolder(names);
  const files: [string, Uint8Array][] = [];
  for await (const name of folder.keys()) {
    const file = await (await folder.getFileHandle(name)).getFile();
    files.push([name, new Uint8Array(await file.arrayBuffer())]);
  }
  return files.sort(([a], [b]) => a.localeCompare(b));
}

/** Puts other bytes into a file of the journal; the device must be closed. */
export async function writeJournalFile(names: DeviceNames, name: string, bytes: Uint8Array): Promise<void> {
  const file = await (await journalFolder(names)).getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  await stream.write(Uint8Array.from(bytes));
  await stream.close();
}

/** Takes the journal away; the device must be closed. */
export async function loseJournal(names: DeviceNames): Promise<void> {
  const root = await journalRoot(names.journal, await journalPlace(names.journal));
  await root.removeEntry(names.journal, { recursive: true });
}

async function journalFolder(names: DeviceNames): Promise<FileSystemDirectoryHandle> {
  const root = await journalRoot(names.journal, await journalPlace(names.journal));
  return root.getDirectoryHandle(names.journal);
}

async function scanDatabases({ scans }: DeviceNames): Promise<IDBFactory> {
  return (await isOwnDatabase(scans)) ? globalThis.indexedDB : bucketDatabases(scans);
}

async function openRaw(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return result(factory.open(name));
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error!));
  });
}

/** A deny list that names nobody. */
export const noneDenied = (): boolean | null => false;

/** A gate of a mall with a temperature sensor. */
export function testPlace(change: Partial<SentryPlace> = {}): SentryPlace {
  return {
    device: 9,
    name: 'North gate',
    site: 12,
    siteName: 'Test mall',
    zone: 0,
    zoneName: '',
    category: 'mall',
    measuresTemperature: true,
    ...change,
  };
}

/** A scan of an admitted person, as the checkpoint hands it to the queue. */
export function testScan(change: Partial<Omit<Scan, 'seq'>> = {}): Omit<Scan, 'seq'> {
  return {
    t: noon,
    site: 12,
    zone: 0,
    device: 9,
    pass: '00112233aabbccdd',
    outcome: 'admit',
    reasons: [],
    body: 3652,
    surface: 3380,
    ambient: 2500,
    policy: 1,
    showing: 'A'.repeat(91),
    boot: '0badcafe',
    mono: 1234,
    ...change,
  };
}
