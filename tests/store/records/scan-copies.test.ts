import { expect } from '@open-wc/testing';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { bucketDatabases } from '../../../src/store/records/scan-bucket.ts';
import {
  harmDatabase,
  journalFiles,
  loseDatabase,
  loseJournal,
  loseSettings,
  openTestDevice,
  recordsInDatabase,
  removeDevices,
  testDevice,
  testScan,
  waitingScans,
  writeJournalFile,
  type TestDevice,
} from '../../support/device.ts';
import { noon } from '../../support/district.ts';
import { fillDatabase, fillJournal } from '../../support/failing-disk.ts';

let device: TestDevice;
let undo: (() => void)[];

/** Undone by what it answers, or at the end of the test. */
function untilEnd(again: () => void): () => void {
  undo.push(again);
  return again;
}

async function add(count: number): Promise<Scan[]> {
  const scans: Scan[] = [];
  for (let i = 0; i < count; i++) scans.push(await device.queue.add(testScan({ t: noon + i }), `pass.${i}`));
  return scans;
}

const storage = () => device.device.storage;
const chain = (): string => device.queue.chains().at(-1)!.chain;
const seqs = (scans: readonly { seq: number }[]): number[] => scans.map(({ seq }) => seq);

/** The journal's file with records, and its bytes. */
async function journalFile(): Promise<[string, Uint8Array]> {
  const files = await journalFiles(device.names);
  return files.find(([, bytes]) => bytes.length > 4)!;
}

/** Changes the journal's bytes while the device is closed, and opens it again. */
function harmJournal(harm: (bytes: Uint8Array) => Uint8Array): Promise<TestDevice> {
  return device.after(async () => {
    const [name, bytes] = await journalFile();
    await writeJournalFile(device.names, name, harm(bytes));
  });
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte));

/** Where the frame of the nth record of the file lies. */
function frameOfRecord(bytes: Uint8Array, seq: number): number {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.indexOf(`["scan","${chain()}",${seq},`);
}

