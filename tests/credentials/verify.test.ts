import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../src/credentials/holder.ts';
import { importIssuers } from '../../src/credentials/health-pass-verifier.ts';
import { Stop, verifyPresented, type PresentedContext } from '../../src/credentials/verify.ts';
import type { TrustList } from '../../src/domain/trust-list.ts';
import { day, noon, second, shown, testDistrict, type TestDistrict } from '../support/district.ts';
import {
  claimsOf,
  dccOf,
  makeHcert,
  test,
  testSigner,
  trusting,
  type TestSigner,
} from './hcert/make-hcert.ts';
import type { Writable } from './hcert/write-cbor.ts';
import {
  cardIssuer,
  numeric,
  numericChunks,
  signCard,
  trustingCards,
} from './smart-health-card/make-card.ts';

let district: TestDistrict;
let signer: TestSigner;
let trust: TrustList;
let context: (at?: number) => PresentedContext;
let card: string;

/** A certificate of the same masked name as the pass below, "G*r". */
const hcert = (dcc = dccOf()) => makeHcert(signer, { claims: claimsOf(new Map([[1, dcc]])) });
const person = (change = {}): Promise<HeldPass> =>
  district.person({ maskedName: 'G*r', doses: 1, ...change });

describe('everything shown at a stop', () => {
  before(async () => {
    [district, signer] = await Promise.all([testDistrict(), testSigner()]);
    const issuer = await cardIssuer();
    card = await signCard(issuer);
    trust = {
      entries: [...trusting(signer).entries, ...trustingCards(issuer).entries],
      revocations: [],
    };
    const issuers = await importIssuers([
      { ...district.issuer.publicKey, notBefore: 0, notAfter: noon + 900 * day },
    ]);
    context = (at = noon) => ({
      now: at,
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers,
      trust,
      used: () => false,
    });
  });

  it('goes through one door, by how its text begins', async () => {
    const kinds: [text: string, kind: string, name: string][] = [
      [await shown(await person()), 'pass', 'G*r'],
      [await hcert(), 'hcert', 'G*r'],
      [numeric(card), 'smart-health-card', 'J*n'],
    ];
    for (const [text, kind, name] of kinds) {
      const found = await verifyPresented(text, context());
      expect(found).to.deep.include({ proof: 'proved', kind });
      expect(found.person!.maskedName.toUpperCase()).to.equal(name.toUpperCase());
    }
    for (const text of ['', 'HC1:', 'shc:/', 'H1:', 'HC1:%%%', 'shc:/1/2/00'])
      expect((await verifyPresented(text, context())).proof, text).to.be.oneOf(['unreadable', 'incomplete']);
  });

  const orders: [what: string, ownFirst: boolean][] = [
    ['the pass first', true],
    ['the foreign credential first', false],
  ];
  for (const [what, ownFirst] of orders) {
    it(`completes a live pass by a foreign credential of one person: ${what}`, async () => {
      const stop = new Stop();
      const [own, other] = [await shown(await person()), await hcert()];
      const [first, second_] = ownFirst ? [own, other] : [other, own];
      const before = await stop.verify([first], context());
      expect(before.mismatch).to.equal(false);
      expect(before.verification.status!.doses).to.equal(ownFirst ? 1 : 2);
      const { verification, mismatch } = await stop.verify([second_], context(noon + 20 * second));
      expect(mismatch).to.equal(false);
      expect(verification).to.deep.include({
        proof: 'proved',
        kind: 'pass',
        source: 'XY, Ministry of Health',
      });
      expect(verification.person!.passId).to.match(/^[0-9a-f]{16}$/);
      expect(verification.status).to.deep.include({ colour: 'green', doses: 2, lastResult: 'negative' });
    });
  }

  it('forgets after a minute, and after an admission', async () => {
    for (const forget of ['minute', 'admission']) {
      const stop = new Stop();
      await stop.verify([await shown(await person())], context());
      if (forget === 'admission') stop.end();
      const at = noon + (forget === 'minute' ? 61 : 1) * second;
      const { verification } = await stop.verify([await hcert()], context(at));
      expect(verification, forget).to.deep.include({ kind: 'hcert', proof: 'proved' });
    }
  });

  it('says once that the proofs are of different persons, and joins nothing', async () => {
    const stop = new Stop();
    await stop.verify([await hcert()], context());
    const other = await person({ maskedName: 'K*n' });
    const found = await stop.verify([await shown(other)], context());
    expect(found.mismatch).to.equal(true);
    expect(found.verification.status!.doses).to.equal(1);
    const again = await stop.verify([await shown(other, noon + 5 * second)], context(noon + 5 * second));
    expect(again.mismatch).to.equal(false);
  });

  it('cannot tell a name in Chinese characters from one in Latin letters, and says so', async () => {
    const stop = new Stop();
    await stop.verify([await shown(await person({ maskedName: '张*三' }))], context());
    const found = await stop.verify([await hcert()], context());
    expect(found.mismatch).to.equal(null);
    expect(found.verification.kind, 'the one that is shown now').to.equal('hcert');
  });

  it('takes another pass for the next person: no proof is carried over', async () => {
    const stop = new Stop();
    await stop.verify([await shown(await person({ maskedName: 'K*n' }))], context());
    await stop.verify([await shown(await person({ doses: 0 }))], context());
    const { verification } = await stop.verify([await hcert()], context());
    expect(verification.kind).to.equal('pass');
    expect(verification.status!.doses).to.equal(2);
  });

  it('joins two foreign credentials of one person, and counts one that is shown twice once', async () => {
    const stop = new Stop();
    const vaccinated = await hcert();
    await stop.verify([vaccinated], context());
    await stop.verify([vaccinated], context());
    const { verification, mismatch } = await stop.verify([await hcert(dccOf({ t: [test] }))], context());
    expect(mismatch).to.equal(false);
    expect(verification.kind).to.equal('hcert');
    expect(verification.status).to.deep.include({ doses: 2, lastResult: 'negative' });
  });

  it('does not take two people with one masked name and foreign credentials for one', async () => {
    const names: [what: string, change: { [name: string]: Writable }, mismatch: boolean | null][] = [
      ['another name', { nam: { fn: 'Moser', gn: 'Gerda', fnt: 'MOSER', gnt: 'GERDA' } }, true],
      ['another day of birth', { dob: '1998-02-27' }, true],
      ['no day of birth', { dob: '' }, null],
    ];
    for (const [what, change, mismatch] of names) {
      const stop = new Stop();
      const first = await stop.verify([await hcert()], context());
      const other = await hcert(dccOf({ t: [test], ...change }));
      const found = await stop.verify([other], context());
      expect(found.verification.person!.maskedName, 'the masks agree').to.equal(
        first.verification.person!.maskedName,
      );
      expect([found.mismatch, found.joined], what).to.deep.equal([mismatch, 'none']);
      expect(found.verification.status!.doses, what).to.equal(null);
    }
  });

  it('tells by what it joined facts', async () => {
    const stop = new Stop();
    const vaccinated = await hcert();
    expect((await stop.verify([vaccinated], context())).joined).to.equal('none');
    expect((await stop.verify([vaccinated], context())).joined, 'one that is shown twice').to.equal('none');
    expect((await stop.verify([await hcert(dccOf({ t: [test] }))], context())).joined).to.equal('name');
    expect((await stop.verify([await shown(await person())], context())).joined).to.equal('mask');
  });

  it('says when two foreign credentials are of different persons', async () => {
    const stop = new Stop();
    await stop.verify([await hcert()], context());
    const { verification, mismatch } = await stop.verify([numeric(card)], context());
    expect(mismatch).to.equal(true);
    expect(verification.kind).to.equal('smart-health-card');
  });

  it('takes nothing from what is not proved', async () => {
    const stop = new Stop();
    const forged = await makeHcert(signer, { signature: (bytes) => bytes.with(5, bytes[5]! ^ 1) });
    const refused = await stop.verify([forged], context());
    expect(refused.verification).to.deep.include({ proof: 'forged', person: null });
    expect(refused.verification.reasons).to.deep.equal(['forged', 'signature-wrong']);
    const { verification } = await stop.verify([await shown(await person())], context());
    expect(verification.status!.doses).to.equal(1);
  });

  it('verifies all codes of a split card together', async () => {
    const [first, ...others] = numericChunks(card, 3);
    const { verification } = await new Stop().verify([first!, ...others], context());
    expect(verification).to.deep.include({ proof: 'proved', kind: 'smart-health-card' });
  });
});
