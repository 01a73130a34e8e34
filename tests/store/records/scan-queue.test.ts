import { expect } from '@open-wc/testing';
import { chainHeadMessage, chainStartText } from '../../../src/domain/scan/scan-chain.ts';
import { fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { verifies, verifyingKey } from '../../../src/credentials/bytes/p256.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
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
import { hour, minute, noon } from '../../support/district.ts';
import { rejection } from '../../support/rejection.ts';
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

/** Writes down every transaction from now to the end of the test. */
function watched() {
  const { seen, end } = watchTransactions();
  undo.push(end);
  return seen;
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
      const seen = watched();
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
      expect(await rejection(device.queue.add(testScan(), 'pass.1'))).to.be.instanceOf(Error);
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
      expect(await rejection(device.queue.add(testScan(), null))).to.be.instanceOf(Error);
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
