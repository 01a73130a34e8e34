import { expect } from '@open-wc/testing';
import type { ScanResult } from '../../src/domain/sentry-api.ts';
import { chainHeadMessage, chainStartText } from '../../src/domain/scan-chain.ts';
import { fromBase64url, hex, utf8 } from '../../src/domain/bytes.ts';
import { sha256, verifies, verifyingKey } from '../../src/credentials/p256.ts';
import type { Scan } from '../../src/domain/scan.ts';
import { heldForMs, ScanQueue } from '../../src/store/scan-queue.ts';
import { ChainKey } from '../../src/store/chain-key.ts';
import { ScanStore } from '../../src/store/scan-store.ts';
import { Sealer } from '../../src/store/sealer.ts';
import {
  committed,
  recordsInDatabase,
  removeDevices,
  testDevice,
  testIngestKey,
  testScan,
  waitingScans,
  type TestDevice,
} from '../support/device.ts';
import { day, hour, minute, noon } from '../support/district.ts';

let device: TestDevice;
let undo: (() => void)[];

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

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (fault: unknown) => fault,
  );
}

async function add(count: number, from = 0): Promise<Scan[]> {
  const scans: Scan[] = [];
  for (let i = from; i < from + count; i++)
    scans.push(await device.queue.add(testScan({ t: noon + i }), null));
  return scans;
}

const seqs = (scans: readonly { seq: number }[]): number[] => scans.map(({ seq }) => seq);
const waiting = async (): Promise<number[]> => seqs((await device.queue.oldest(500))?.records ?? []);
const chain = (): string => device.queue.chains().at(-1)!.chain;
const stored = (first: number, last = first): ScanResult => ({ first, last, status: 'stored' });
const rejectedSeqs = async (): Promise<number[]> =>
  seqs((await device.queue.rejected()).map(({ record }) => record));

/** A chain that no device has. */
const unknownChain = 'fedcba9876543210';

async function hashOf(text: string): Promise<string> {
  return hex(await sha256(utf8(text)));
}

/** A queue of its own that takes few records. */
async function smallQueue(most: number): Promise<{ queue: ScanQueue; store: ScanStore }> {
  const name = `${device.base}-small`;
  const store = await ScanStore.open({
    names: { database: name, journal: name, lock: name },
    known: false,
    now: () => noon,
  });
  const queue = await ScanQueue.open({
    store,
    key: new ChainKey(await ChainKey.make()),
    now: () => noon,
    most,
  });
  queue.useSealer(await Sealer.begin(testIngestKey.point));
  undo.push(() => void store.close());
  return { queue, store };
}

