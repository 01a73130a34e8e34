import { expect } from '@open-wc/testing';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { Sealer } from '../../../src/store/records/sealer.ts';
import { importLegacyScans } from '../../../src/store/records/legacy-scans.ts';
import type { LegacyScan } from '../../../src/store/device/device-database.ts';
import { deviceNames } from '../../../src/sentry/device/sentry-device.ts';
import { testDistrict } from '../../support/district.ts';
import {
  openTestDevice,
  removeDevices,
  testIngestKey,
  testPlace,
  testScan,
  waitingScans,
} from '../../support/device.ts';
import { noon } from '../../support/district.ts';
import { pairAnswer } from '../../sentry/paired-device.ts';

function legacyScan(seq: number): LegacyScan {
  const scan: Partial<Scan> & LegacyScan = { ...testScan({ t: noon + seq }), seq };
  delete scan.device;
  return scan;
}

/** A database as version 1 of the app left it. */
async function leaveVersion1(name: string, scans: number[], rejected: number[]): Promise<void> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => {
    const database = request.result;
    database.createObjectStore('settings');
    database.createObjectStore('scans', { keyPath: 'seq', autoIncrement: true });
    database.createObjectStore('rejected', { keyPath: 'scan.seq' });
    database.createObjectStore('used');
  });
  await new Promise((resolve) => request.addEventListener('success', resolve));
  const transaction = request.result.transaction(['settings', 'scans', 'rejected', 'used'], 'readwrite');
  transaction.objectStore('settings').put({ token: 'old', sentry: testPlace({ device: 44 }) }, 'pairing');
  for (const seq of scans) transaction.objectStore('scans').put(legacyScan(seq));
  for (const seq of rejected)
    transaction.objectStore('rejected').put({ scan: legacyScan(seq), fault: 'site', rejectedAt: noon });
  transaction.objectStore('used').put(noon, '00112233aabbccdd.5');
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  request.result.close();
}

async function valuesOf(name: string): Promise<Record<string, unknown[]>> {
  const request = indexedDB.open(name);
  await new Promise((resolve) => request.addEventListener('success', resolve));
  const database = request.result;
  const stores: Record<string, unknown[]> = {};
  for (const store of database.objectStoreNames) {
    const all = database.transaction(store).objectStore(store).getAll();
    await new Promise((resolve) => all.addEventListener('success', resolve));
    stores[store] = all.result;
  }
  database.close();
  return stores;
}

describe('what version 1 kept in the clear', () => {
  afterEach(removeDevices);

  it('is sealed and chained as soon as the tablet is paired anew, and is gone then', async () => {
    const base = `test-${crypto.randomUUID()}`;
    const { settings } = deviceNames(base);
    await leaveVersion1(settings, [2, 3], [1]);
    const device = await openTestDevice(base);
    expect(device.device.pairing, 'its pairing has no key for uploads').to.equal(null);
    expect((await valuesOf(settings))['scans'], 'there is no key to seal with yet').to.have.length(2);

    const district = await testDistrict();
    const answer = await pairAnswer(district, { device: 50 });
    await device.device.pair(answer);
    expect(await device.queue.state()).to.include({ depth: 3 });
    const left = await valuesOf(settings);
    expect([left['scans'], left['rejected']]).to.deep.equal([[], []]);
    expect(Object.keys(left), 'what named passes is gone').to.not.include('used');
  });

  it('keeps what it says, under the pairing that can upload it', async () => {
    const base = `test-${crypto.randomUUID()}`;
    const { settings } = deviceNames(base);
    await leaveVersion1(settings, [2, 3], [1]);
    const device = await openTestDevice(base);
    device.queue.useSealer(await Sealer.begin(testIngestKey.point));
    expect(await importLegacyScans(device.device.database!, device.queue, 50)).to.equal(3);
    const expected = [2, 3, 1].map((old, index) => ({ ...legacyScan(old), device: 50, seq: index + 1 }));
    expect(await waitingScans(device)).to.deep.equal(expected);
    expect(await importLegacyScans(device.device.database!, device.queue, 50)).to.equal(0);
  });
});
