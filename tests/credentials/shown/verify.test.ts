import { expect } from '@open-wc/testing';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import type { PresentedContext } from '../../../src/credentials/shown/verify.ts';
import { verifyShown } from '../../support/verify-shown.ts';
import type { TrustList } from '../../../src/domain/credential/trust-list.ts';
import { day, noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { makeHcert, testSigner, trusting, type TestSigner } from '../hcert/make-hcert.ts';
import { cardIssuer, numeric, signCard, trustingCards } from '../smart-health-card/make-card.ts';

let district: TestDistrict;
let signer: TestSigner;
let trust: TrustList;
let context: (at?: number) => PresentedContext;
let card: string;

describe('everything shown', () => {
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
      [await shown(await district.person({ maskedName: 'G*r' })), 'pass', 'G*r'],
      [await makeHcert(signer), 'hcert', 'G*r'],
      [numeric(card), 'smart-health-card', 'J*n'],
    ];
    for (const [text, kind, name] of kinds) {
      const found = await verifyShown(text, context());
      expect(found).to.deep.include({ proof: 'proved', kind });
      expect(found.person!.maskedName.toUpperCase()).to.equal(name.toUpperCase());
    }
    for (const text of ['', 'HC1:', 'shc:/', 'H1:', 'HC1:%%%', 'shc:/1/2/00'])
      expect((await verifyShown(text, context())).proof, text).to.be.oneOf(['unreadable', 'incomplete']);
  });
});
