import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardAnswer, VenueAnswer } from '../../../src/domain/api/api.ts';
import { drillReasons } from '../../../src/domain/policy/drill.ts';
import type { Outcome } from '../../../src/domain/policy/outcome.ts';
import { emergencyReasons, type EmergencyCause } from '../../../src/domain/policy/emergency.ts';
import type { FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import type { ReplayAnswer } from '../../../src/domain/api/policy-api.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { healthyFacts, scan, uploadAll, type ScanAtGate } from '../support/scans.ts';

describe('people let in by hand in an emergency', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  let other: SimulatedSentry;
  const t = Date.now() - 60_000;

  /** As a sentry records it (src/sentry/stop/emergency-acts.ts). */
  const act = (at: number, cause: EmergencyCause | null = null): ScanAtGate =>
    scan({
      t: at,
      outcome: 'attend',
      reasons: emergencyReasons(cause),
      body: null,
      surface: null,
      ambient: null,
    });

  /** As a checkpoint records a drill. */
  const drill = (at: number, outcome: Outcome): ScanAtGate => ({
    ...act(at),
    reasons: drillReasons(outcome),
  });

  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    other = await district.gate({ site: sites.mall });
    const records = [
      scan({ t, facts: healthyFacts }),
      act(t + 1),
      act(t + 1, 'medical'),
      act(t + 2),
      act(t + 3),
      act(t + 3, 'mistake'),
      scan({ t: t + 4, outcome: 'attend', reasons: ['result.age'], facts: healthyFacts }),
      scan({ t: t + 5, outcome: 'refuse', reasons: ['status.red'], facts: healthyFacts }),
    ];
    assert.deepEqual(
      await uploadAll(gate, records),
      records.map(() => 'stored'),
    );
    assert.deepEqual(await uploadAll(other, [act(t + 6)]), ['stored']);
  });
  after(() => district.close());

  it('are counted by themselves on the board: no scan, no alert, no refusal; a touch by mistake is none', async () => {
    const { body } = await district.get<BoardAnswer>('board', await district.staff('health'));
    const { scans, alerts, refused, emergencies } = body;
    assert.deepEqual(
      { scans, alerts, refused, emergencies },
      { scans: 3, alerts: 2, refused: 1, emergencies: 3 },
    );
    assert.equal(
      body.hours.reduce((sum, hour) => sum + hour.scans, 0),
      3,
    );
  });

  it('raise no alarm about anybody', async () => {
    const { body } = await district.get<BoardAnswer>('board', await district.staff('health'));
    assert.deepEqual(body.alarms.map(({ reasons }) => reasons[0]).toSorted(), ['result.age', 'status.red']);
  });

  it('are told to the owner of the place as other counts are: few as that, more as rounded', async () => {
    const own = async () => {
      const { body } = await district.get<VenueAnswer>('venue', await district.owner('a'));
      return body.sites.find(({ site }) => site === sites.mall)!.emergenciesToday;
    };
    const add = (more: number) =>
      district.sql(
        `update stat_day set emergencies = emergencies + ${more} where site = ${sites.mall} and day = ${localDay(t)}`,
      );
    assert.equal(await own(), null);
    await add(20);
    assert.ok([20, 25].includes((await own())!));
    await add(-20);
  });

  it('are told of each sentry to those who run the fleet', async () => {
    const token = await district.staff('administrator');
    const of = async (sentry: SimulatedSentry): Promise<number> => {
      const { device } = sentry.pairing.sentry;
      const { body } = await district.get<FleetSentryAnswer>(`fleet/sentry?device=${device}`, token);
      return body.emergenciesToday;
    };
    assert.deepEqual([await of(gate), await of(other)], [2, 1]);
  });

  it('are known to a replay: no version decides them, and they are not scans without facts', async () => {
    const asked = { site: sites.mall, day: localDay(t), version: 1 };
    const { body } = await district.post<ReplayAnswer>(
      'policy/replay',
      asked,
      await district.staff('health'),
    );
    assert.equal(body.counts.emergencies, 3);
    assert.equal(body.counts.withoutFacts, 0);
    assert.deepEqual(
      body.scans.map(({ emergency }) => emergency ?? null),
      [null, 'let-in', 'medical', 'let-in', 'let-in', 'mistake', null, null, 'let-in'],
    );
    for (const one of body.scans.filter(({ emergency }) => emergency))
      assert.deepEqual([one.byThen, one.now], [null, null]);
  });

  it('and drills are counted nowhere: they are told of beside the sentry alone', async () => {
    // Nobody passed in these: the staff practised.
    const drills = [drill(t + 7, 'admit'), drill(t + 8, 'refuse')];
    assert.deepEqual(await uploadAll(gate, drills), ['stored', 'stored']);
    const token = await district.staff('administrator');
    const drillsOf = async ({ pairing }: SimulatedSentry) =>
      (await district.get<FleetSentryAnswer>(`fleet/sentry?device=${pairing.sentry.device}`, token)).body
        .drillsToday;
    assert.deepEqual([await drillsOf(gate), await drillsOf(other)], [2, 0]);
    const { body } = await district.get<BoardAnswer>('board', await district.staff('health'));
    assert.equal(body.scans, 3);
    assert.deepEqual(body.alarms.map(({ reasons }) => reasons[0]).toSorted(), ['result.age', 'status.red']);
  });
});
