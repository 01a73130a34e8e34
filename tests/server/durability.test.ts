import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ScansAnswer } from '../../src/domain/api.ts';
import { localDay } from '../../src/domain/local-day.ts';
import type { Scan } from '../../src/domain/scan.ts';
import { TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import { scans } from './support/scans.ts';

describe('a server that is killed in the middle of an upload', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  /** Uploads as a sentry does: again and again until the server has named every record. */
  async function uploadAll(token: string, batches: Scan[][], onAnswer: () => void): Promise<void> {
    for (const batch of batches) {
      for (;;) {
        const answer = await district
          .post<ScansAnswer>('sentry/scans', { scans: batch }, token)
          .catch(() => undefined);
        if (answer?.status === 200) {
          assert.ok(answer.body.results.every(({ status }) => status === 'stored' || status === 'duplicate'));
          onAnswer();
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  }

  it('commits scans to the disk itself before it answers', async () => {
    const { token } = await district.sentry({ site: sites.mall, name: 'Gate of a power cut' });
    await district.post('sentry/scans', { scans: scans(1, 900_000) }, token);
    assert.equal(await district.commitSafety(), 2);
    await district.sql('delete from stat_day');
    await district.sql(`delete from scan_${localDay(Date.now())}`);
  });

  it('has every scan once, and counted once, when they were all sent', { timeout: 120_000 }, async () => {
    const sentries = [
      await district.sentry({ site: sites.mall }),
      await district.sentry({ site: sites.shop }),
      await district.sentry({ site: sites.school }),
    ];
    const batchSize = 100;
    const batches = 12;
    const progress = { acknowledged: 0, done: false };
    let kills = 0;
    const uploads = sentries.map(({ token, place }) => {
      const all = scans(batchSize * batches, 1, {
        site: place.site,
        outcome: 'attend',
        reasons: ['result.age'],
      });
      const cut = Array.from({ length: batches }, (_, index) =>
        all.slice(index * batchSize, (index + 1) * batchSize),
      );
      return uploadAll(token, cut, () => (progress.acknowledged += batchSize));
    });
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
      `select json_array(count(*), count(distinct device * 100000 + seq)) as found from ${table}`,
    );
    assert.deepEqual([stored, distinct], [expected, expected]);
    const counted = await district.sql(
      'select json_array(sum(scans), sum(alerts), (select count(*) from notices)) as found from stat_day',
    );
    assert.deepEqual(counted, [expected, expected, expected]);
    assert.deepEqual(
      await district.sql(`select json_quote(integrity_check) as found from pragma_integrity_check`),
      'ok',
    );
  });
});
