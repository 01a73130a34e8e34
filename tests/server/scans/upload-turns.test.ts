import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiError } from '../../../src/sync/api-client.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scans } from '../support/scans.ts';

describe('the turns of uploads', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function waitingSentry(count = 3): Promise<SimulatedSentry> {
    const sentry = await district.gate({ site: sites.mall });
    for (const scan of scans(count)) await sentry.scan(scan);
    return sentry;
  }
  const crowd = (live: number, nextMs: number) => district.door('crowd', { live, nextMs });
  /** Uploads once. @returns the turn that was given instead, ms; null when it was done */
  async function turnInstead(sentry: SimulatedSentry): Promise<number | null> {
    try {
      await sentry.upload();
      return null;
    } catch (fault) {
      assert.ok(fault instanceof ApiError && fault.code === 'busy' && fault.status === 503, String(fault));
      return fault.retryMs!;
    }
  }

  it('lets a sentry upload at once while nobody waits', async () => {
    await crowd(0, 0);
    const sentry = await waitingSentry();
    assert.equal((await sentry.beat()).uploadMs ?? 0, 0);
    assert.equal(await turnInstead(sentry), null);
    assert.equal((await sentry.beat()).uploadMs, undefined, 'nothing waits');
  });

  it('gives turns one after the other with the heartbeat, and each sentry the same when it asks again', async () => {
    await crowd(0, 30_000);
    const [first, second] = [await waitingSentry(), await waitingSentry()];
    const turnOf = async (sentry: SimulatedSentry): Promise<number> => {
      const { now, uploadMs } = await sentry.beat();
      return now + uploadMs!;
    };
    const turns = [await turnOf(first), await turnOf(second)];
    assert.ok(Math.abs(turns[0]! - Date.now() - 30_000) < 10_000);
    assert.ok(turns[1]! > turns[0]! && turns[1]! <= turns[0]! + 20, `${turns.join(' ')}`);
    assert.deepEqual([await turnOf(first), await turnOf(second)], turns);
  });

  it('sends away an upload before its turn and does it when the turn has come, whoever else waits', async () => {
    await crowd(3, 1500);
    const sentry = await waitingSentry();
    const turn = await turnInstead(sentry);
    assert.ok(turn !== null && turn >= 150 && turn <= 1500, `${turn}`);
    await crowd(3, 60_000);
    await new Promise((resolve) => setTimeout(resolve, turn));
    assert.equal(await turnInstead(sentry), null);
    assert.equal(sentry.queue.waiting.length, 0);
    for (const scan of scans(1)) await sentry.scan(scan);
    assert.ok((await turnInstead(sentry))! > 30_000, 'a turn is used once');
  });

  it('sends nobody away while a hand is free, and makes others wait no longer for that', async () => {
    await crowd(2, 60_000);
    const [sentry, other] = [await waitingSentry(), await waitingSentry()];
    const turn = async () => {
      const { now, uploadMs } = await other.beat();
      return now + uploadMs!;
    };
    const before = await turn();
    assert.equal(await turnInstead(sentry), null);
    assert.equal(await turn(), before);
  });

  it('never works on more than twelve, also of those whose turn it is', async () => {
    await crowd(0, 200);
    const sentry = await waitingSentry();
    const turn = (await sentry.beat()).uploadMs ?? 0;
    await crowd(12, 0);
    await new Promise((resolve) => setTimeout(resolve, turn));
    assert.ok((await turnInstead(sentry)) !== null);
    await crowd(11, 0);
    assert.equal(await turnInstead(sentry), null);
    // Those that never end were cut off with their VM: told by their age, which a test need not wait for.
  });

  it('gives no turn for later than two minutes, and none for ever when the clock was set back', async () => {
    await crowd(0, 3_600_000);
    const sentry = await waitingSentry();
    const { uploadMs } = await sentry.beat();
    assert.ok(uploadMs! <= 120_000, `${uploadMs}`);
    const other = await waitingSentry();
    assert.ok(((await other.beat()).uploadMs ?? 0) <= 121_000);
  });
});
