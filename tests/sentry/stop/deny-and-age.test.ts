import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import { base64url, hex } from '../../../src/domain/bytes/bytes.ts';
import { denyListMessage, passIdsText, type SignedDenyList } from '../../../src/domain/pass/deny-list.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { bodyTemperature } from '../../../src/domain/scan/temperature.ts';
import { Checkpoint, type Passage } from '../../../src/sentry/stop/checkpoint.ts';
import { lockedOut, type GateState } from '../../../src/sentry/device/gate-state.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { DenyListKeeper } from '../../../src/store/district/deny-list-keeper.ts';
import { removeDevices, testDevice, testPlace, type TestDevice } from '../../support/device.ts';
import { day, hour, noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { nobodyAsked } from '../nobody-asked.ts';

let district: TestDistrict;
let device: TestDevice;
let bundles: BundleKeeper;
let denyList: DenyListKeeper;
let checkpoint: Checkpoint;
let person: HeldPass;

async function listOf(version: number, ids: string[]): Promise<SignedDenyList> {
  const body = JSON.stringify({ version, at: noon, ids: passIdsText(ids) });
  const signature = await sign(district.wordKey.pair.privateKey, denyListMessage(body));
  return { body, key: district.wordKey.publicKey.id, signature: base64url(signature) };
}

async function show(at: number, who = person): Promise<Passage> {
  device.wall.now = at;
  return checkpoint.pass({ kind: 'qr', text: await shown(who, at), at });
}

const outcome = ({ verdict }: Passage): [string, ...string[]] => [
  verdict.outcome,
  ...verdict.reasons.map(({ rule }) => rule),
];

describe('changes of a status at the gate', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
    bundles = await BundleKeeper.open(device.settings, device.clock, district.root.publicKey);
    await bundles.take(await district.publish({ expiresAt: noon + 30 * day }));
    await bundles.hear(await district.word({ denyVersion: 1 }));
    denyList = await DenyListKeeper.open(device.settings, () => bundles.charter);
    await denyList.take(await listOf(1, []));
    person = await district.person();
    checkpoint = new Checkpoint({
      identifier: nobodyAsked,
      place: testPlace(),
      clock: device.clock,
      bundles,
      queue: device.queue,
      temperature: async () => {
        const body = bodyTemperature(3484, 2500);
        return {
          surface: 3484,
          ambient: 2500,
          distance: null,
          at: device.wall.now,
          body,
          formula: 'melexis-forehead',
          uncertainty: 40,
          doubt: null,
        };
      },
      denied: (passId) => denyList.denied(passId, bundles.denyVersion),
      boot: '0badcafe',
    });
  });
  afterEach(removeDevices);

  it('a pass on the list is refused, with no network, whatever it states', async () => {
    expect(outcome(await show(noon))).to.deep.equal(['admit']);
    await denyList.take(await listOf(2, [hex(person.fields.passId)]));
    const passage = await show(noon + hour);
    expect(outcome(passage).slice(0, 2)).to.deep.equal(['refuse', 'pass.denied']);
    expect(passage.verdict.reasons[0]!.texts.en).to.contain('revoked');
    expect(outcome(await show(noon + hour, await district.person()))).to.deep.equal(['admit']);
  });

  it('a list behind the server’s statement lets nobody pass whom it does not know', async () => {
    await bundles.hear(await district.word({ at: noon + 1, denyVersion: 2 }));
    expect(outcome(await show(noon + hour))).to.deep.equal(['attend', 'pass.denied']);
    await denyList.take(await listOf(2, []));
    expect(outcome(await show(noon + 2 * hour))).to.deep.equal(['admit']);
  });

  it('without any list nobody is admitted', async () => {
    denyList = await DenyListKeeper.open(device.settings, () => null);
    const passage = await show(noon);
    expect(outcome(passage)).to.deep.equal(['attend', 'pass.denied']);
    expect(passage.verdict.reasons[0]!.texts.en).to.equal('There is no list of revoked passes to check');
  });

  it('after two days without a network the guard must attend, and is told and hears why', async () => {
    const later = noon + 2 * day;
    expect(standardPolicy(1).limits.dataMaxHours).to.be.at.most(48);
    const just = await district.person({ notBefore: later - 2 * hour, sampleTime: later - 10 * hour });
    expect(outcome(await show(later - 1, just)), 'a moment before').to.deep.equal(['admit']);
    // The person renewed the pass and was tested in the meantime: only the sentry is behind.
    const fresh = await district.person({ notBefore: later - hour, sampleTime: later - 10 * hour });
    const passage = await show(later, fresh);
    expect(outcome(passage)).to.deep.equal(['attend', 'data.age']);
    const [reason] = passage.verdict.reasons;
    expect(reason!.voice).to.equal('data-old');
    expect(reason!.texts['zh-CN']).to.contain('未联网');
    expect(passage.dataAsOf, 'the verdict shows of when the data is').to.equal(noon);
    await bundles.hear(await district.word({ at: later, denyVersion: 1 }));
    const next = await district.person({ notBefore: later - hour, sampleTime: later - 10 * hour });
    expect(outcome(await show(later + 1000, next))).to.deep.equal(['admit']);
  });

  it('a clock set back does not make old data young again', async () => {
    const later = noon + 2 * day;
    device.wall.now = later;
    device.clock.raise(later);
    device.wall.now = noon + hour;
    expect(device.clock.now()).to.equal(later);
    const state = { dataAsOf: bundles.dataAsOf, dataMaxHours: 24 } as GateState;
    expect(lockedOut(state, device.clock.now())).to.equal(true);
  });

  it('the gate is locked out from the limit on', () => {
    const state = { dataAsOf: noon, dataMaxHours: 24 } as GateState;
    expect(lockedOut(state, noon + 24 * hour - 1)).to.equal(false);
    expect(lockedOut(state, noon + 24 * hour)).to.equal(true);
    expect(lockedOut({ ...state, dataAsOf: null }, noon)).to.equal(true);
    expect(lockedOut({ ...state, dataMaxHours: null }, noon + day)).to.equal(false);
  });
});
