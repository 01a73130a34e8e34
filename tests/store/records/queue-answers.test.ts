import { expect } from '@open-wc/testing';
import { chainStartText } from '../../../src/domain/scan/scan-chain.ts';
import {
  committed,
  recordsInDatabase,
  removeDevices,
  testDevice,
  testIngestKey,
  testScan,
  waitingScans,
  type TestDevice,
} from '../../support/device.ts';
import { hour, noon } from '../../support/district.ts';
import {
  addScans,
  currentChain,
  hashOf,
  seqs,
  stored,
  waitingSeqs,
  watchTransactions,
} from './queued-scans.ts';

let device: TestDevice;
let undo: (() => void)[];

const add = (count: number) => addScans(device, count);
const waiting = () => waitingSeqs(device);
const chain = () => currentChain(device);
const rejectedSeqs = async (): Promise<number[]> =>
  seqs((await device.queue.rejected()).map(({ record }) => record));

/** A chain that no device has. */
const unknownChain = 'fedcba9876543210';

/** Writes down every transaction from now to the end of the test. */
function watched() {
  const { seen, end } = watchTransactions();
  undo.push(end);
  return seen;
}

describe('what the server answers a queue', () => {
  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(async () => {
    for (const again of undo) again();
    await removeDevices();
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
      const seen = watched();
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
      const seen = watched();
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
});
