import { expect } from '@open-wc/testing';
import type { ForeignContext, ForeignProof, ForeignReason } from '../../../src/credentials/foreign.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { base45 } from '../../../src/domain/base45.ts';
import {
  claimsOf,
  compressed,
  day,
  dccOf,
  makeHcert,
  makeMessage,
  noon,
  pack,
  test,
  testSigner,
  trusting,
  vaccination,
  type Making,
  type TestSigner,
} from './make-hcert.ts';
import { Tag, writeCbor, type Writable } from './write-cbor.ts';

let signer: TestSigner;
let rsa: TestSigner;

before(async () => {
  [signer, rsa] = await Promise.all([testSigner(), testSigner('PS256')]);
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
const numbers = { ES256: -7, PS256: -37 };

describe('a health certificate', () => {
  it('is proved: who signed it, whose it is and what it says', async () => {
    const found = await verifyHcert(await makeHcert(signer), { now: noon, trust: trusting(signer) });
    expect(found).to.deep.equal({
      source: 'hcert',
      proof: 'proved',
      issuer: { name: 'XY, Ministry of Health', kid: signer.entry.kid },
      person: {
        name: 'Gabriele Musterfrau-Gößinger',
        birthDate: '1998-02-26',
        masked: 'G*r',
        familyKey: 'MUSTERFRAU<GOESSINGER',
        givenKey: 'GABRIELE',
      },
      facts: [
        {
          kind: 'vaccination',
          at: Date.UTC(2026, 1, 18),
          method: null,
          result: null,
          dose: { number: 2, total: 3 },
          product: 'EU/1/20/1528',
          validFrom: null,
          validUntil: null,
          source: 'Ministry of Health',
        },
      ],
      issuedAt: noon - day,
      expiresAt: noon + 30 * day,
      chunks: null,
      reasons: [],
    });
  });

  const forms: [what: string, making: (of: TestSigner) => Making][] = [
    ['as most write it', () => ({})],
    ['bare, without a tag', () => ({ tags: [] })],
    ['with the tag of a web token around it', () => ({ tags: [61, 18] })],
    [
      'with algorithm and key id in the unprotected header',
      (of) => ({
        protectedHeader: new Uint8Array(),
        unprotectedHeader: labels([
          [1, numbers[of.algorithm]],
          [4, of.kid],
        ]),
      }),
    ],
    [
      'with an empty map as protected header, signed as sent',
      (of) => ({
        protectedHeader: new Map(),
        unprotectedHeader: labels([
          [1, numbers[of.algorithm]],
          [4, of.kid],
        ]),
      }),
    ],
    [
      'with a wrong key id in the unprotected header alone',
      (of) => ({
        unprotectedHeader: labels([[4, Uint8Array.of(1, 2, 3)]]),
        protectedHeader: labels([
          [1, numbers[of.algorithm]],
          [4, of.kid],
        ]),
      }),
    ],
    [
      'without a key id, when the list is short',
      (of) => ({ protectedHeader: labels([[1, numbers[of.algorithm]]]) }),
    ],
    [
      'with times in fractions of a second',
      () => ({
        claims: claimsOf(labels([[1, dccOf()]]), [
          [6, noon / 1000 - 0.25],
          [4, noon / 1000 + 0.5],
        ]),
      }),
    ],
    [
      'with tagged times',
      () => ({ claims: claimsOf(labels([[1, dccOf()]]), [[6, new Tag(1, noon / 1000 - 9)]]) }),
    ],
    ['with tagged claims', () => ({ claims: new Tag(61, claimsOf(labels([[1, dccOf()]]))) })],
  ];
  for (const [what, making] of forms) {
    it(`is proved in every form that issuers use: ${what}`, async () => {
      for (const of of [signer, rsa])
        expect(await answer(await makeHcert(of, making(of)))).to.deep.equal(['proved', []]);
    });
  }

  it('is unreadable, and says why, when it is not packed as one', async () => {
    const message = await makeMessage(signer);
    const text = await pack(message);
    const cases: [string, ForeignReason][] = [
      ['', 'not-known-form'],
      ['H1:ABC', 'not-known-form'],
      [text.slice(4), 'not-known-form'],
      [text.replace('HC1:', 'HC2:'), 'not-known-form'],
      [text.replace('HC1:', 'hc1:'), 'not-known-form'],
      ['HC1:', 'not-compressed'],
      [`${text}=`, 'not-base45'],
      [text.toLowerCase().replace('hc1:', 'HC1:'), 'not-base45'],
      [`${text} `.repeat(12), 'too-long'],
      [`HC1:${base45(message)}`, 'not-compressed'],
      [`HC1:${base45(await compressed(message, 'deflate-raw'))}`, 'not-compressed'],
      [await pack(new Uint8Array(60)), 'not-cose'],
      [await pack(new Uint8Array(100_000)), 'not-compressed'],
    ];
    for (const [bad, reason] of cases)
      expect(await answer(bad), bad.slice(0, 12)).to.deep.equal(['unreadable', [reason]]);
  });

  it('is unreadable with another algorithm than ES256 and PS256', async () => {
    for (const algorithm of [-8, -35, -36, -257, 5, 0, null]) {
      const text = await makeHcert(signer, {
        protectedHeader: labels([
          [1, algorithm],
          [4, signer.kid],
        ]),
      });
      expect(await answer(text)).to.deep.equal(['unreadable', ['algorithm-refused']]);
    }
  });

  const contents: [what: string, claims: Writable, reason: ForeignReason][] = [
    ['no claims', 'claims', 'not-claims'],
    [
      'no health claim',
      labels([
        [1, 'XY'],
        [4, noon],
      ]),
      'not-claims',
    ],
    ['a health claim that is no map', claimsOf([1]), 'not-claims'],
    ['an expiry that is a text', claimsOf(labels([[1, dccOf()]]), [[4, '2026-12-31']]), 'not-claims'],
    ['an expiry that is no number', claimsOf(labels([[1, dccOf()]]), [[4, NaN]]), 'not-claims'],
    ['an expiry beyond all calendars', claimsOf(labels([[1, dccOf()]]), [[4, 1e15]]), 'not-claims'],
    ['a form it does not know', claimsOf(labels([[9, dccOf()]])), 'unknown-content'],
    ['nothing in its health claim', claimsOf(new Map()), 'unknown-content'],
    ['a link to a document elsewhere', claimsOf(labels([[5, [{ u: 'shlink:/eyJ1cmwi' }]]])), 'needs-network'],
    ['a certificate that is a byte string', claimsOf(labels([[1, new Uint8Array(9)]])), 'content-broken'],
    ['a certificate that states nothing', claimsOf(labels([[1, dccOf({})]])), 'content-broken'],
    [
      'groups that are all empty or null',
      claimsOf(labels([[1, dccOf({ v: [], t: null, r: null })]])),
      'content-broken',
    ],
    [
      'statements of two kinds',
      claimsOf(labels([[1, dccOf({ v: [vaccination], t: [test] })]])),
      'content-broken',
    ],
    ['a group that is no list', claimsOf(labels([[1, dccOf({ v: vaccination })]])), 'content-broken'],
    ['an entry that is no map', claimsOf(labels([[1, dccOf({ v: [null] })]])), 'content-broken'],
  ];
  for (const [what, claims, reason] of contents) {
    it(`is unreadable with ${what}`, async () =>
      expect(await answer(await makeHcert(signer, { claims }))).to.deep.equal(['unreadable', [reason]]));
  }

  it('is unreadable with a payload that is no CBOR', async () => {
    expect(await answer(await makeHcert(signer, { payload: Uint8Array.of(0xff) }))).to.deep.equal([
      'unreadable',
      ['not-claims'],
    ]);
    const doubled = writeCbor([claimsOf(labels([[1, dccOf()]]))]);
    expect(await answer(await makeHcert(signer, { payload: doubled }))).to.deep.equal([
      'unreadable',
      ['not-claims'],
    ]);
  });
});
