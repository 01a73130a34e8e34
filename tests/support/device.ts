import type { SentryPlace } from '../../src/domain/api.ts';
import type { Scan } from '../../src/domain/scan.ts';
import { DeviceClock } from '../../src/store/device-clock.ts';
import { openDeviceDatabase, type DeviceDatabase } from '../../src/store/device-database.ts';
import { DeviceSettings } from '../../src/store/device-settings.ts';
import { ScanQueue } from '../../src/store/scan-queue.ts';
import { noon } from './district.ts';

/** What a sentry keeps, in a database of the test's own. */
export interface TestDevice {
  name: string;
  database: DeviceDatabase;
  settings: DeviceSettings;
  queue: ScanQueue;
  clock: DeviceClock;
  /** The device's own clock, UTC ms: a test sets it. */
  wall: { now: number };
  /** Closes and opens again, as a restart of the browser does. The clock on the wall goes on. */
  restart(): Promise<TestDevice>;
}

const opened: DeviceDatabase[] = [];
const names = new Set<string>();

/** A device at `noon` with an empty database. Call `removeDevices` after each test. */
export function testDevice(): Promise<TestDevice> {
  return openDevice(`test-device-${crypto.randomUUID()}`, { now: noon });
}

async function openDevice(name: string, wall: { now: number }): Promise<TestDevice> {
  const database = await openDeviceDatabase(name);
  opened.push(database);
  names.add(name);
  const settings = new DeviceSettings(database);
  return {
    name,
    database,
    settings,
    queue: await ScanQueue.open(database),
    clock: new DeviceClock(await settings.clockFloor(), () => wall.now),
    wall,
    restart: () => {
      database.close();
      return openDevice(name, wall);
    },
  };
}

/** Closes and deletes every database that `testDevice` made. */
export function removeDevices(): void {
  for (const database of opened.splice(0)) database.close();
  for (const name of names) indexedDB.deleteDatabase(name);
  names.clear();
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
