import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostAtOnce } from '../../../src/server/http/request-limits.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

describe('a crowd of requests', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  let citizen: string;
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    citizen = await district.citizen('valid');
  });
  after(() => district.close());

  const underWay = (part: 'app' | 'gate', set?: number) =>
    district.door<number>('at-once', { part, ...(set !== undefined && { set }) });
  const me = () => district.get<{ retryMs?: number }>('me', citizen);
  const beat = () =>
    district.post<{ retryMs?: number }>('sentry/heartbeat', gate.report(), gate.pairing.token);

  it('beyond what the server answers at a time is told so, and when to come again', async () => {
    await underWay('app', mostAtOnce);
    const { status, code, body, headers } = await me();
    assert.deepEqual([status, code, headers.get('cache-control')], [503, 'busy', 'no-store']);
    assert.ok(body.retryMs! > 0);
    assert.equal((await beat()).status, 200, 'sentries are counted apart');
    assert.equal(await underWay('app'), mostAtOnce, 'who is refused is under way no more');
    await underWay('app', mostAtOnce - 1);
    assert.equal((await me()).status, 200);
    await underWay('app', 0);
    await underWay('gate', mostAtOnce);
    assert.equal((await beat()).code, 'busy');
    assert.equal((await me()).status, 200, 'and pages from sentries');
    await underWay('gate', 0);
  });

  it('leaves no trace once it is over, faults included', async () => {
    const all = await Promise.all(
      Array.from({ length: 3 * mostAtOnce }, (_, index) =>
        index % 3 === 0 ? district.get('me') : index % 3 === 1 ? district.get('bundle') : me(),
      ),
    );
    assert.ok(all.every(({ status }) => [200, 401, 429, 503].includes(status)));
    assert.deepEqual([await underWay('app'), await underWay('gate')], [0, 0]);
    assert.equal((await me()).status, 200);
  });
});
