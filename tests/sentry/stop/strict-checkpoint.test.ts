import { expect } from '@open-wc/testing';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { decodeSentryCode } from '../../../src/domain/pass/challenge.ts';
import { isDrill } from '../../../src/domain/policy/drill.ts';
import type { Limits } from '../../../src/domain/policy/limits.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { Challenges } from '../../../src/sentry/stop/challenges.ts';
import { Checkpoint } from '../../../src/sentry/stop/checkpoint.ts';
import type { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { removeDevices, testDevice, testPlace, type TestDevice } from '../../support/device.ts';
import { noon, second, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { nobodyAsked } from '../nobody-asked.ts';

const place = testPlace({ category: 'mall', measuresTemperature: false });

describe('a checkpoint where the policy is strict', () => {
  let district: TestDistrict;
  let device: TestDevice;

  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  async function checkpoint(
    limits: Partial<Limits>,
    site = place.site,
    more: { lanes?: () => number; drill?: () => boolean } = {},
  ): Promise<Checkpoint> {
    const issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
    const overrides = [{ scope: { site }, limits, validFrom: null, validTo: null }];
    const inUse = { bundle: { policy: { ...standardPolicy(1), overrides } }, issuers };
    return new Checkpoint({
      identifier: nobodyAsked,
      place,
      clock: device.clock,
      bundles: { current: () => inUse, dataAsOf: noon } as unknown as BundleKeeper,
      queue: device.queue,
      temperature: async () => null,
      denied: () => false,
      challenges: new Challenges(place, () => performance.now()),
      boot: '0badcafe',
      ...more,
    });
  }

  it('shows its code, admits who answers it, and takes the answer once', async () => {
    const gate = await checkpoint({ strict: true });
    const code = gate.sentryCode()!;
    const person = await district.person();
    const text = await shown(person, noon, decodeSentryCode(code));
    const passage = await gate.pass({ kind: 'qr', text, at: noon });
    expect(passage.verdict).to.deep.include({ outcome: 'admit', reasons: [] });
    expect(passage.verification.challenged).to.equal(true);
    expect(gate.sentryCode(), 'the next code stands at once').to.not.equal(code);
    const other = await shown(await district.person(), noon + second, decodeSentryCode(code));
    const again = await gate.pass({ kind: 'qr', text: other, at: noon + second });
    expect(again.verification.proof).to.equal('stale');
    expect(again.verdict.outcome).to.equal('refuse');
  });

  it('admits nobody by a code that answers nothing', async () => {
    const gate = await checkpoint({ strict: true });
    const { verdict } = await gate.pass({ kind: 'qr', text: await shown(await district.person()), at: noon });
    expect(verdict.outcome).to.not.equal('admit');
  });

  it('shows no code where the policy asks for none', async () => {
    expect((await checkpoint({ strict: false })).sentryCode()).to.equal(null);
    expect((await checkpoint({ strict: true }, place.site + 1)).sentryCode()).to.equal(null);
  });

  it('shows its code at a site of two sentries: one picture works at no second lane', async () => {
    const lanes = async (count: number) => checkpoint({}, place.site, { lanes: () => count });
    expect((await lanes(1)).sentryCode()).to.equal(null);
    const [first, second] = [await lanes(2), await lanes(2)];
    const text = await shown(await district.person(), noon, decodeSentryCode(first.sentryCode()!));
    expect((await first.pass({ kind: 'qr', text, at: noon })).verdict.outcome).to.equal('admit');
    const { verdict } = await second.pass({ kind: 'qr', text, at: noon });
    expect(verdict.outcome).to.not.equal('admit');
  });

  it('records nothing of anybody while the staff practise, and uses up no showing', async () => {
    let drilling = true;
    const gate = await checkpoint({ strict: false }, place.site, { drill: () => drilling });
    const text = await shown(await district.person());
    const { verdict, scan, drill } = await gate.pass({ kind: 'qr', text, at: noon });
    expect([verdict.outcome, drill]).to.deep.equal(['admit', true]);
    expect(scan).to.deep.include({ pass: null, showing: null, body: null, outcome: 'attend' });
    expect(scan.reasons).to.deep.equal(['drill.passage', 'drill.admit']);
    expect(scan.facts).to.equal(undefined);
    expect(isDrill(scan)).to.equal(true);
    drilling = false;
    const real = await gate.pass({ kind: 'qr', text, at: noon + second });
    expect(real.verdict.outcome).to.equal('admit');
    expect(isDrill(real.scan)).to.equal(false);
  });
});
