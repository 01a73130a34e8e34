import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Alarm, BoardAnswer } from '../../src/domain/api.ts';
import type { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { TestDistrict } from './support/district.ts';
import { sites } from './support/fixtures.ts';
import { healthyFacts, scan, uploadAll, type ScanAtGate } from './support/scans.ts';

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
});
