import { expect } from '@open-wc/testing';
import { wrap } from 'idb';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { journalPlace, removeJournal } from '../../../src/store/journal/journal-place.ts';
import { bucketNames, deleteBucket, isOwnDatabase } from '../../../src/store/records/scan-bucket.ts';
import {
  loseDatabase,
  loseJournal,
  recordsInDatabase,
  removeDevices,
  testDevice,
  testScan,
  waitingScans,
  type TestDevice,
} from '../../support/device.ts';
import { noon } from '../../support/district.ts';

describe('a damage that the browser can mend in no database of the same place', () => {
  let device: TestDevice;
  let undo: (() => void)[];
  const untilEnd = (again: () => void): number => undo.push(again);
  const storage = () => device.device.storage;
  async function add(count: number): Promise<Scan[]> {
    const scans: Scan[] = [];
    for (let i = 0; i < count; i++)
      scans.push(await device.queue.add(testScan({ t: noon + i }), `pass.${i}`));
    return scans;
  }

  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(async () => {
    for (const again of undo) again();
    await removeDevices();
  });

  /** As Chromium 140 was seen to behave with a changed CURRENT file: only the bucket as a whole can be deleted. */
  function breakPlaces(isBroken: (factory: IDBFactory) => boolean): void {
    const prototype = IDBFactory.prototype;
    const { open, deleteDatabase } = prototype;
    const fail = (): never => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    };
    prototype.open = function (this: IDBFactory, ...names) {
      return isBroken(this) ? fail() : open.apply(this, names);
    };
    prototype.deleteDatabase = function (this: IDBFactory, other) {
      return isBroken(this) ? fail() : deleteDatabase.call(this, other);
    };
    untilEnd(() => Object.assign(prototype, { open, deleteDatabase }));
  }

  /** Until the bucket of this name is deleted as a whole. */
  function breakBucket(name: string): void {
    const { storageBuckets: buckets } = navigator as unknown as {
      storageBuckets: {
        open: (name: string, options: object) => Promise<{ indexedDB: IDBFactory }>;
        delete: (name: string) => Promise<void>;
      };
    };
    const { open, delete: remove } = buckets;
    const broken = new WeakSet<IDBFactory>();
    let isBroken = true;
    buckets.open = async (...which) => {
      const bucket = await open.apply(buckets, which);
      if (which[0] === name && isBroken) broken.add(bucket.indexedDB);
      return bucket;
    };
    buckets.delete = (which) => {
      if (which === name) isBroken = false;
      return remove.call(buckets, which);
    };
    untilEnd(() => {
      delete (buckets as { open?: unknown }).open;
      delete (buckets as { delete?: unknown }).delete;
    });
    breakPlaces((factory) => isBroken && broken.has(factory));
  }

  it('makes the bucket of the records anew', async () => {
    const scans = await add(2);
    device = await device.after(async () => breakBucket(device.names.scans));
    expect(storage()).to.include({ database: 'healed', healed: 2, lost: 0 });
    expect(await recordsInDatabase(device.names)).to.have.length(2);
    expect(await waitingScans(device)).to.deep.equal(scans);
  });

  it('makes the bucket of the settings anew', async () => {
    const key = device.device.key.point;
    await add(1);
    // From then on the settings are in a bucket.
    device = await device.after(() => loseJournal(device.names));
    device = await device.after(async () => breakBucket(device.names.settings));
    expect(storage()).to.include({ settings: 'healed', database: 'ok' });
    device = await device.after(() => loseDatabase(device.names));
    expect(device.device.key.point).to.equal(key);
  });

  it('leaves the bucket alone where no other one can be opened either: that is the disk', async () => {
    const scans = await add(2);
    const own = globalThis.indexedDB;
    device = await device.after(async () => breakPlaces((factory) => factory !== own));
    expect(storage()).to.include({ database: 'failed', journal: 'ok' });
    expect(await waitingScans(device)).to.deep.equal(scans);
    for (const again of undo.splice(0)) again();
    expect(await recordsInDatabase(device.names)).to.have.length(2);
  });

  it('keeps the settings in a bucket where the page’s own databases are damaged', async () => {
    const key = device.device.key.point;
    const own = globalThis.indexedDB;
    device = await device.after(async () => breakPlaces((factory) => factory === own));
    expect(storage()).to.include({ settings: 'healed', database: 'ok' });
    expect(device.device.key.point).to.equal(key);
    device = await device.after(() => loseDatabase(device.names));
    expect(device.device.key.point, 'the copy in the bucket is whole').to.equal(key);
  });

  it('begins a journal that was lost anew in another place: this one would lose it at each start', async () => {
    const scans = await add(2);
    const { journal } = device.names;
    expect(await journalPlace(journal)).to.equal(0);
    device = await device.after(() => loseJournal(device.names));
    expect(storage()).to.include({ database: 'ok', journal: 'healed', healed: 2 });
    expect(await journalPlace(journal)).to.equal(1);

    // What the first place loses now is nothing to it, and it is a whole copy.
    device = await device.after(async () => {
      await removeJournal(journal, 0).catch(() => undefined);
      await loseDatabase(device.names);
    });
    expect(storage()).to.include({ database: 'healed', journal: 'ok', lost: 0 });
    expect(await waitingScans(device)).to.deep.equal(scans);

    device = await device.after(() => loseJournal(device.names));
    expect(storage()).to.include({ journal: 'healed', lost: 0 });
    expect(await journalPlace(journal)).to.equal(2);
    const names = (await bucketNames()).filter((name) => name.startsWith(journal));
    expect(names, 'the one before is gone').to.have.length(1);
  });

  it('keeps the copies in different places: what takes all buckets takes one of them', async () => {
    const scans = await add(2);
    const key = device.device.key.point;
    const takeBuckets = async () => {
      for (const name of await bucketNames()) if (name.startsWith(device.base)) await deleteBucket(name);
    };
    device = await device.after(takeBuckets);
    expect(storage()).to.include({ database: 'healed', journal: 'ok', lost: 0 });
    for (const lose of [() => loseJournal(device.names), takeBuckets, takeBuckets]) {
      device = await device.after(lose);
      expect(storage()).to.include({ database: 'ok', journal: 'healed', lost: 0 });
      expect(await isOwnDatabase(device.names.scans)).to.equal(true);
      expect(await journalPlace(device.names.journal)).to.equal(1);
      expect(await bucketNames()).to.not.include(device.names.scans);
    }
    device = await device.after(() => loseSettingsAndDatabase());
    expect(storage()).to.include({ database: 'healed', journal: 'ok', lost: 0 });
    expect(device.device.key.point).to.equal(key);
    expect(await waitingScans(device)).to.deep.equal(scans);

    /** The page's own databases. */
    async function loseSettingsAndDatabase(): Promise<void> {
      for (const { name } of await indexedDB.databases())
        if (name?.startsWith(device.base)) await wrap(indexedDB.deleteDatabase(name));
    }
  });

  it('stays where it is on a device that has recorded nothing yet, and on one whose journal is whole', async () => {
    device = await device.restart();
    await add(1);
    device = await device.restart();
    expect(await journalPlace(device.names.journal)).to.equal(0);
    expect(storage()).to.include({ database: 'ok', journal: 'ok' });
  });
});
