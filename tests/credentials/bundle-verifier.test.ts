import { expect } from '@open-wc/testing';
import { BundleRefused, verifyBundle } from '../../src/credentials/bundle-verifier.ts';
import { base64url, fromBase64url } from '../../src/domain/bytes.ts';
import type { PublicKey, SignedBundle } from '../../src/domain/bundle.ts';
import { testDistrict, testKey, type TestDistrict } from '../support/district.ts';

let district: TestDistrict;
let signed: SignedBundle;
let key: PublicKey;

/** Why it was refused; 'taken' when it was not. */
async function fate(bundle: SignedBundle, held = 0, by: PublicKey = key): Promise<string> {
  try {
    await verifyBundle(bundle, by, held);
    return 'taken';
  } catch (fault) {
    expect(fault).to.be.instanceOf(BundleRefused);
    expect((fault as Error).message).to.match(/\.$/);
    return (fault as BundleRefused).reason;
  }
}

describe('verifyBundle', () => {
  before(async () => {
    district = await testDistrict();
    key = district.bundleKey.publicKey;
    signed = await district.publish({ version: 5 });
  });

  it('gives the bundle that the district signed', async () => {
    expect(await verifyBundle(signed, key, 0)).to.deep.equal(district.bundle({ version: 5 }));
  });

  it('takes the version already held once more, and a newer one, and refuses an older one', async () => {
    expect(await fate(signed, 4)).to.equal('taken');
    expect(await fate(signed, 5)).to.equal('taken');
    expect(await fate(signed, 6)).to.equal('older');
  });

  it('refuses a bundle of another key, even under the same number', async () => {
    const stranger = await testKey(key.id);
    expect(await fate(signed, 0, stranger.publicKey)).to.equal('signature');
  });

  it('refuses a bundle that names another key', async () => {
    expect(await fate({ ...signed, key: key.id + 1 })).to.equal('signature');
  });

  it('refuses a body in which any one character was changed', async () => {
    const step = Math.ceil(signed.body.length / 300);
    for (let at = 0; at < signed.body.length; at += step) {
      const other = signed.body[at] === '0' ? '1' : '0';
      const body = signed.body.slice(0, at) + other + signed.body.slice(at + 1);
      expect(await fate({ ...signed, body }), `character ${at}`).to.equal('signature');
    }
  });

  it('refuses a body with a space more: the text is what was signed', async () => {
    expect(await fate({ ...signed, body: `${signed.body} ` })).to.equal('signature');
  });

  it('refuses a signature in which any one bit was changed', async () => {
    const bytes = fromBase64url(signed.signature);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(await fate({ ...signed, signature: base64url(changed) }), `bit ${bit}`).to.equal('signature');
    }
  });

  for (const signature of ['', 'AA', '!', 'A'.repeat(86), '=']) {
    it(`refuses "${signature.slice(0, 5)}" (${signature.length} characters) as a signature`, async () => {
      expect(await fate({ ...signed, signature })).to.equal('signature');
    });
  }

  it('refuses what the district signed for another purpose', async () => {
    const { body, signature } = await district.siteCode(new Uint8Array(6), new Uint8Array(4));
    const text = String.fromCharCode(...body);
    expect(
      await fate({ body: text, key: 5, signature: base64url(signature) }, 0, district.siteCodeKey.publicKey),
    ).to.equal('signature');
  });

  for (const point of ['', 'BAAA', base64url(new Uint8Array(65).fill(4))]) {
    it(`refuses everything by a key that is no point (${point.length} characters)`, async () => {
      expect(await fate(signed, 0, { id: key.id, point })).to.equal('signature');
    });
  }

  it('refuses a signed text that lacks a part, and says which', async () => {
    const { policy: _policy, ...rest } = district.bundle();
    const refused = await verifyBundle(await district.signBundle(JSON.stringify(rest)), key, 0).catch(
      (fault: unknown) => fault,
    );
    expect(refused).to.be.instanceOf(BundleRefused);
    expect((refused as BundleRefused).reason).to.equal('malformed');
    expect((refused as BundleRefused).message).to.contain('policy');
  });

  for (const [what, value] of [
    ['nothing', null],
    ['undefined', undefined],
    ['a text', 'bundle'],
    ['an empty object', {}],
    ['a body that is an object', { body: {}, key: 3, signature: 'AA' }],
    ['no signature', { body: '{}', key: 3 }],
  ] as const) {
    it(`refuses ${what} in place of a bundle`, async () => {
      expect(await fate(value as unknown as SignedBundle)).to.equal('malformed');
    });
  }
});
