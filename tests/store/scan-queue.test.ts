import { expect } from '@open-wc/testing';
import type { Scan } from '../../src/domain/scan.ts';
import { ScanQueue } from '../../src/store/scan-queue.ts';
import { removeDevices, testDevice, testScan, type TestDevice } from '../support/device.ts';
import { hour, minute, noon } from '../support/district.ts';

let device: TestDevice;
let undo: (() => void)[];

/** Every record of a store as another connection to the database sees it: what is committed, and nothing else. */
async function committed(store: 'scans' | 'rejected' | 'used' | 'settings'): Promise<unknown[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(device.name);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error!));
  });
  try {
    return await new Promise((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error!));
    });
  } finally {
    database.close();
  }
}

interface Seen {
  stores: string[];
  durability: string;
  mode: string;
  complete: boolean;
}

/** Writes down every transaction from now to the end of the test. */
function watchTransactions(): Seen[] {
  const seen: Seen[] = [];
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof original>) {
    const transaction = original.apply(this, given);
    const entry: Seen = {
      stores: [...transaction.objectStoreNames],
      durability: transaction.durability,
      mode: transaction.mode,
      complete: false,
    };
    transaction.addEventListener('complete', () => (entry.complete = true));
    seen.push(entry);
    return transaction;
  };
  undo.push(() => (IDBDatabase.prototype.transaction = original));
  return seen;
}

/** From now to the end of the test, a write to one of the stores fails as it does on a full disk. */
function fillDisk(failing: string): void {
  for (const method of ['put', 'add', 'delete'] as const) {
    const original = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
    IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...given: unknown[]) {
      const request = original.apply(this, given);
      if (this.name === failing) this.transaction.abort();
      return request;
    } as never;
    undo.push(() => (IDBObjectStore.prototype[method] = original as never));
  }
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (fault: unknown) => fault,
  );
}

async function add(count: number): Promise<Scan[]> {
  const scans: Scan[] = [];
  for (let i = 0; i < count; i++) scans.push(await device.queue.add(testScan({ t: noon + i }), null));
  return scans;
}

const seqs = (scans: readonly unknown[]): number[] => scans.map((scan) => (scan as Scan).seq);

