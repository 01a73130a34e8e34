import { expect } from '@open-wc/testing';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { faultInScan } from '../../../src/domain/scan/scan.ts';
import type { MeasuredTemperature } from '../../../src/domain/scan/temperature.ts';
import { Checkpoint, type Passage } from '../../../src/sentry/stop/checkpoint.ts';
import type { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';
import { removeDevices, testDevice, testPlace, waitingScans, type TestDevice } from '../../support/device.ts';
import { noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { nobodyAsked } from '../nobody-asked.ts';
import { temperatureOf } from '../passages.ts';

/** Surfaces in a room of 25 °C, and the body temperatures that follow. */
const [cold, ordinary, doubtful, high] = [3050, 3450, 3520, 3600].map(temperatureOf);

describe('a checkpoint that measures twice', () => {
  let district: TestDistrict;
  let device: TestDevice;
  /** The first measurements whose persons were measured again. */
  let again: (MeasuredTemperature | null)[];

  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
    again = [];
  });
  afterEach(removeDevices);

  /** Somebody comes, of whom this is measured. */
  async function pass(
    first: MeasuredTemperature | null | undefined,
    second: MeasuredTemperature | null | undefined,
    status: Partial<HealthStatus> = {},
    locked = false,
  ): Promise<Passage> {
    const issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
    const inUse = { bundle: { policy: standardPolicy(1) }, issuers };
    const checkpoint = new Checkpoint({
      identifier: nobodyAsked,
      place: testPlace({ measuresTemperature: true }),
      clock: device.clock,
      bundles: { current: () => inUse, dataAsOf: noon } as unknown as BundleKeeper,
      queue: device.queue,
      temperature: async () => first ?? null,
      secondTemperature: async (measured) => {
        again.push(measured);
        return second ?? null;
      },
      denied: () => false,
      locked: () => locked,
      boot: '0badcafe',
    });
    const text = await shown(await district.person(status));
    const passage = await checkpoint.pass({ kind: 'qr', text, at: noon });
    expect(faultInScan(passage.scan)).to.equal(null);
    return passage;
  }

  for (const [what, first] of [
    ['an ordinary temperature', ordinary],
    ['a high one', high],
  ] as const)
    it(`decides by ${what} at once`, async () => {
      const { verdict, scan } = await pass(first, ordinary);
      expect(verdict.outcome).to.equal(first === high ? 'attend' : 'admit');
      expect(again).to.deep.equal([]);
      expect(scan.measurement).to.not.have.property('first');
    });

  it('admits whose doubtful temperature the second measurement finds below a fever, and records both', async () => {
    const { verdict, scan } = await pass(doubtful, ordinary);
    expect(verdict.outcome).to.equal('admit');
    expect(again).to.deep.equal([doubtful]);
    const [stored] = await waitingScans(device, 1);
    for (const record of [scan, stored!]) {
      expect(record).to.include({ body: ordinary!.body, surface: 3450 });
      expect(record.measurement!.first).to.deep.equal({ body: doubtful!.body, surface: 3520 });
    }
  });

  it('decides by the second measurement where it is high', async () => {
    const { verdict } = await pass(doubtful, high);
    expect(verdict.reasons.map(({ rule, cause }) => [rule, cause])).to.deep.equal([
      ['temperature.high', 'not-met'],
    ]);
  });

  for (const [what, first] of [
    ['doubtful', doubtful],
    ['too low', cold],
    ['unsteady', { ...ordinary!, doubt: 'unsteady' as const }],
  ] as const)
    it(`admits nobody by a ${what} measurement that nothing confirms, and keeps it as it was`, async () => {
      const { verdict, scan } = await pass(first, null);
      expect(verdict.outcome).to.equal('attend');
      expect(verdict.reasons.every(({ cause }) => cause === 'unknown')).to.equal(true);
      expect(scan).to.include({ body: first!.body, surface: first!.surface });
      expect(scan.measurement).to.include({ doubt: 'unconfirmed' });
      expect(scan.facts!.temperature).to.equal(null);
    });

  it('measures again whom nothing was read of', async () => {
    const { verdict, scan } = await pass(null, ordinary);
    expect(verdict.outcome).to.equal('admit');
    expect(scan.measurement).to.include({ doubt: null }).and.to.not.have.property('first');
    expect((await pass(null, null)).scan.measurement).to.equal(undefined);
  });

  it('keeps nobody waiting who is not admitted for another reason', async () => {
    expect((await pass(doubtful, ordinary, { colour: 'red' })).verdict.outcome).to.equal('refuse');
    expect((await pass(null, ordinary, { lastResult: 'positive' })).verdict.outcome).to.equal('refuse');
    expect((await pass(doubtful, ordinary, {}, true)).verdict.outcome).to.not.equal('admit');
    expect(again).to.deep.equal([]);
  });
});
