import { expect } from '@open-wc/testing';
import { importIssuers, verifyShownPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import type { Issuers, VerifyingContext } from '../../../src/credentials/pass/verifying-context.ts';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import { passTextMaxLength } from '../../../src/domain/pass/health-pass.ts';
import { noon, second, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { rounds } from '../../support/rounds.ts';

const here = { site: 12, device: 3 };
const asked = { ...here, challenge: Uint8Array.of(1, 2, 3, 4) };

describe('a pass that answers a sentry’s code', () => {
  let district: TestDistrict;
  let issuers: Issuers;
  let person: HeldPass;
  before(async () => {
    district = await testDistrict();
    issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
    person = await district.person({ maskedName: '张*三' });
  });

  const at = (audience: VerifyingContext['audience'], now = noon): VerifyingContext => ({
    now,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers,
    used: () => false,
    ...(audience && { audience }),
  });
  const asking = { ...here, knows: (challenge: Uint8Array) => hex(challenge) === '01020304' };

  it('is proved at the sentry that asked, and says so', async () => {
    const text = await shown(person, noon, asked);
    const verification = await verifyShownPass(text, at(asking));
    expect(verification).to.deep.include({ proof: 'proved', kind: 'pass', challenged: true });
    expect(hex(verification.showing!.slice(0, 8))).to.equal('000e100401020304');
    expect(verification.showing!.length).to.equal(72);
    expect(text.length).to.be.at.most(passTextMaxLength);
  });

  for (const [what, audience] of [
    ['another gate of the site', { ...asking, device: 4 }],
    ['another site', { ...asking, site: 13 }],
  ] as const) {
    it(`is worth nothing at ${what}, whatever that one asked`, async () => {
      const text = await shown(person, noon, asked);
      expect((await verifyShownPass(text, at({ ...audience, knows: () => true }))).proof).to.equal('forged');
    });
  }

  it('is worth nothing where nobody asks', async () => {
    expect((await verifyShownPass(await shown(person, noon, asked), at(undefined))).proof).to.equal('forged');
  });

  it('is stale once the sentry no longer knows its challenge', async () => {
    const text = await shown(person, noon, asked);
    const verification = await verifyShownPass(text, at({ ...asking, knows: () => false }));
    expect(verification).to.deep.include({ proof: 'stale', challenged: false, person: null, showing: null });
  });

  it('does not outlive its seconds, though the challenge is known', async () => {
    const text = await shown(person, noon, asked);
    expect((await verifyShownPass(text, at(asking, noon + 91 * second))).proof).to.equal('stale');
  });

  it('is proved, but not as an answer, when it answers nothing', async () => {
    const verification = await verifyShownPass(await shown(person), at(asking));
    expect(verification).to.deep.include({ proof: 'proved', challenged: false });
  });

  it('is not proved with any one bit changed', async () => {
    const bytes = fromBase45((await shown(person, noon, asked)).slice(3));
    const believing = at({ ...asking, knows: () => true });
    for (let bit = 0; bit < bytes.length * 8; bit += rounds(7, 1)) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const { proof } = await verifyShownPass(`H1:${base45(changed)}`, believing);
      expect(proof, `bit ${bit & 7} of byte ${bit >> 3}`).to.not.equal('proved');
    }
  });
});
