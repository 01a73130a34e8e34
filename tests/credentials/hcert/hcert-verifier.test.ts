import { expect } from '@open-wc/testing';
import {
  factTime,
  type ForeignContext,
  type ForeignProof,
  type ForeignReason,
} from '../../../src/credentials/foreign/foreign.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { base45 } from '../../../src/domain/bytes/base45.ts';
import { concat } from '../../../src/domain/bytes/bytes.ts';
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
import { Raw, Tag, writeCbor, type Writable } from './write-cbor.ts';

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
        spellings: [
          { familyKey: 'MUSTERFRAU<GOESSINGER', givenKey: 'GABRIELE' },
          { familyKey: 'MUSTERFRAU<GOSSINGER', givenKey: 'GABRIELE' },
        ],
        isCut: false,
      },
      facts: [
        {
          kind: 'vaccination',
          ...factTime('2026-02-18'),
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

  const header = (...more: [number, Writable][]) => labels([[1, -7], [4, signer.kid], ...more]);
  const float = (value: number): Raw => {
    const bytes = new Uint8Array(9);
    bytes[0] = 0xfb;
    new DataView(bytes.buffer).setFloat64(1, value);
    return new Raw(bytes);
  };
  /** CBOR of a map of one entry, whatever its key. */
  const mapOf = (key: Raw, value: Writable) => concat(Uint8Array.of(0xa1), key.bytes, writeCbor(value));
  const notUnderstood: [what: string, making: () => Making][] = [
    ['a critical label that is not known', () => ({ protectedHeader: header([2, [99]], [99, 'x']) })],
    ['a critical label that is not there', () => ({ protectedHeader: header([2, [99]]) })],
    ['a critical text', () => ({ protectedHeader: header([2, ['b64']]) })],
    [
      'a known critical label beside one that is not',
      () => ({ protectedHeader: header([2, [4, 99]], [99, 1]) }),
    ],
    ['no critical label in the list', () => ({ protectedHeader: header([2, []]) })],
    ['a critical label outside of a list', () => ({ protectedHeader: header([2, 4]) })],
    ['null for the critical labels', () => ({ protectedHeader: header([2, null]) })],
    ['a critical float', () => ({ protectedHeader: header([2, [float(4)]]) })],
    [
      'a critical label whose parameter is not signed',
      () => ({
        protectedHeader: labels([
          [1, -7],
          [2, [4]],
        ]),
        unprotectedHeader: labels([[4, signer.kid]]),
      }),
    ],
    ['critical labels that are not signed', () => ({ unprotectedHeader: labels([[2, [4]]]) })],
  ];
  for (const [what, making] of notUnderstood) {
    it(`is unreadable with ${what} (RFC 9052 section 3.1)`, async () =>
      expect(await answer(await makeHcert(signer, making()))).to.deep.equal([
        'unreadable',
        ['header-not-understood'],
      ]));
  }

  it('holds with critical labels that are all understood, and with what need not be', async () => {
    for (const protectedHeader of [header([2, [4, 1]]), header([3, 60]), header([99, 'x'])])
      expect(await answer(await makeHcert(signer, { protectedHeader }))).to.deep.equal(['proved', []]);
  });

  it('is unreadable with a label that is no whole number or text, or that comes twice', async () => {
    const twice = concat(Uint8Array.of(0xa2), ...[1, 2].map(() => concat(Uint8Array.of(1), writeCbor(-7))));
    const kinds = [
      float(1),
      new Raw(writeCbor(new Tag(1, 1))),
      new Raw(Uint8Array.of(0x41, 1)),
      new Raw(Uint8Array.of(0xf5)),
    ];
    for (const protectedHeader of [twice, ...kinds.map((key) => mapOf(key, -7))]) {
      const text = await makeHcert(signer, { protectedHeader, unprotectedHeader: labels([[4, signer.kid]]) });
      expect(await answer(text)).to.deep.equal(['unreadable', ['not-cose']]);
    }
    for (const key of kinds) {
      const unprotectedHeader = new Raw(mapOf(key, -7));
      expect(await answer(await makeHcert(signer, { unprotectedHeader }))).to.deep.equal([
        'unreadable',
        ['not-cose'],
      ]);
    }
  });

  it('is unreadable with an algorithm that is no whole number, and never looks for another one', async () => {
    for (const algorithm of [
      float(-7),
      'ES256',
      [-7],
      null,
      true,
      new Tag(1, -7),
      Uint8Array.of(7),
    ] as Writable[]) {
      const text = await makeHcert(signer, {
        protectedHeader: labels([
          [1, algorithm],
          [4, signer.kid],
        ]),
        unprotectedHeader: labels([[1, -7]]),
      });
      expect(await answer(text)).to.deep.equal(['unreadable', ['algorithm-refused']]);
    }
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
    ['an expiry in ms', claimsOf(labels([[1, dccOf()]]), [[4, noon + day]]), 'not-claims'],
    ['a time of issue in ms', claimsOf(labels([[1, dccOf()]]), [[6, noon - day]]), 'not-claims'],
    ['a time of issue before all', claimsOf(labels([[1, dccOf()]]), [[6, -1]]), 'not-claims'],
    ['an expiry of the other endless kind', claimsOf(labels([[1, dccOf()]]), [[4, Infinity]]), 'not-claims'],
    [
      'an expiry as a date',
      claimsOf(labels([[1, dccOf()]]), [[4, new Tag(0, '2026-12-31T00:00:00Z')]]),
      'not-claims',
    ],
    [
      'an expiry in days',
      claimsOf(labels([[1, dccOf()]]), [[4, new Tag(100, noon / day + 9)]]),
      'not-claims',
    ],
    [
      'an expiry before its issue',
      claimsOf(labels([[1, dccOf()]]), [[4, (noon - day) / 1000 - 1]]),
      'times-contradict',
    ],
    [
      'an expiry before it begins',
      claimsOf(labels([[1, dccOf()]]), [
        [4, noon / 1000],
        [5, noon / 1000 + 1],
      ]),
      'times-contradict',
    ],
    [
      'two certificates',
      claimsOf(
        labels([
          [1, dccOf()],
          [4, { name: 'A', test: {} }],
        ]),
      ),
      'content-broken',
    ],
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

  it('says that it holds more than is read, and holds nothing that may say the opposite', async () => {
    const held = async (more: [number, Writable][]) =>
      answer(await makeHcert(signer, { claims: claimsOf(labels([[1, dccOf()], ...more])) }));
    expect(await held([[99, 'x']])).to.deep.equal(['proved', ['unknown-content']]);
    expect(
      await held([
        [3, null],
        [99, null],
      ]),
    ).to.deep.equal(['proved', []]);
    expect(await held([[5, [{ u: 'shlink:/eyJ1cmwi' }]]])).to.deep.equal(['unreadable', ['content-broken']]);
  });

  it('holds with times that are fractions, tagged as seconds, or of one moment', async () => {
    for (const change of [
      [[6, noon / 1000 - 0.25]],
      [[4, new Tag(1, noon / 1000 + 9)]],
      [
        [4, noon / 1000],
        [6, noon / 1000],
      ],
      [[4, 253_402_300_799]],
      [[6, 0]],
    ] as [number, Writable][][])
      expect(
        await answer(await makeHcert(signer, { claims: claimsOf(labels([[1, dccOf()]]), change) })),
      ).to.deep.equal(['proved', []]);
  });

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
