import { expect } from '@open-wc/testing';
import { heldForMs } from '../../../src/store/records/queue-room.ts';
import { ScanQueue } from '../../../src/store/records/scan-queue.ts';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import { ScanStore } from '../../../src/store/records/scan-store.ts';
import { Sealer } from '../../../src/store/records/sealer.ts';
import {
  recordsInDatabase,
  removeDevices,
  testDevice,
  testIngestKey,
  testScan,
  type TestDevice,
} from '../../support/device.ts';
import { day, noon } from '../../support/district.ts';
import { rejection } from '../../support/rejection.ts';
import { addScans, currentChain, seqs, stored } from './queued-scans.ts';

let device: TestDevice;
let undo: (() => void)[];

const add = (count: number) => addScans(device, count);
const chain = () => currentChain(device);

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

describe('QueueRoom', () => {
  beforeEach(async () => {
    undo = [];
    device = await testDevice();
  });
  afterEach(async () => {
    for (const again of undo) again();
    await removeDevices();
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
      expect(await rejection(queue.add(testScan(), 'pass.1'))).to.be.instanceOf(Error);
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
});
