import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Alarm, BoardAnswer } from '../../../src/domain/api/api.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { healthyFacts, scan, uploadAll, type ScanAtGate } from '../support/scans.ts';

describe('an alarm', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
  });
  after(() => district.close());

  async function alarmsOf(...uploaded: ScanAtGate[]): Promise<Alarm[]> {
    assert.ok((await uploadAll(gate, uploaded)).every((status) => status === 'stored'));
    const { alarms } = (await district.get<BoardAnswer>('board', await district.staff('health'))).body;
    const times = new Set(uploaded.map(({ t }) => t));
    return alarms.filter(({ t }) => times.has(t));
  }

  const noTemperature = { ...healthyFacts, temperature: null, doses: null };
  const attend = { outcome: 'attend', reasons: ['temperature.high'], body: null } as const;

  it('tells which facts were not known, and no value of any', async () => {
    const t = Date.now() - 5000;
    const [alarm] = await alarmsOf(
      scan({ t, ...attend, reasons: [...attend.reasons], facts: noTemperature }),
    );
    assert.deepEqual(alarm!.unknown, ['doses', 'temperature']);
    assert.ok(!JSON.stringify(alarm).includes('negative'));
  });

  it('of a sentry that does not tell its facts says so', async () => {
    const t = Date.now() - 4000;
    const [alarm] = await alarmsOf(scan({ t, ...attend, reasons: [...attend.reasons] }));
    assert.equal(alarm!.unknown, null);
  });

  it('of a sentry that knows fewer facts counts those as unknown', async () => {
    const t = Date.now() - 3000;
    const { joined: _later, ...older } = healthyFacts;
    const facts = older as typeof healthyFacts;
    const [alarm] = await alarmsOf(scan({ t, ...attend, reasons: [...attend.reasons], facts }));
    assert.deepEqual(alarm!.unknown, ['joined']);
  });

  it('tells the same when it comes late, without a message', async () => {
    const t = Date.now() - 3 * 3_600_000;
    const [alarm] = await alarmsOf(
      scan({ t, ...attend, reasons: [...attend.reasons], facts: noTemperature }),
    );
    assert.deepEqual(alarm!.unknown, ['doses', 'temperature']);
  });

  /** Notices of the last 90 minutes at a gate: how many, and how many more they stand for. */
  const raised = (name: string) =>
    district.sql<[number, number]>(
      `select json_array(count(*), coalesce(sum(more), 0)) as found from notices where sentryName = '${name}'`,
    );

  it('of a script that makes a thousand is one of twenty; the others are counted, none is lost', async () => {
    const flood = await district.gate({ site: sites.mall, name: 'Flood' });
    const t = Date.now() - 60_000;
    const thousand = Array.from({ length: 1000 }, (_, index) =>
      scan({ t: t + index, outcome: 'refuse', reasons: ['proof.forged'], facts: healthyFacts }),
    );
    assert.ok((await uploadAll(flood, thousand)).every((status) => status === 'stored'));
    assert.deepEqual(await raised('Flood'), [20, 980]);
    // More of them, one by one: the stretch of time is one.
    for (const at of [t + 2000, t + 2001, t + 2002])
      await uploadAll(flood, [scan({ t: at, outcome: 'attend', reasons: ['result.age'] })]);
    assert.deepEqual(await raised('Flood'), [20, 983]);
    const { alarms } = (await district.get<BoardAnswer>('board', await district.staff('health'))).body;
    const latest = alarms.find(({ sentryName }) => sentryName === 'Flood')!;
    assert.deepEqual([latest.t, latest.more], [t + 999, 983], 'the latest are listed, and say it');
    const scanned = await district.sql<number>(
      `select json_quote(sum(alerts)) as found from stat_day where site = ${sites.mall}`,
    );
    assert.ok(scanned >= 1003, 'all are counted as what they are');
    // What comes late counts by itself, so that a backlog does not hide what is now, nor the other way round.
    const late = Array.from({ length: 50 }, (_, index) =>
      scan({ t: t - 5 * 3_600_000 + index, outcome: 'attend', reasons: ['result.age'] }),
    );
    await uploadAll(flood, late);
    assert.deepEqual(await raised('Flood'), [40, 1013]);
    // Neither the gate beside it nor the same gate ten minutes later is less heard for it.
    await uploadAll(gate, [scan({ ...attend, reasons: [...attend.reasons] })]);
    assert.equal((await raised(gate.pairing.sentry.name))[1], 0);
    await district.sql('update notice_counts set period = period - 1');
    await uploadAll(flood, [scan({ t: t + 3000, ...attend, reasons: [...attend.reasons] })]);
    assert.deepEqual(await raised('Flood'), [41, 1013]);
  });
});
