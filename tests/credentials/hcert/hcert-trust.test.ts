import { expect } from '@open-wc/testing';
import type {
  ForeignContext,
  ForeignProof,
  ForeignReason,
} from '../../../src/credentials/foreign/foreign.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { emptyTrustList, type TrustEntry } from '../../../src/domain/credential/trust-list.ts';
import { kindUsage } from './make-certificate.ts';
import {
  claimsOf,
  dccOf,
  makeHcert,
  noon,
  recovery,
  test,
  testSigner,
  trusting,
  vaccination,
  type Making,
  type TestSigner,
} from './make-hcert.ts';
import type { Writable } from './write-cbor.ts';

let signer: TestSigner;
let rsa: TestSigner;
let stranger: TestSigner;

before(async () => {
  [signer, rsa, stranger] = await Promise.all([testSigner(), testSigner('PS256'), testSigner()]);
});

async function answer(
  text: string,
  change: Partial<ForeignContext> = {},
): Promise<[ForeignProof, ForeignReason[]]> {
  const { proof, reasons, person, facts } = await verifyHcert(text, {
    now: noon,
    trust: trusting(signer, rsa),
    ...change,
  });
  if (proof !== 'proved') expect([person, facts]).to.deep.equal([null, []]);
  return [proof, reasons];
}

const labels = (entries: [number, Writable][]): Map<number, Writable> => new Map(entries);

describe("a health certificate's signer", () => {
  it('is forged when a known key did not sign it', async () => {
    const forgeries: [TestSigner, Making][] = [
      [
        stranger,
        {
          protectedHeader: labels([
            [1, -7],
            [4, signer.kid],
          ]),
        },
      ],
      [signer, { signature: (good) => good.with(63, good[63]! ^ 1) }],
      [signer, { signature: (good) => good.subarray(0, 3) }],
      [signer, { signature: () => new Uint8Array(64) }],
      [signer, { signature: () => new Uint8Array() }],
      [rsa, { signature: (good) => good.with(0, good[0]! ^ 1) }],
      [rsa, { saltLength: 0 }],
      // The key's kind decides, not the message: ES256 by an RSA key and the other way round.
      [
        signer,
        {
          protectedHeader: labels([
            [1, -37],
            [4, signer.kid],
          ]),
        },
      ],
      [
        rsa,
        {
          protectedHeader: labels([
            [1, -7],
            [4, rsa.kid],
          ]),
        },
      ],
    ];
    for (const [by, making] of forgeries)
      expect(await answer(await makeHcert(by, making))).to.deep.equal(['forged', ['signature-wrong']]);
  });

  it('is of an unknown issuer when no key of the list has its id', async () => {
    const nobody: [ForeignProof, ForeignReason[]] = ['unknown-issuer', ['no-such-key']];
    expect(await answer(await makeHcert(stranger))).to.deep.equal(nobody);
    expect(await answer(await makeHcert(signer), { trust: emptyTrustList })).to.deep.equal(nobody);
    // The protected id goes before the other, even when the other one would fit.
    const text = await makeHcert(signer, {
      protectedHeader: labels([[4, Uint8Array.of(1)]]),
      unprotectedHeader: labels([
        [1, -7],
        [4, signer.kid],
      ]),
    });
    expect(await answer(text)).to.deep.equal(nobody);
    // A key of SMART Health Cards signs none of these.
    expect(
      await answer(await makeHcert(signer), { trust: trusting({ ...signer.entry, kind: 'jwk' }) }),
    ).to.deep.equal(nobody);
  });

  it('without a key id is not searched for in a long list', async () => {
    const many = Array.from({ length: 40 }, () => signer.entry);
    const text = await makeHcert(signer, { protectedHeader: labels([[1, -7]]) });
    expect(await answer(text, { trust: trusting(...many) })).to.deep.equal([
      'unknown-issuer',
      ['no-such-key'],
    ]);
    const found = await verifyHcert(text, { now: noon, trust: trusting(...many) });
    expect(found.issuer).to.equal(null);
  });

  it('is tried against every key of its id', async () => {
    const twin: TrustEntry = { ...stranger.entry, kid: signer.entry.kid, issuer: 'Twin' };
    const broken: TrustEntry = { ...signer.entry, key: 'A'.repeat(60), issuer: 'Broken' };
    const found = await verifyHcert(await makeHcert(signer), {
      now: noon,
      trust: trusting(twin, broken, signer),
    });
    expect([found.proof, found.issuer?.name]).to.deep.equal(['proved', 'XY, Ministry of Health']);
    expect(await answer(await makeHcert(signer), { trust: trusting(twin, broken) })).to.deep.equal([
      'forged',
      ['signature-wrong'],
    ]);
    expect(await answer(await makeHcert(signer), { trust: trusting(broken) })).to.deep.equal([
      'unknown-issuer',
      ['key-unusable'],
    ]);
  });

  it('of a key that is suspended or outside its validity is not proved, unless another entry is in force', async () => {
    const text = await makeHcert(signer);
    const resting: [Partial<TrustEntry>, ForeignReason][] = [
      [{ suspended: true }, 'key-suspended'],
      [{ notBefore: noon + 1 }, 'key-not-yet-in-force'],
      [{ notAfter: noon - 1 }, 'key-no-longer-in-force'],
    ];
    for (const [change, reason] of resting) {
      const entry = { ...signer.entry, ...change };
      expect(await answer(text, { trust: trusting(entry) })).to.deep.equal(['suspended-issuer', [reason]]);
      expect(await answer(text, { trust: trusting(entry, signer) })).to.deep.equal(['proved', []]);
    }
    // Forged stays forged, whoever is suspended.
    const forged = await makeHcert(stranger, {
      protectedHeader: labels([
        [1, -7],
        [4, signer.kid],
      ]),
    });
    const suspended = trusting({ ...signer.entry, suspended: true });
    expect(await answer(forged, { trust: suspended })).to.deep.equal(['forged', ['signature-wrong']]);
  });

  it('proves only the kinds its signer may state', async () => {
    const groups = { vaccination: { v: [vaccination] }, test: { t: [test] }, recovery: { r: [recovery] } };
    const kinds = ['vaccination', 'test', 'recovery'] as const;
    for (const allowed of kinds) {
      const limited = await testSigner('ES256', { usages: [kindUsage[allowed]] });
      for (const kind of kinds) {
        const text = await makeHcert(limited, { claims: claimsOf(labels([[1, dccOf(groups[kind])]])) });
        const expected = kind === allowed ? ['proved', []] : ['unknown-issuer', ['key-not-for-this']];
        expect(await answer(text, { trust: trusting(limited) }), `${kind} by ${allowed}`).to.deep.equal(
          expected,
        );
      }
    }
  });
});