describe('ScanQueue', () => {
  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(async () => {
    for (const again of undo) again();
    await removeDevices();
  });

  describe('add', () => {
    it('has the scan committed, sealed, when it answers, and hands back the scan itself', async () => {
      const scan = await device.queue.add(testScan(), 'pass.1');
      expect(scan).to.deep.equal({ ...testScan(), seq: 1 });
      const [record, ...others] = await recordsInDatabase(device.names);
      expect(others).to.deep.equal([]);
      expect(Object.keys(record!).sort()).to.deep.equal(['before', 'box', 'seq', 'session', 'step', 't']);
      expect(await testIngestKey.open(record!)).to.deep.equal(scan);
    });

    it('writes record, head, used showing and clock in one strict transaction that is over before it answers', async () => {
      const seen = watchTransactions();
      await device.queue.add(testScan(), 'pass.1');
      expect(seen).to.deep.equal([
        {
          stores: ['chains', 'records', 'rejected', 'settings', 'state', 'used'],
          durability: 'strict',
          mode: 'readwrite',
          complete: true,
        },
      ]);
    });

    it('raises the stored floor of the clock to the scan’s time', async () => {
      await device.queue.add(testScan({ t: noon + 5 }), null);
      expect(await device.settings.clockFloor()).to.equal(noon + 5);
      device.wall.now = noon - 300 * hour;
      const again = await device.restart();
      expect(again.clock.now()).to.be.within(noon + 5, noon + 5 + 60_000);
    });

    it('remembers the showing, and none where nothing was proved', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.add(testScan({ pass: null }), null);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
      expect(device.queue.wasUsed('pass.2')).to.equal(false);
      expect([...(await committed(device.names, 'used')).values()]).to.deep.equal([noon]);
    });

    it('keeps many scans that are added at once, each under a number of its own, in the order of the calls', async () => {
      const scans = await Promise.all(
        Array.from({ length: 1200 }, (_, mono) => device.queue.add(testScan({ mono }), `pass.${mono}`)),
      );
      expect(seqs(scans)).to.deep.equal(Array.from({ length: 1200 }, (_, index) => index + 1));
      const first = await waitingScans(device, 500);
      expect(first).to.deep.equal(scans.slice(0, 500));
      expect((await device.queue.state()).depth).to.equal(1200);
    });

    it('takes nothing without a key to seal with', async () => {
      device.queue.useSealer(null);
      expect(await refusal(device.queue.add(testScan(), 'pass.1'))).to.be.instanceOf(Error);
      expect(await recordsInDatabase(device.names)).to.deep.equal([]);
      expect(device.queue.wasUsed('pass.1')).to.equal(false);
    });

    it('rejects a record that cannot be stored, and stores the others', async () => {
      const broken = { ...testScan(), mono: 1n } as unknown as Scan;
      const [bad, good] = await Promise.allSettled([
        device.queue.add(broken, 'pass.1'),
        device.queue.add(testScan(), 'pass.2'),
      ]);
      expect([bad.status, good.status]).to.deep.equal(['rejected', 'fulfilled']);
      expect(device.queue.wasUsed('pass.1'), 'the person may try again').to.equal(false);
      expect(await waiting()).to.deep.equal([1]);
    });

    it('rejects once the device is closed', async () => {
      await device.device.close();
      expect(await refusal(device.queue.add(testScan(), null))).to.be.instanceOf(Error);
    });
  });

  describe('the chain', () => {
    it('links each record to the one before, from the chain’s own beginning', async () => {
      await add(3);
      const { chain: id, records } = (await device.queue.oldest(10))!;
      expect(id).to.match(/^[0-9a-f]{16}$/);
      expect(records[0]!.before).to.equal(await hashOf(chainStartText(id)));
      for (const [index, record] of records.slice(1).entries()) {
        const { before, box } = records[index]!;
        expect(record.before).to.equal(await hashOf(before + box));
      }
    });

    it('goes on across restarts and uploads, and uses no number twice', async () => {
      await add(2);
      const id = chain();
      await device.queue.settle(id, [stored(1, 2)], noon);
      device = await device.restart();
      await add(1);
      await device.queue.heard([{ chain: id, have: [[1, 3]], durable: 2 }], device.queue.settled);
      device = await device.restart();
      expect(device.queue.chains()).to.deep.equal([{ chain: id, next: 4 }]);
      expect(seqs(await add(1))).to.deep.equal([4]);
      const [third, fourth] = await recordsInDatabase(device.names);
      expect(fourth!.before).to.equal(await hashOf(third!.before + third!.box));
    });

    it('is signed with the device’s key', async () => {
      await add(1);
      const link = 'ab'.repeat(32);
      const signature = fromBase64url(await device.queue.sign(chain(), 1, link));
      const key = await verifyingKey(fromBase64url(device.device.key.point));
      expect(await verifies(key, signature, chainHeadMessage(chain(), 1, link))).to.equal(true);
      expect(await verifies(key, signature, chainHeadMessage(chain(), 2, link))).to.equal(false);
    });
  });

  describe('oldest', () => {
    it('hands out the oldest first, at most as many as asked for', async () => {
      await add(4);
      expect(seqs((await device.queue.oldest(3))!.records)).to.deep.equal([1, 2, 3]);
      expect(await waiting()).to.deep.equal([1, 2, 3, 4]);
    });

    it('says that none waits', async () => {
      expect(await device.queue.oldest(10)).to.equal(null);
      await add(1);
      await device.queue.settle(chain(), [stored(1)], noon);
      expect(await device.queue.oldest(10)).to.equal(null);
    });

    it('never leaves one out in between: what follows a gap comes later', async () => {
      await add(5);
      await device.queue.settle(chain(), [{ first: 3, last: 3, status: 'rejected', fault: 't' }], noon);
      expect(await waiting()).to.deep.equal([1, 2]);
      await device.queue.settle(chain(), [stored(1, 2)], noon);
      expect(await waiting()).to.deep.equal([4, 5]);
    });

    it('hands out no more than an upload should carry', async () => {
      const reasons = Array.from({ length: 16 }, () => 'a'.repeat(40));
      const long = 'x'.repeat(3000);
      await Promise.all(
        Array.from({ length: 500 }, () => device.queue.add(testScan({ reasons, showing: long }), null)),
      );
      const { records } = (await device.queue.oldest(500))!;
      const bytes = records.reduce((sum, { box }) => sum + box.length, 0);
      expect(bytes).to.be.within(1_900_000, 2_000_000);
    });
  });

  describe('settle', () => {
    it('holds what the server has, and deletes what is over', async () => {
      await add(5);
      await device.queue.settle(
        chain(),
        [
          stored(1),
          { first: 3, last: 3, status: 'duplicate' },
          { first: 5, last: 5, status: 'expired' },
          stored(99),
        ],
        noon,
      );
      expect(await device.queue.state()).to.include({ depth: 2, held: 2, rejected: 0 });
      expect(seqs(await recordsInDatabase(device.names))).to.deep.equal([1, 2, 3, 4]);
      expect(await waiting()).to.deep.equal([2]);
    });

    it('changes nothing when nothing was named, or another chain was', async () => {
      await add(2);
      await device.queue.settle(chain(), [], noon);
      await device.queue.settle('0123456789abcdef', [stored(1, 2)], noon);
      expect(await waiting()).to.deep.equal([1, 2]);
    });

    it('moves what was rejected to the list that staff can see, with its fault', async () => {
      const scans = await add(3);
      await device.queue.settle(
        chain(),
        [
          { first: 3, last: 3, status: 'rejected' },
          { first: 1, last: 1, status: 'rejected', fault: 'boot' },
          stored(2),
        ],
        noon + hour,
      );
      expect(await waiting()).to.deep.equal([]);
      const list = await device.queue.rejected();
      expect(list.map(({ fault, rejectedAt }) => [fault, rejectedAt])).to.deep.equal([
        ['boot', noon + hour],
        ['record', noon + hour],
      ]);
      expect(await testIngestKey.open(list[0]!.record)).to.deep.equal(scans[0]);
      device = await device.restart();
      expect(await rejectedSeqs()).to.deep.equal([1, 3]);
      expect((await device.queue.state()).rejected).to.equal(2);
    });

    it('makes no list entry of a record that is not there any more', async () => {
      await device.queue.settle(unknownChain, [{ first: 7, last: 7, status: 'rejected', fault: 't' }], noon);
      expect(await device.queue.rejected()).to.deep.equal([]);
    });

    it('is strict', async () => {
      await add(1);
      const seen = watchTransactions();
      await device.queue.settle(chain(), [{ first: 1, last: 1, status: 'rejected', fault: 't' }], noon);
      expect(seen.map(({ durability, complete }) => [durability, complete])).to.deep.equal([
        ['strict', true],
      ]);
    });

    it('lets one bad record hold up nobody', async () => {
      await add(4);
      await device.queue.settle(chain(), [{ first: 1, last: 1, status: 'rejected', fault: 't' }], noon);
      expect(await waiting()).to.deep.equal([2, 3, 4]);
    });
  });

  describe('rejected records', () => {
    it('wait again when asked, as they were, and in their place', async () => {
      const scans = await add(3);
      await device.queue.settle(chain(), [{ first: 1, last: 2, status: 'rejected', fault: 't' }], noon);
      await device.queue.retryRejected();
      expect(await waitingScans(device)).to.deep.equal(scans);
      expect(await device.queue.rejected()).to.deep.equal([]);
      device = await device.restart();
      expect(await waiting()).to.deep.equal([1, 2, 3]);
      expect([...(await committed(device.names, 'rejected'))]).to.deep.equal([]);
    });
  });

  describe('fork', () => {
    it('moves what is not acknowledged on to a new chain, in order, and goes on there', async () => {
      const scans = await add(5);
      const old = chain();
      await device.queue.settle(old, [stored(1, 2)], noon);
      await device.queue.fork(old, 4);
      const next = chain();
      expect(next).to.not.equal(old);
      expect(await waiting(), 'what was before the fork is still to be sent in the old chain').to.deep.equal([
        3,
      ]);
      await device.queue.settle(old, [stored(3)], noon);
      expect((await device.queue.oldest(9))!.chain).to.equal(next);
      const moved = await waitingScans(device);
      expect(moved).to.deep.equal(scans.slice(3).map((scan, index) => ({ ...scan, seq: index + 1 })));
      const { records } = (await device.queue.oldest(9))!;
      expect(records[0]!.before).to.equal(await hashOf(chainStartText(next)));
      expect(records[1]!.before).to.equal(await hashOf(records[0]!.before + records[0]!.box));
      expect(seqs(await add(1))).to.deep.equal([3]);
    });

    it('begins a new chain though nothing waits', async () => {
      await add(1);
      const old = chain();
      await device.queue.settle(old, [stored(1)], noon);
      await device.queue.fork(old, 2);
      expect(seqs(await add(1))).to.deep.equal([1]);
      expect(chain()).to.not.equal(old);
    });

    it('loses nothing that is added meanwhile', async () => {
      await add(3);
      const [, ...added] = await Promise.all([
        device.queue.fork(chain(), 1),
        device.queue.add(testScan({ mono: 90 }), null),
        device.queue.add(testScan({ mono: 91 }), null),
      ]);
      expect(added).to.have.length(2);
      const scans = await waitingScans(device);
      expect(scans.map(({ mono }) => mono)).to.deep.equal([1234, 1234, 1234, 90, 91]);
      expect((await device.queue.state()).depth).to.equal(5);
    });

    it('survives a restart', async () => {
      await add(3);
      await device.queue.fork(chain(), 1);
      const before = await waitingScans(device);
      device = await device.restart();
      expect(await waitingScans(device)).to.deep.equal(before);
      expect(device.device.storage).to.include({ database: 'ok', journal: 'ok' });
    });
  });

  describe('heard', () => {
    it('keeps what the server has until that is in a backup, and deletes it then', async () => {
      await add(4);
      await device.queue.settle(chain(), [stored(1, 3)], noon);
      const heard = (durable: number) =>
        device.queue.heard([{ chain: chain(), have: [[1, 3]], durable }], device.queue.settled);
      expect(await heard(0)).to.equal(false);
      expect((await device.queue.state()).held).to.equal(3);
      expect(await heard(2)).to.equal(false);
      expect(seqs(await recordsInDatabase(device.names))).to.deep.equal([3, 4]);
      expect(await device.queue.state()).to.include({ depth: 1, held: 1 });
    });

    it('sends again what a restored server has no more', async () => {
      const scans = await add(4);
      await device.queue.settle(chain(), [stored(1, 4)], noon);
      await device.queue.heard([{ chain: chain(), have: [[1, 4]], durable: 1 }], device.queue.settled);
      expect(
        await device.queue.heard([{ chain: chain(), have: [[1, 2]], durable: 1 }], device.queue.settled),
      ).to.equal(true);
      expect(await waitingScans(device)).to.deep.equal(scans.slice(2));
      expect(
        await device.queue.heard([{ chain: chain(), have: [[1, 2]], durable: 1 }], device.queue.settled),
      ).to.equal(false);
    });

    it('misses nothing for what was named after the server was asked', async () => {
      await add(3);
      await device.queue.settle(chain(), [stored(1, 1)], noon);
      const asOf = device.queue.settled;
      await device.queue.settle(chain(), [stored(2, 3)], noon);
      const late = [{ chain: chain(), have: [[1, 1]] as [number, number][], durable: 1 }];
      expect(await device.queue.heard(late, asOf)).to.equal(false);
      expect(await device.queue.state()).to.include({ depth: 0, held: 2 });
      expect(await device.queue.heard(late, device.queue.settled)).to.equal(true);
      expect(await waiting()).to.deep.equal([2, 3]);
    });

    it('deletes nothing that the server has not, whatever it calls durable', async () => {
      await add(2);
      await device.queue.settle(chain(), [stored(1, 2)], noon);
      expect(
        await device.queue.heard([{ chain: chain(), have: [], durable: 2 }], device.queue.settled),
      ).to.equal(true);
      expect(await waiting()).to.deep.equal([1, 2]);
    });

    it('leaves alone what waits or was rejected', async () => {
      await add(3);
      await device.queue.settle(chain(), [{ first: 2, last: 2, status: 'rejected', fault: 't' }], noon);
      await device.queue.heard([{ chain: chain(), have: [[1, 3]], durable: 3 }], device.queue.settled);
      expect(await device.queue.state()).to.include({ depth: 2, rejected: 1 });
    });

    it('begins a new chain when the server knows later records of this one', async () => {
      await add(2);
      const old = chain();
      await device.queue.heard([{ chain: old, have: [[1, 9]], durable: 0 }], device.queue.settled);
      expect(seqs(await add(1))).to.deep.equal([1]);
      expect(chain()).to.not.equal(old);
      expect(await waiting(), 'what waited is sent where it belongs').to.deep.equal([1, 2]);
    });

    it('writes nothing when there is nothing to change', async () => {
      await add(1);
      const seen = watchTransactions();
      await device.queue.heard([{ chain: chain(), have: [], durable: 0 }], device.queue.settled);
      await device.queue.heard(
        [{ chain: '0123456789abcdef', have: [[1, 5]], durable: 5 }],
        device.queue.settled,
      );
      expect(seen).to.deep.equal([]);
    });
  });

  it('names at most four chains: the oldest with records, and the current one', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      await add(1);
      ids.push(chain());
      await device.queue.settle(chain(), [stored(1)], noon);
      await device.queue.fork(chain(), 2);
    }
    await add(1);
    ids.push(chain());
    expect(device.queue.chains().map(({ chain }) => chain)).to.deep.equal([...ids.slice(0, 3), ids.at(-1)]);
  });

  it('forgets a chain when nothing of it is left', async () => {
    await add(1);
    const old = chain();
    await device.queue.settle(old, [stored(1)], noon);
    await device.queue.fork(old, 2);
    await add(1);
    await device.queue.heard([{ chain: old, have: [[1, 1]], durable: 1 }], device.queue.settled);
    expect(device.queue.chains()).to.have.length(1);
    device = await device.restart();
    expect(device.queue.chains()).to.have.length(1);
  });

  it('tells how many wait, since when, and how many were rejected', async () => {
    expect(await device.queue.state()).to.deep.equal({
      depth: 0,
      oldest: null,
      rejected: 0,
      held: 0,
      room: 'ample',
    });
    await add(3);
    await device.queue.settle(chain(), [{ first: 1, last: 1, status: 'rejected' }], noon);
    expect(await device.queue.state()).to.include({ depth: 2, oldest: noon + 1, rejected: 1 });
  });

  it('keeps held records for 15 days and no longer', async () => {
    await add(2);
    await device.queue.add(testScan({ t: noon + 2 * day }), null);
    await device.queue.settle(chain(), [stored(1, 3)], noon);
    await device.queue.tidy(noon + heldForMs);
    expect((await device.queue.state()).held).to.equal(3);
    await device.queue.tidy(noon + heldForMs + 1 + day);
    expect((await device.queue.state()).held).to.equal(1);
    expect(seqs(await recordsInDatabase(device.names))).to.deep.equal([3]);
  });

  it('has every scan after a restart', async () => {
    const scans = await add(3);
    device = await device.restart();
    expect(await waitingScans(device)).to.deep.equal(scans);
    expect(device.device.storage).to.deep.equal({
      database: 'ok',
      journal: 'ok',
      settings: 'ok',
      healed: 0,
      lost: 0,
      noticedAt: null,
    });
  });

  describe('its limit', () => {
    it('gives up held records first, warns, then takes no more and overwrites nothing', async () => {
      const { queue } = await smallQueue(10);
      const more = (count: number) =>
        Promise.all(Array.from({ length: count }, () => queue.add(testScan(), null)));
      await more(4);
      const id = queue.chains()[0]!.chain;
      await queue.settle(id, [stored(1, 4)], noon);
      await more(7);
      expect(await queue.state()).to.include({ depth: 7, held: 3, room: 'ample' });
      await more(1);
      expect(await queue.state()).to.include({ depth: 8, held: 2, room: 'low' });
      await more(2);
      expect(await queue.state()).to.include({ depth: 10, held: 0, room: 'full' });
      expect(await refusal(queue.add(testScan(), 'pass.1'))).to.be.instanceOf(Error);
      expect(queue.wasUsed('pass.1')).to.equal(false);
      expect(seqs((await queue.oldest(50))!.records)).to.deep.equal([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
      await queue.settle(id, [stored(5)], noon);
      await more(1);
      expect(await queue.state()).to.include({ depth: 10 });
    });

    it('warns when the disk is nearly full', async () => {
      const original = navigator.storage.estimate.bind(navigator.storage);
      navigator.storage.estimate = async () => ({ quota: 100_000_000, usage: 90_000_000 });
      undo.push(() => (navigator.storage.estimate = original));
      await device.queue.tidy(noon);
      expect((await device.queue.state()).room).to.equal('low');
    });
  });

  describe('the memory of used showings', () => {
    it('survives a restart of the browser', async () => {
      await device.queue.add(testScan(), 'pass.1');
      device = await device.restart();
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
    });

    it('survives the upload of its scan', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.settle(chain(), [stored(1)], noon);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
    });

    it('names no pass, and each device names it otherwise', async () => {
      await device.queue.add(testScan(), 'pass.1');
      const [name] = [...(await committed(device.names, 'used')).keys()];
      expect(name).to.not.contain('pass');
      const other = await testDevice();
      await other.queue.add(testScan(), 'pass.1');
      expect([...(await committed(other.names, 'used')).keys()]).to.not.include(name);
    });

    it('is kept for half an hour, longer than any policy takes a showing for live, and then given up', async () => {
      await device.queue.add(testScan(), 'pass.1');
      await device.queue.forgetUsed(noon + 30 * minute);
      expect(device.queue.wasUsed('pass.1')).to.equal(true);
      await device.queue.forgetUsed(noon + 30 * minute + 1);
      expect(device.queue.wasUsed('pass.1')).to.equal(false);
      expect([...(await committed(device.names, 'used'))]).to.deep.equal([]);
    });

    it('gives up what a clock that ran ahead has used in next year', async () => {
      await device.queue.add(testScan({ t: noon + 365 * 24 * hour }), 'pass.1');
      await device.queue.forgetUsed(noon);
      expect([...(await committed(device.names, 'used'))]).to.deep.equal([]);
    });
  });
});
