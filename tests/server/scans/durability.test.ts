import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scans, uploadAll } from '../support/scans.ts';

describe('a server that is killed in the middle of an upload', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  /** Uploads as a sentry does: again and again until the server has named every record. */
  async function uploadEach(gate: SimulatedSentry, batchSize: number, onAnswer: () => void): Promise<void> {
    while (gate.queue.waiting.length > 0) {
      try {
        const { results } = await gate.upload(batchSize);
        assert.ok(results.every(({ status }) => status === 'stored' || status === 'duplicate'));
        onAnswer();
      } catch (fault) {
        if (!(fault instanceof ApiError)) throw fault;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  }

  it('commits scans to the disk itself before it answers', async () => {
    const gate = await district.gate({ site: sites.mall, name: 'Gate of a power cut' });
    assert.deepEqual(await uploadAll(gate, scans(1)), ['stored']);
    assert.equal(await district.commitSafety(), 2);
    await district.sql('delete from stat_day');
    await district.sql(`delete from scan_${localDay(Date.now())}`);
  });

  it('has every scan once, and counted once, when they were all sent', { timeout: 120_000 }, async () => {
    const sentries = [
      await district.gate({ site: sites.mall }),
      await district.gate({ site: sites.shop }),
      await district.gate({ site: sites.school }),
    ];
    const batchSize = 100;
    const batches = 12;
    const progress = { acknowledged: 0, done: false };
    let kills = 0;
    for (const gate of sentries) {
      const { site, device } = gate.pairing.sentry;
      for (const one of scans(batchSize * batches, { site, outcome: 'attend', reasons: ['result.age'] }))
        await gate.queue.add({ ...one, device });
    }
    const uploads = sentries.map((gate) =>
      uploadEach(gate, batchSize, () => (progress.acknowledged += batchSize)),
    );
    const killing = (async () => {
      while (!progress.done && kills < 4) {
        const mark = progress.acknowledged + batchSize;
        while (!progress.done && progress.acknowledged < mark)
          await new Promise((resolve) => setTimeout(resolve, 2));
        // Not at the moment of an answer alone: somewhere within the uploads that follow it.
        await new Promise((resolve) => setTimeout(resolve, (kills * 7) % 23));
        if (progress.done) break;
        await district.kill();
        kills++;
        await district.restart();
      }
    })();
    await Promise.all(uploads);
    progress.done = true;
    await killing;
    assert.ok(kills >= 2, `the server was killed ${kills} times`);
    const expected = sentries.length * batchSize * batches;
    const table = `scan_${localDay(Date.now())}`;
    const [stored, distinct] = await district.sql<number[]>(
      `select json_array(count(*), count(distinct chain * 100000 + seq)) as found from ${table}`,
    );
    assert.deepEqual([stored, distinct], [expected, expected]);
    const counted = await district.sql(
      'select json_array(sum(scans), sum(alerts), (select count(*) + sum(more) from notices)) as found from stat_day',
    );
    assert.deepEqual(counted, [expected, expected, expected]);
    assert.deepEqual(
      await district.sql(`select json_quote(integrity_check) as found from pragma_integrity_check`),
      'ok',
    );
  });
});
