import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { localDay } from '../../../src/domain/time/local-day.ts';
import type { ReplayAnswer, ReplayRequest } from '../../../src/domain/api/policy-api.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { publish, unchanged } from '../support/officials.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { healthyFacts as healthy, scan, uploadAll } from '../support/scans.ts';

describe('replaying a day', () => {
  let district: TestDistrict;
  let token: string;
  let stricter: number;
  const t = Date.now() - 60_000;
  const day = localDay(t);
  let gate: SimulatedSentry;

  const replay = (asked: Partial<ReplayRequest>, as = token) =>
    district.post<ReplayAnswer>('policy/replay', { site: sites.mall, day, ...asked }, as);

  before(async () => {
    district = await TestDistrict.open();
    token = await district.staff('health');
    gate = await district.gate({ site: sites.mall });
    const at = (seq: number) => ({ t: t + seq });
    const scans = [
      scan({ ...at(1), facts: healthy }),
      scan({
        ...at(2),
        facts: { ...healthy, sampleAgeHours: 80 },
        outcome: 'attend',
        reasons: ['result.age'],
      }),
      scan({
        ...at(3),
        facts: { ...healthy, temperature: null },
        outcome: 'attend',
        reasons: ['temperature.high', 'temperature.low'],
      }),
      scan(at(4)),
    ];
    await uploadAll(await district.gate({ site: sites.shop }), [
      scan({
        ...at(6),
        site: sites.shop,
        facts: healthy,
        outcome: 'attend',
        reasons: ['floor.locked'],
      }),
    ]);
    await uploadAll(await district.gate({ site: sites.school }), [
      scan({ ...at(5), site: sites.school, facts: healthy }),
    ]);
    assert.deepEqual(
      await uploadAll(gate, scans),
      scans.map(() => 'stored'),
    );
    const asked = await unchanged(district, token);
    asked.policy.overrides = [
      { scope: { site: sites.mall }, limits: { testValidHours: 24 }, validFrom: null, validTo: null },
    ];
    stricter = await publish(district, token, asked);
  });
  after(() => district.close());

  it('says of each scan what was decided, and what another version says of the same facts', async () => {
    const { body, status } = await replay({ version: stricter });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.scans.map(({ seq }) => seq),
      [1, 2, 3, 4],
    );
    const [first, second, third, fourth] = body.scans;
    assert.deepEqual(first, {
      t: t + 1,
      device: gate.pairing.sentry.device,
      seq: 1,
      policy: 1,
      recorded: { outcome: 'admit', reasons: [] },
      byThen: { outcome: 'admit', reasons: [] },
      now: { outcome: 'attend', reasons: ['result.age'] },
    });
    assert.deepEqual(second!.now, second!.recorded);
    assert.deepEqual(third!.byThen, third!.recorded);
    assert.deepEqual(third!.now!.reasons, ['result.age', 'temperature.high', 'temperature.low']);
    assert.deepEqual(third!.unknown, {
      byThen: ['temperature.high', 'temperature.low'],
      now: ['temperature.high', 'temperature.low'],
    });
    assert.deepEqual([fourth!.byThen, fourth!.now], [null, null], 'without facts nothing is made up');
    assert.deepEqual(body.counts, {
      scans: 4,
      emergencies: 0,
      withoutFacts: 1,
      changed: [{ from: 'admit', to: 'attend', scans: 1 }],
      otherReasons: 1,
    });
    assert.equal(body.next, null);
  });

  it('knows that a sentry was locked: no policy differs by that', async () => {
    const { body } = await replay({ site: sites.shop, version: 1 });
    assert.deepEqual(body.scans[0]!.now, { outcome: 'attend', reasons: ['floor.locked'] });
    assert.deepEqual(body.scans[0]!.byThen, body.scans[0]!.recorded);
    assert.deepEqual(body.counts, {
      scans: 1,
      emergencies: 0,
      withoutFacts: 0,
      changed: [],
      otherReasons: 0,
    });
  });

  it('changes nothing under the version it was decided by', async () => {
    const { body } = await replay({ version: 1 });
    assert.deepEqual(body.counts, {
      scans: 4,
      emergencies: 0,
      withoutFacts: 1,
      changed: [],
      otherReasons: 0,
    });
  });

  it('replays one scan, and a draft before anybody signed it', async () => {
    const asked = await unchanged(district, token);
    asked.policy.limits.requiredDoses = 4;
    assert.equal((await replay({ version: 'draft' })).code, 'not-found');
    assert.equal((await district.post('policy/draft', asked, token)).status, 200);
    const key = { t: t + 1, device: gate.pairing.sentry.device, seq: 1 };
    const { body } = await replay({ version: 'draft', scan: key });
    assert.equal(body.scans.length, 1);
    assert.deepEqual(body.scans[0]!.now!.reasons, ['result.age', 'doses.required']);
  });

  it('goes on where an answer ended', async () => {
    const { device } = gate.pairing.sentry;
    const { body } = await replay({ version: 1, after: { t: t + 2, device, seq: 2 } });
    assert.deepEqual(
      body.scans.map(({ seq }) => seq),
      [3, 4],
    );
  });

  it('says what it cannot find, and who may ask', async () => {
    assert.equal((await replay({ version: 99 })).code, 'not-found');
    assert.equal((await replay({ version: 1, site: 4711 })).code, 'not-found');
    const nothing = { t: t + 1, device: gate.pairing.sentry.device, seq: 99 };
    assert.equal((await replay({ version: 1, scan: nothing })).code, 'not-found');
    assert.equal((await replay({ version: 'x' as never })).code, 'malformed');
    assert.equal((await replay({ version: 1, day: 1 })).code, 'malformed');
    assert.equal((await replay({ version: 1, day: 20250101 })).body.scans.length, 0);
    assert.equal((await replay({ version: 1 }, await district.staff('auditor'))).code, 'not-allowed');
    assert.equal((await replay({ version: 1 }, await district.owner('a'))).code, 'sign-in');
  });

  it('is on record, and answers no person', async () => {
    const { body } = await replay({ version: 1 });
    assert.doesNotMatch(JSON.stringify(body), /"pass"|showing|person/);
    const entries = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'policy.replay'`,
    );
    assert.ok(entries.includes(`site:${sites.mall} day:${day} version:1 scans:4`));
  });

  it('rejects a scan whose facts are none, naming the field', async () => {
    const facts = { ...healthy, colour: 'blue' as never };
    assert.deepEqual(await uploadAll(gate, [scan({ facts })]), ['facts']);
  });
});