describe('ScanQueue', () => {
  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(() => {
    for (const again of undo) again();
    removeDevices();
  });

  describe('add', () => {
    it('has the scan committed when it answers, as the record it hands back', async () => {
      const scan = await device.queue.add(testScan(), 'pass.1');
      expect(scan).to.deep.equal({ ...testScan(), seq: 1 });
      expect(await committed('scans')).to.deep.equal([scan]);
    });

    it('writes scan, used showing and clock in one strict transaction that is over before it answers', async () => {
      const seen = watchTransactions();
      await device.queue.add(testScan(), 'pass.1');
      expect(seen).to.deep.equal([
        { stores: ['scans', 'settings', 'used'], durability: 'strict', mode: 'readwrite', complete: true },
      ]);
    });

    it('raises the stored floor of the clock to the scan’s time', async () => {
      await device.queue.add(testScan({ t: noon + 5 }), null);
      expect(await device.settings.clockFloor()).to.equal(noon + 5);
      const again = await device.restart();
      again.wall.now = noon - 300 * hour;
      expect(again.clock.now()).to.equal(noon + 5);
    });

    it('remembers the showing, and none where nothing was proved', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.add(testScan({ pass: null }), null);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
      expect(device.queue.wasUsed('pass.2')).to.equal(false);
      expect(await committed('used')).to.deep.equal([noon]);
    });

    it('keeps many scans that are added at once, each under a number of its own', async () => {
      const scans = await Promise.all(
        Array.from({ length: 40 }, (_, i) => device.queue.add(testScan({ mono: i }), `pass.${i}`)),
      );
      expect(new Set(seqs(scans)).size).to.equal(40);
      expect(await committed('scans')).to.deep.equal(scans.toSorted((a, b) => a.seq - b.seq));
    });

    for (const store of ['scans', 'settings', 'used']) {
      it(`rejects and changes nothing when the disk takes no ${store}`, async () => {
        await device.queue.add(testScan({ t: noon - hour }), 'before');
        fillDisk(store);
        expect(await refusal(device.queue.add(testScan(), 'pass.1'))).to.be.instanceOf(Error);
        expect(seqs(await committed('scans'))).to.deep.equal([1]);
        expect(await committed('used')).to.deep.equal([noon - hour]);
        expect(await device.settings.clockFloor()).to.equal(noon - hour);
        expect(device.queue.wasUsed('pass.1'), 'the person may try again').to.equal(false);
      });
    }

    it('goes on once the disk has room again', async () => {
      fillDisk('scans');
      await refusal(device.queue.add(testScan(), 'pass.1'));
      for (const again of undo.splice(0)) again();
      await device.queue.add(testScan(), 'pass.1');
      expect(await committed('scans')).to.have.length(1);
    });

    it('rejects a record that cannot be stored, and changes nothing', async () => {
      const broken = { ...testScan(), reasons: [() => 'no data'] } as unknown as Scan;
      expect(await refusal(device.queue.add(broken, 'pass.1'))).to.be.instanceOf(Error);
      expect(await committed('scans')).to.deep.equal([]);
      expect(await committed('used')).to.deep.equal([]);
      expect(device.queue.wasUsed('pass.1')).to.equal(false);
    });

    it('rejects when the database is closed', async () => {
      device.database.close();
      expect(await refusal(device.queue.add(testScan(), null))).to.be.instanceOf(Error);
    });
  });

  describe('numbers', () => {
    it('are never used twice, though the server has taken every scan', async () => {
      expect(seqs(await add(3))).to.deep.equal([1, 2, 3]);
      await device.queue.settle(
        [1, 2, 3].map((seq) => ({ seq, status: 'stored' })),
        noon,
      );
      expect(await committed('scans')).to.deep.equal([]);
      expect(seqs(await add(1))).to.deep.equal([4]);
    });

    it('are never used twice across a restart with an empty queue', async () => {
      await add(3);
      await device.queue.settle(
        [1, 2, 3].map((seq) => ({ seq, status: 'stored' })),
        noon,
      );
      device = await device.restart();
      expect(seqs(await add(1))).to.deep.equal([4]);
    });

    it('are never used twice after rejected scans were put back and taken', async () => {
      await add(2);
      await device.queue.settle([{ seq: 2, status: 'rejected', fault: 't' }], noon);
      await add(1);
      await device.queue.retryRejected();
      await device.queue.settle([{ seq: 2, status: 'stored' }], noon);
      expect(seqs(await add(1))).to.deep.equal([4]);
    });
  });

  describe('settle', () => {
    it('deletes what was named and nothing else', async () => {
      await add(5);
      await device.queue.settle(
        [
          { seq: 1, status: 'stored' },
          { seq: 3, status: 'duplicate' },
          { seq: 5, status: 'expired' },
          { seq: 99, status: 'stored' },
        ],
        noon,
      );
      expect(seqs(await committed('scans'))).to.deep.equal([2, 4]);
      expect(await device.queue.rejected()).to.deep.equal([]);
    });

    it('deletes nothing when nothing was named', async () => {
      await add(2);
      await device.queue.settle([], noon);
      expect(seqs(await committed('scans'))).to.deep.equal([1, 2]);
    });

    it('moves what was rejected to the list that staff can see, with its fault', async () => {
      const scans = await add(3);
      await device.queue.settle(
        [
          { seq: 3, status: 'rejected' },
          { seq: 1, status: 'rejected', fault: 'boot' },
          { seq: 2, status: 'stored' },
        ],
        noon + hour,
      );
      expect(await committed('scans')).to.deep.equal([]);
      expect(await device.queue.rejected()).to.deep.equal([
        { scan: scans[0], fault: 'boot', rejectedAt: noon + hour },
        { scan: scans[2], fault: 'record', rejectedAt: noon + hour },
      ]);
      expect(await committed('rejected')).to.have.length(2);
    });

    it('makes no list entry of a scan that is not there any more', async () => {
      await device.queue.settle([{ seq: 7, status: 'rejected', fault: 't' }], noon);
      expect(await device.queue.rejected()).to.deep.equal([]);
    });

    it('changes nothing when the disk takes nothing: the scans are sent again', async () => {
      await add(3);
      fillDisk('rejected');
      const results = [
        { seq: 1, status: 'stored' as const },
        { seq: 2, status: 'rejected' as const, fault: 't' },
      ];
      expect(await refusal(device.queue.settle(results, noon))).to.be.instanceOf(Error);
      expect(seqs(await committed('scans'))).to.deep.equal([1, 2, 3]);
      expect(await committed('rejected')).to.deep.equal([]);
    });

    it('is strict: a list entry never stands without its deletion', async () => {
      await add(1);
      const seen = watchTransactions();
      await device.queue.settle([{ seq: 1, status: 'rejected', fault: 't' }], noon);
      expect(seen).to.deep.equal([
        { stores: ['rejected', 'scans'], durability: 'strict', mode: 'readwrite', complete: true },
      ]);
    });
  });

  it('hands out the oldest first, at most as many as asked for', async () => {
    await add(4);
    expect(seqs(await device.queue.oldest(3))).to.deep.equal([1, 2, 3]);
    expect(seqs(await device.queue.oldest(500))).to.deep.equal([1, 2, 3, 4]);
  });

  it('tells how many wait, since when, and how many were rejected', async () => {
    expect(await device.queue.state()).to.deep.equal({ depth: 0, oldest: null, rejected: 0 });
    await add(3);
    await device.queue.settle([{ seq: 1, status: 'rejected' }], noon);
    expect(await device.queue.state()).to.deep.equal({ depth: 2, oldest: noon + 1, rejected: 1 });
  });

  it('puts rejected scans back as they were', async () => {
    const scans = await add(2);
    await device.queue.settle(
      [1, 2].map((seq) => ({ seq, status: 'rejected', fault: 't' })),
      noon,
    );
    await device.queue.retryRejected();
    expect(await committed('scans')).to.deep.equal(scans);
    expect(await committed('rejected')).to.deep.equal([]);
  });

  it('has every scan after a restart', async () => {
    const scans = await add(3);
    device = await device.restart();
    expect(await device.queue.oldest(10)).to.deep.equal(scans);
  });

  describe('the memory of used showings', () => {
    it('survives a restart of the browser', async () => {
      await device.queue.add(testScan(), 'pass.1');
      device = await device.restart();
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
    });

    it('survives the upload of its scan', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.settle([{ seq: 1, status: 'stored' }], noon);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
    });

    it('is kept for half an hour, longer than any policy takes a showing for live, and then given up', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.forgetUsed(noon + 30 * minute);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
      await device.queue.forgetUsed(noon + 30 * minute + 1);
      expect(device.queue.wasUsed('pass.1')).to.equal(false);
      expect((await ScanQueue.open(device.database)).wasUsed('pass.1')).to.equal(false);
    });

    it('gives up what a clock that ran ahead has used in next year', async () => {
      await device.queue.add(testScan({ t: noon + 365 * 24 * hour }), 'pass.1');
      await device.queue.forgetUsed(noon);
      expect(await committed('used')).to.deep.equal([]);
    });
  });
});