describe('two copies of the records', () => {
  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(async () => {
    for (const again of undo) again();
    await removeDevices();
  });

  describe('while it records', () => {
    it('has each scan in both when it counts', async () => {
      await add(2);
      const [, bytes] = await journalFile();
      expect(frameOfRecord(bytes, 1)).to.be.greaterThan(0);
      expect(frameOfRecord(bytes, 2)).to.be.greaterThan(0);
      expect(await recordsInDatabase(device.names)).to.have.length(2);
    });

    it('lets a scan count that the journal alone took, says so, and brings it to the database later', async () => {
      const end = untilEnd(fillDatabase());
      const scans = await add(2);
      expect(storage()).to.include({ database: 'failed', journal: 'ok', noticedAt: noon });
      expect(await recordsInDatabase(device.names)).to.deep.equal([]);
      expect(await waitingScans(device), 'it is uploaded from where it is').to.deep.equal(scans);
      end();
      scans.push(...(await add(1)));
      expect(storage()).to.include({ database: 'healed', healed: 2, lost: 0 });
      expect(seqs(await recordsInDatabase(device.names))).to.deep.equal([1, 2, 3]);
    });

    it('lets a scan count that the database alone took, says so, and brings it to the journal later', async () => {
      const end = untilEnd(fillJournal());
      await add(2);
      expect(storage()).to.include({ database: 'ok', journal: 'failed' });
      end();
      const scans = await add(1);
      expect(storage()).to.include({ journal: 'healed', healed: 2 });
      device = await device.after(() => loseDatabase(device.names));
      expect(seqs(await waitingScans(device))).to.deep.equal([1, 2, 3]);
      expect((await waitingScans(device)).at(-1)).to.deep.equal({ ...scans[0]!, seq: 3 });
    });

    it('releases nobody when neither took the scan, and changes nothing', async () => {
      await add(1);
      untilEnd(fillDatabase());
      untilEnd(fillJournal());
      const fault = await device.queue.add(testScan(), 'pass.9').catch((why: unknown) => why);
      expect(fault).to.be.instanceOf(Error);
      expect(device.queue.wasUsed('pass.9'), 'the person may try again').to.equal(false);
      expect(await device.queue.state()).to.include({ depth: 1 });
      for (const again of undo.splice(0)) again();
      expect(seqs(await add(1))).to.deep.equal([2]);
      device = await device.restart();
      expect(seqs(await waitingScans(device))).to.deep.equal([1, 2]);
    });

    for (const store of ['chains', 'used', 'settings']) {
      it(`takes the database for failed as a whole when it takes no ${store}`, async () => {
        untilEnd(fillDatabase(store));
        await add(1);
        expect(storage().database).to.equal('failed');
        expect(await recordsInDatabase(device.names)).to.deep.equal([]);
      });
    }

    it('goes on with the journal when the database is closed under it, and has it back at the next tidying', async () => {
      const scans = await add(1);
      await loseDatabase(device.names);
      scans.push(...(await add(1)));
      expect(storage().database).to.equal('failed');
      await device.device.tidy();
      expect(storage()).to.include({ database: 'healed' });
      expect(seqs(await recordsInDatabase(device.names))).to.deep.equal([1, 2]);
      scans.push(...(await add(1)));
      expect(await recordsInDatabase(device.names)).to.have.length(3);
      expect(seqs(await waitingScans(device))).to.deep.equal([1, 2, 3]);
    });

    it('has what failed for long, too: neither is kept up in memory for ever', async () => {
      const end = untilEnd(fillDatabase());
      for (let round = 0; round < 5; round++)
        await Promise.all(Array.from({ length: 500 }, () => device.queue.add(testScan(), null)));
      end();
      await add(1);
      expect(storage().database, 'too much to catch up with in one write').to.equal('failed');
      await device.device.tidy();
      expect(storage()).to.include({ database: 'healed' });
      expect(await recordsInDatabase(device.names)).to.have.length(2501);
    }).timeout(60_000);

    it('settles what the journal alone has', async () => {
      const end = untilEnd(fillDatabase());
      await add(2);
      end();
      await device.queue.settle(chain(), [{ first: 1, last: 1, status: 'stored' }], noon);
      expect(storage()).to.include({ database: 'healed' });
      device = await device.restart();
      expect(await device.queue.state()).to.include({ depth: 1, held: 1 });
    });
  });

  describe('at the start', () => {
    it('brings a lost database back from the journal, with what is held, rejected and used', async () => {
      const scans = await add(5);
      const id = chain();
      await device.queue.settle(
        id,
        [
          { first: 1, last: 2, status: 'stored' },
          { first: 3, last: 3, status: 'rejected', fault: 'site' },
        ],
        noon,
      );
      device = await device.after(() => loseDatabase(device.names));
      expect(storage()).to.include({
        database: 'healed',
        journal: 'ok',
        healed: 5,
        lost: 0,
        noticedAt: noon,
      });
      expect(await device.queue.state()).to.include({ depth: 2, held: 2, rejected: 1 });
      expect(await waitingScans(device)).to.deep.equal(scans.slice(3));
      expect((await device.queue.rejected())[0]).to.include({ fault: 'site', rejectedAt: noon });
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
      expect(await recordsInDatabase(device.names)).to.have.length(5);
      expect(chain(), 'nothing was lost: the chain goes on').to.equal(id);
      expect(seqs(await add(1))).to.deep.equal([6]);
    });

    it('brings a lost journal back from the database', async () => {
      const scans = await add(4);
      await device.queue.settle(chain(), [{ first: 1, last: 2, status: 'stored' }], noon);
      device = await device.after(() => loseJournal(device.names));
      expect(storage()).to.include({ database: 'ok', journal: 'healed', healed: 4, lost: 0 });
      device = await device.after(() => loseDatabase(device.names));
      expect(await waitingScans(device)).to.deep.equal(scans.slice(2));
      expect(await device.queue.state()).to.include({ depth: 2, held: 2 });
    });

    it('notices single records that are gone from the database, and brings them back', async () => {
      const scans = await add(5);
      device = await device.after(() =>
        harmDatabase(device.names, 'records', (records) => records.delete([chain(), 3])),
      );
      expect(storage()).to.include({ database: 'healed', healed: 1, lost: 0 });
      expect(await waitingScans(device)).to.deep.equal(scans);
    });

    it('reads on behind a damaged frame, mends it from the database, and finds the damage once', async () => {
      const scans = await add(5);
      device = await harmJournal((bytes) => flipped(bytes, frameOfRecord(bytes, 3) + 40));
      expect(storage()).to.include({ database: 'ok', journal: 'healed', healed: 1, lost: 0 });
      device = await device.after(() => loseDatabase(device.names));
      expect(storage().journal, 'the damage is gone').to.equal('ok');
      expect(await waitingScans(device)).to.deep.equal(scans);
    });

    it('reads on behind a damaged length', async () => {
      await add(5);
      device = await harmJournal((bytes) => flipped(bytes, frameOfRecord(bytes, 3) - 9));
      expect(storage()).to.include({ journal: 'healed', healed: 1, lost: 0 });
      expect((await device.queue.state()).depth).to.equal(5);
    });

    it('takes a last frame that was cut off for no loss: the database has the record', async () => {
      const scans = await add(3);
      device = await harmJournal((bytes) => bytes.subarray(0, bytes.length - 5));
      expect(storage()).to.include({ database: 'ok', journal: 'ok', healed: 0 });
      device = await device.after(() => loseDatabase(device.names));
      expect(await waitingScans(device)).to.deep.equal(scans);
    });

    it('takes one write that the database missed for no loss either: a crash cuts it off', async () => {
      const end = untilEnd(fillDatabase());
      const scans = await add(1);
      end();
      device = await device.restart();
      expect(await waitingScans(device)).to.deep.equal(scans);
    });

    it('counts what is in neither copy, uploads the rest, and goes on in a new chain', async () => {
      const scans = await add(5);
      const old = chain();
      device = await device.after(async () => {
        await harmDatabase(device.names, 'records', (records) => records.delete([old, 2]));
        const [name, bytes] = await journalFile();
        await writeJournalFile(device.names, name, flipped(bytes, frameOfRecord(bytes, 2) + 40));
      });
      expect(storage()).to.include({ database: 'healed', journal: 'healed', lost: 1 });
      expect(await device.queue.state()).to.include({ depth: 4 });
      expect(await waitingScans(device)).to.deep.equal(scans.slice(0, 1));
      await device.queue.settle(old, [{ first: 1, last: 1, status: 'stored' }], noon);
      expect(await waitingScans(device)).to.deep.equal(scans.slice(2));
    });

    it('goes on in a new chain when both copies may have lost the newest', async () => {
      await add(4);
      const old = chain();
      device = await device.after(async () => {
        await loseDatabase(device.names);
        const [name, bytes] = await journalFile();
        await writeJournalFile(device.names, name, bytes.subarray(0, bytes.length - 20));
      });
      expect(storage()).to.include({ database: 'healed' });
      expect(seqs(await waitingScans(device))).to.deep.equal([1, 2, 3]);
      expect(seqs(await add(1))).to.deep.equal([1]);
      expect(chain()).to.not.equal(old);
      expect(device.queue.chains().map(({ chain }) => chain)).to.deep.equal([old, chain()]);
    });

    it('says that both were lost, and begins anew', async () => {
      await add(2);
      const old = chain();
      device = await device.after(async () => {
        await loseDatabase(device.names);
        await loseJournal(device.names);
      });
      expect(storage()).to.include({ database: 'healed', journal: 'healed', settings: 'ok' });
      expect(await device.queue.oldest(9)).to.equal(null);
      expect(seqs(await add(1))).to.deep.equal([1]);
      expect(chain()).to.not.equal(old);
    });

    it('finds nothing wrong on a tablet that has recorded nothing yet', async () => {
      device = await device.restart();
      expect(storage()).to.include({ database: 'ok', journal: 'ok', settings: 'ok', noticedAt: null });
    });

    it('misses a copy that is gone from a tablet that has recorded nothing yet', async () => {
      device = await device.after(() => loseJournal(device.names));
      expect(storage()).to.include({ database: 'ok', journal: 'healed', healed: 0, lost: 0 });
      device = await device.after(() => loseDatabase(device.names));
      expect(storage()).to.include({ database: 'healed', healed: 0, lost: 0 });
    });

    it('keeps telling what was mended after a restart, for a day', async () => {
      await add(2);
      device = await device.after(() => loseDatabase(device.names));
      device = await device.restart();
      expect(storage()).to.include({ database: 'healed', healed: 2, noticedAt: noon });
      device.wall.now += 25 * 3_600_000;
      expect(storage()).to.include({ database: 'ok', healed: 0 });
    });

    it('uploads what only the journal has kept, in a new chain, when all databases and the key in them are lost', async () => {
      const scans = await add(3);
      const [old, key] = [chain(), device.device.key.point];
      device = await device.after(async () => {
        await loseDatabase(device.names);
        await loseSettings(device.names);
      });
      expect(device.device.key.point).to.not.equal(key);
      expect(chain()).to.not.equal(old);
      expect(await waitingScans(device)).to.deep.equal(scans);
      const { records } = (await device.queue.oldest(9))!;
      expect(records).to.have.length(3);
      expect(device.queue.chains()).to.have.length(1);
    });

    it('opens though the journal’s folder is a file', async () => {
      const scans = await add(1);
      device = await device.after(async () => {
        await loseJournal(device.names);
        const root = await navigator.storage.getDirectory();
        await root.getFileHandle(device.names.journal, { create: true });
      });
      expect(storage()).to.include({ journal: 'healed' });
      expect(await waitingScans(device)).to.deep.equal(scans);
    });

    it('makes a database anew that cannot be opened at all', async () => {
      const scans = await add(2);
      await device.device.close();
      const prototype = Object.getPrototypeOf(await bucketDatabases(device.names.scans)) as IDBFactory;
      const { open } = prototype;
      let tries = 0;
      prototype.open = function (this: IDBFactory, name: string, version?: number) {
        if (name !== device.names.scans || tries++ > 0) return open.call(this, name, version);
        const request = open.call(this, name, 99);
        request.addEventListener('upgradeneeded', (event) => {
          event.stopImmediatePropagation();
          request.transaction!.abort();
        });
        return request;
      };
      undo.push(() => (prototype.open = open));
      device = await openTestDevice(device.base, device.wall);
      expect(await waitingScans(device)).to.deep.equal(scans);
      expect(storage()).to.include({ database: 'healed', healed: 2 });
    });
  });

  describe('where the browser has one of them alone', () => {
    it('goes on with the database, and says so', async () => {
      const original = navigator.storage.getDirectory.bind(navigator.storage);
      Object.defineProperty(navigator.storage, 'getDirectory', { value: undefined, configurable: true });
      undo.push(() =>
        Object.defineProperty(navigator.storage, 'getDirectory', { value: original, configurable: true }),
      );
      device = await openTestDevice(`test-${crypto.randomUUID()}`);
      expect(storage()).to.include({ database: 'ok', journal: 'missing' });
      const scans = await add(2);
      device = await device.restart();
      expect(await waitingScans(device)).to.deep.equal(scans);
      for (const again of undo.splice(0)) again();
      device = await device.restart();
      expect(storage(), 'an update of the browser brings it').to.include({ journal: 'healed', healed: 2 });
    });

    it('uses a database beside the settings’ where there are no buckets', async () => {
      Object.defineProperty(navigator, 'storageBuckets', { value: undefined, configurable: true });
      undo.push(() => delete (navigator as { storageBuckets?: unknown }).storageBuckets);
      device = await openTestDevice(`test-${crypto.randomUUID()}`);
      const scans = await add(2);
      expect(storage()).to.include({ database: 'ok', journal: 'ok' });
      expect((await indexedDB.databases()).map(({ name }) => name)).to.include(device.names.scans);
      device = await device.restart();
      expect(await waitingScans(device)).to.deep.equal(scans);
      await removeDevices();
    });
  });

  describe('another page of the same device', () => {
    it('takes over; the one before writes no more, and says so', async () => {
      const scans = await add(2);
      const older = device;
      device = await openTestDevice(device.base, device.wall);
      expect(storage()).to.include({ database: 'ok', journal: 'ok' });
      expect(await waitingScans(device)).to.deep.equal(scans);
      await older.device.taken;
      expect(await Promise.race([device.device.taken.then(() => 'taken'), 'its own'])).to.equal('its own');
      const fault = await older.queue.add(testScan(), null).catch((why: unknown) => why);
      expect(fault).to.be.instanceOf(Error);
      expect(seqs(await add(1))).to.deep.equal([3]);
      await older.device.close();
    });
  });
});
