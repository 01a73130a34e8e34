import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import { secondProofMs } from '../../../src/credentials/shown/stop.ts';
import type { Limits } from '../../../src/domain/policy/limits.ts';
import { faultInScan } from '../../../src/domain/scan/scan.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import type { PassBody } from '../../../src/domain/pass/health-pass.ts';
import type { TrustList } from '../../../src/domain/credential/trust-list.ts';
import { Checkpoint, offersSecondProof, type Passage } from '../../../src/sentry/stop/checkpoint.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { makeHcert, testSigner, trusting, type TestSigner } from '../../credentials/hcert/make-hcert.ts';
import {
  cardIssuer,
  numericChunks,
  signCard,
  trustingCards,
  type CardIssuer,
} from '../../credentials/smart-health-card/make-card.ts';
import { noneDenied, removeDevices, testDevice, testPlace, type TestDevice } from '../../support/device.ts';
import { minute, noon, second, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { nobodyAsked } from '../nobody-asked.ts';

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
    identifier: nobodyAsked,
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

  it('completes the pass of the same person when the guard says so: what the pass lacks, it proves', async () => {
    const checkpoint = await gate();
    const healthy = await person();
    const first = await show(checkpoint, await shown(healthy));
    expect(rules(first)).to.deep.equal(['doses.required']);
    expect(offersSecondProof(first)).to.equal(true);
    expect(checkpoint.beginSecondProof(first)).to.deep.equal({
      maskedName: 'G*r',
      until: noon + secondProofMs,
    });
    const second_ = await show(checkpoint, await makeHcert(signer), noon + 20 * second);
    expect(second_.verdict).to.deep.include({ outcome: 'admit', reasons: [] });
    expect(offersSecondProof(second_), 'nothing is left to prove').to.equal(false);
    expect(second_.scan.pass, 'the holder of the pass was let in').to.equal(first.scan.pass);
    expect(checkpoint.beginSecondProof(second_), 'an admission ends the stop').to.equal(null);
    const next = await show(checkpoint, await makeHcert(signer), noon + 30 * second);
    expect(rules(next), 'nobody borrows the pass').to.include('identity.foreign');
    expect(next.scan.pass).to.equal(null);
  });

  it('of the same masked name alone is for the guard where the phone must answer', async () => {
    const checkpoint = await gate(trust, { strict: true });
    checkpoint.beginSecondProof(await show(checkpoint, await shown(await person())));
    const passage = await show(checkpoint, await makeHcert(signer), noon + 20 * second);
    expect(passage.joined).to.equal('mask');
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.deep.equal(['identity.mask', 'challenge.missing']);
    expect(passage.scan.facts).to.deep.include({ joined: 'mask', doses: 2 });
    const kept = JSON.stringify(passage.scan);
    for (const secret of ['Gabriele', 'GABRIELE', 'Musterfrau', 'MUSTERFRAU', '1998'])
      expect(kept, 'no name and no date of birth is kept').not.to.contain(secret);
  });

  const earlier: [what: string, tapped: boolean][] = [
    ['of the person before', false],
    ['of a person whose other proof is waited for', true],
  ];
  for (const [what, tapped] of earlier) {
    it(`${what} is nothing to the next visitor: a green live pass is admitted`, async () => {
      const checkpoint = await gate();
      const foreign = await show(checkpoint, await makeHcert(signer));
      if (tapped) expect(checkpoint.beginSecondProof(foreign)).not.to.equal(null);
      const passage = await show(checkpoint, await shown(await person({ maskedName: 'K*n', doses: 3 })));
      expect(passage.verdict.outcome).to.equal('admit');
      expect(passage.scan.facts).to.deep.include({ mismatch: false, joined: 'none', doses: 3 });
      expect(checkpoint.secondProof).to.equal(null);
    });
  }

  it('of a namesake before admits nobody by itself', async () => {
    const checkpoint = await gate();
    await show(checkpoint, await makeHcert(signer));
    const passage = await show(checkpoint, await shown(await person()), noon + second);
    expect(rules(passage)).to.deep.equal(['doses.required']);
    expect(passage.joined).to.equal('none');
  });

  it('of another person, shown as somebody’s other proof, is said and counts as nobody’s', async () => {
    const checkpoint = await gate();
    checkpoint.beginSecondProof(await show(checkpoint, await shown(await person({ maskedName: 'K*n' }))));
    const passage = await show(checkpoint, await makeHcert(signer), noon + second);
    expect(passage.verification.kind).to.equal('hcert');
    expect(rules(passage)).to.include.members(['identity.mismatch', 'identity.foreign']);
    expect((await checkpoint.again(passage)).verdict.outcome, 'measured again').to.equal('attend');
  });

  it('that may have been called back completes nothing: who cannot look does not know', async () => {
    const kept = trust.entries.map((entry) => ({ ...entry, crlVersion: 3 }));
    const checkpoint = await gate({ entries: kept, revocations: [] });
    for (const codes of [await makeHcert(signer), numericChunks(await signCard(cards), 1)]) {
      const holder = await person({ maskedName: typeof codes === 'string' ? 'G*r' : 'J*n' });
      const foreign = await show(checkpoint, codes);
      expect(foreign.verification.reasons).to.include('revocation-unknown');
      expect(checkpoint.beginSecondProof(foreign)).not.to.equal(null);
      const passage = await show(checkpoint, await shown(holder));
      expect(passage.joined).to.equal('mask');
      expect(rules(passage)).to.deep.equal(['doses.required']);
      checkpoint.endSecondProof();
    }
  });

  it('is waited for until the guard or the clock says otherwise', async () => {
    const checkpoint = await gate();
    for (const end of ['tap', 'time'] as const) {
      device.wall.now = noon;
      checkpoint.beginSecondProof(await show(checkpoint, await makeHcert(signer)));
      expect(checkpoint.secondProof, end).not.to.equal(null);
      if (end === 'tap') checkpoint.endSecondProof();
      else device.wall.now = noon + secondProofMs;
      expect(checkpoint.secondProof, end).to.equal(null);
    }
  });

  const refused: [what: string, change: Partial<PassBody>, rule: string][] = [
    ['red', { colour: 'red' }, 'status.red'],
    ['positive', { lastResult: 'positive' }, 'result.positive'],
  ];
  for (const [what, change, rule] of refused) {
    it(`makes no ${what} person any better`, async () => {
      const checkpoint = await gate();
      const own = await show(checkpoint, await shown(await person(change)));
      expect(offersSecondProof(own), 'no other proof could help').to.equal(false);
      checkpoint.beginSecondProof(own);
      const passage = await show(checkpoint, await makeHcert(signer), noon + second);
      expect(passage.verdict.outcome).to.equal('refuse');
      expect(rules(passage)).to.include(rule);
    });
  }
});
