import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../src/credentials/holder.ts';
import type { Limits } from '../../src/domain/limits.ts';
import { faultInScan } from '../../src/domain/scan.ts';
import { standardLimits, standardPolicy } from '../../src/domain/standard-policy.ts';
import type { PassBody } from '../../src/domain/health-pass.ts';
import type { TrustList } from '../../src/domain/trust-list.ts';
import { Checkpoint, type Passage } from '../../src/sentry/checkpoint.ts';
import { BundleKeeper } from '../../src/store/bundle-keeper.ts';
import { makeHcert, testSigner, trusting, type TestSigner } from '../credentials/hcert/make-hcert.ts';
import {
  cardIssuer,
  numericChunks,
  signCard,
  trustingCards,
  type CardIssuer,
} from '../credentials/smart-health-card/make-card.ts';
import { noneDenied, removeDevices, testDevice, testPlace, type TestDevice } from '../support/device.ts';
import { minute, noon, second, shown, testDistrict, type TestDistrict } from '../support/district.ts';

let district: TestDistrict;
let signer: TestSigner;
let cards: CardIssuer;
let trust: TrustList;
let device: TestDevice;

/** A gate that demands two doses and takes no temperature. */
async function gate(believed = trust, limits: Partial<Limits> = {}): Promise<Checkpoint> {
  const policy = { ...standardPolicy(1), limits: { ...standardLimits, requiredDoses: 2, ...limits } };
  const bundles = await BundleKeeper.open(device.settings, device.clock, district.root.publicKey);
  await bundles.take(await district.publish({ trust: believed, policy }));
  await bundles.hear(await district.word({ at: noon - minute }));
  return new Checkpoint({
    place: testPlace({ measuresTemperature: false }),
    clock: device.clock,
    bundles,
    queue: device.queue,
    temperature: async () => null,
    denied: noneDenied,
    boot: '0badcafe',
  });
}

async function show(checkpoint: Checkpoint, codes: string | string[], at = noon): Promise<Passage> {
  device.wall.now = at;
  const [text, ...otherCodes] = [codes].flat();
  const passage = await checkpoint.pass({ kind: 'qr', text: text!, otherCodes, at });
  expect(faultInScan(passage.scan), 'the server can take every record').to.equal(null);
  return passage;
}

const rules = ({ verdict }: Passage): string[] => verdict.reasons.map(({ rule }) => rule);
/** One dose by the pass; the masked name is that of the certificates below. */
const person = (change: Partial<PassBody> = {}): Promise<HeldPass> =>
  district.person({ maskedName: 'G*r', doses: 1, ...change });

describe('a foreign credential at the gate', () => {
  before(async () => {
    [district, signer, cards] = await Promise.all([testDistrict(), testSigner(), cardIssuer()]);
    trust = { entries: [...trusting(signer).entries, ...trustingCards(cards).entries], revocations: [] };
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('alone lets its bearer wait for staff, tells who and what, and stores no pass', async () => {
    const passage = await show(await gate(), await makeHcert(signer));
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.include('identity.foreign');
    expect(passage.verification).to.deep.include({ proof: 'proved', kind: 'hcert' });
    expect(passage.verification.person!.maskedName.toUpperCase()).to.equal('G*R');
    expect(passage.scan).to.deep.include({ pass: null, showing: null });
  });

  it('split over several codes is one passage', async () => {
    const passage = await show(await gate(), numericChunks(await signCard(cards), 3));
    expect(passage.verification).to.deep.include({ proof: 'proved', kind: 'smart-health-card' });
    expect(passage.verdict.outcome).to.equal('attend');
    expect(passage.scan.seq).to.equal(1);
  });

  it('of nobody the district trusts is refused, with the reason', async () => {
    const passage = await show(await gate({ entries: [], revocations: [] }), await makeHcert(signer));
    expect(rules(passage)).to.deep.equal(['proof.forged']);
    expect(passage.verification.reasons).to.deep.equal(['unknown-issuer', 'no-such-key']);
  });

  it('completes the pass of the same person: what the pass lacks, it proves', async () => {
    const checkpoint = await gate();
    const healthy = await person();
    const first = await show(checkpoint, await shown(healthy));
    expect(rules(first)).to.deep.equal(['doses.required']);
    const second_ = await show(checkpoint, await makeHcert(signer), noon + 20 * second);
    expect(second_.verdict).to.deep.include({ outcome: 'admit', reasons: [] });
    expect(second_.scan.pass, 'the holder of the pass was let in').to.equal(first.scan.pass);
    const next = await show(checkpoint, await makeHcert(signer), noon + 30 * second);
    expect(rules(next), 'an admission ends the stop: nobody borrows the pass').to.include('identity.foreign');
    expect(next.scan.pass).to.equal(null);
  });

  it('of the same masked name alone is for the guard where the phone must answer', async () => {
    const checkpoint = await gate(trust, { strict: true });
    await show(checkpoint, await shown(await person()));
    const passage = await show(checkpoint, await makeHcert(signer), noon + 20 * second);
    expect(passage.joined).to.equal('mask');
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.deep.equal(['identity.mask', 'challenge.missing']);
    expect(passage.scan.facts).to.deep.include({ joined: 'mask', doses: 2 });
    const kept = JSON.stringify(passage.scan);
    for (const secret of ['Gabriele', 'GABRIELE', 'Musterfrau', 'MUSTERFRAU', '1998'])
      expect(kept, 'no name and no date of birth is kept').not.to.contain(secret);
  });

  it('of another person is said, and admits nobody', async () => {
    const checkpoint = await gate();
    await show(checkpoint, await makeHcert(signer));
    const passage = await show(checkpoint, await shown(await person({ maskedName: 'K*n', doses: 3 })));
    expect(passage.mismatch).to.equal(true);
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.deep.equal(['identity.mismatch']);
    expect((await checkpoint.again(passage)).verdict.outcome, 'measured again').to.equal('attend');
  });

  const refused: [what: string, change: Partial<PassBody>, rule: string][] = [
    ['red', { colour: 'red' }, 'status.red'],
    ['positive', { lastResult: 'positive' }, 'result.positive'],
  ];
  for (const [what, change, rule] of refused) {
    it(`makes no ${what} person any better`, async () => {
      const checkpoint = await gate();
      await show(checkpoint, await shown(await person(change)));
      const passage = await show(checkpoint, await makeHcert(signer), noon + second);
      expect(passage.verdict.outcome).to.equal('refuse');
      expect(rules(passage)).to.include(rule);
    });
  }
});
