import { expect } from '@open-wc/testing';
import {
  factTime,
  type ForeignContext,
  type ForeignProof,
  type ForeignReason,
} from '../../../src/credentials/foreign/foreign.ts';
import { verifySmartHealthCard } from '../../../src/credentials/smart-health-card/smart-health-card-verifier.ts';
import { base64url, fromBase64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { emptyTrustList, type TrustEntry } from '../../../src/domain/credential/trust-list.ts';
import { day, noon } from '../hcert/make-hcert.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  numeric,
  numericChunks,
  patient,
  signCard,
  trustingCards,
  type CardIssuer,
  type CardMaking,
} from './make-card.ts';

let issuer: CardIssuer;
let stranger: CardIssuer;

before(async () => {
  [issuer, stranger] = await Promise.all([cardIssuer(), cardIssuer()]);
});

async function answer(
  codes: string | string[],
  change: Partial<ForeignContext> = {},
): Promise<[ForeignProof, ForeignReason[]]> {
  const context = { now: noon, trust: trustingCards(issuer), ...change };
  const { proof, reasons, person, facts } = await verifySmartHealthCard(codes, context);
  if (proof !== 'proved') expect([person, facts]).to.deep.equal([null, []]);
  return [proof, reasons];
}

async function made(making: CardMaking = {}, by = issuer): Promise<string> {
  return numeric(await signCard(by, making));
}

const withEntry = (change: Partial<TrustEntry>) => ({ trust: trustingCards({ ...issuer.entry, ...change }) });

describe('a SMART Health Card', () => {
  it('is proved: who signed it, whose it is and what it says', async () => {
    const found = await verifySmartHealthCard(await made(), { now: noon, trust: trustingCards(issuer) });
    const blank = { validFrom: null, validUntil: null };
    expect(found).to.deep.equal({
      source: 'smart-health-card',
      proof: 'proved',
      issuer: { name: 'Some Hospital', kid: issuer.jwk.kid },
      person: {
        name: 'John B. Anyperson',
        birthDate: '1951-01-20',
        masked: 'J*n',
        familyKey: 'ANYPERSON',
        givenKey: 'JOHN<B',
        spellings: [
          { familyKey: 'ANYPERSON', givenKey: 'JOHN<B' },
          { familyKey: 'ANYPERSON', givenKey: 'JOHN<B' },
        ],
        isCut: false,
      },
      facts: [
        {
          ...blank,
          kind: 'vaccination',
          ...factTime('2026-01-01'),
          method: null,
          result: null,
          dose: { number: null, total: null },
          product: 'cvx 207',
          source: 'ABC General Hospital',
        },
        {
          ...blank,
          kind: 'test',
          ...factTime('2026-05-19T08:00:00Z'),
          method: 'nucleic-acid',
          result: 'negative',
          dose: null,
          product: 'loinc 94500-6',
          source: 'Lab 1',
        },
      ],
      issuedAt: noon - day,
      expiresAt: null,
      chunks: null,
      reasons: [],
    });
  });

  it('is proved from several codes in any order, and incomplete while one is missing', async () => {
    const chunks = numericChunks(await signCard(issuer), 3);
    expect(await answer(chunks.toReversed())).to.deep.equal(['proved', []]);
    expect(await answer(chunks[1]!)).to.deep.equal(['incomplete', ['chunks-missing']]);
    const found = await verifySmartHealthCard(chunks.slice(1), { now: noon, trust: trustingCards(issuer) });
    expect(found.chunks).to.deep.equal({ have: 2, total: 3 });
    const [, second] = numericChunks(await signCard(issuer), 2);
    expect(await answer([chunks[0]!, second!])).to.deep.equal(['unreadable', ['chunks-disagree']]);
    expect(await answer([chunks[0]!, 'shc:/9'])).to.deep.equal(['unreadable', ['not-numeric']]);
  });

  it('is unreadable, and says why, when it is not packed as one', async () => {
    const cases: [string | string[], ForeignReason][] = [
      ['', 'not-known-form'],
      [[], 'not-known-form'],
      ['HC1:ABC', 'not-known-form'],
      ['shc:/', 'not-numeric'],
      ['shc:/99', 'not-numeric'],
      [numeric('a.b'), 'not-jws'],
      [numeric('a.b.c.d'), 'not-jws'],
      [numeric('eyJ.eyJ.eyJ'), 'not-jws'],
      [numeric('..'), 'not-jws'],
      [numeric(`${btoa('null')}.AA.AA`.replaceAll('=', '')), 'algorithm-refused'],
      [await made({ header: { alg: 'none' } }), 'algorithm-refused'],
      [await made({ header: { alg: 'HS256' } }), 'algorithm-refused'],
      [await made({ header: { alg: ['ES256'] } }), 'algorithm-refused'],
      [await made({ header: { zip: 'GZIP' } }), 'algorithm-refused'],
      [await made({ format: 'deflate' }), 'not-compressed'],
      [await made({ payload: new Uint8Array(1_000_000) }), 'not-compressed'],
      [await made({ payload: utf8('{"nbf":1') }), 'not-claims'],
      [await made({ payload: Uint8Array.of(0xff) }), 'not-claims'],
      [await made({ payload: utf8('['.repeat(60_000)) }), 'not-claims'],
    ];
    for (const [codes, reason] of cases)
      expect(await answer(codes), String(codes).slice(0, 40)).to.deep.equal(['unreadable', [reason]]);
  });

  const headers: [header: Record<string, unknown>, reason: ForeignReason][] = [
    [{ kid: undefined }, 'no-key-id'],
    [{ kid: '' }, 'no-key-id'],
    [{ kid: 5 }, 'no-key-id'],
    [{ kid: null }, 'no-key-id'],
    [{ kid: ['key-1'] }, 'no-key-id'],
    [{ kid: { id: 'key-1' } }, 'no-key-id'],
    [{ crit: ['exp'], exp: 1 }, 'header-not-understood'],
    [{ crit: ['alg'] }, 'header-not-understood'],
    [{ crit: [] }, 'header-not-understood'],
    [{ crit: null }, 'header-not-understood'],
    [{ crit: 'b64' }, 'header-not-understood'],
    [{ crit: ['b64'], b64: false }, 'header-not-understood'],
    [{ crit: ['b64'], b64: true }, 'header-not-understood'],
    [{ b64: false }, 'header-not-understood'],
    [{ b64: null }, 'header-not-understood'],
    [{ alg: undefined }, 'algorithm-refused'],
    [{ alg: 'es256' }, 'algorithm-refused'],
    [{ alg: -7 }, 'algorithm-refused'],
    [{ zip: undefined }, 'algorithm-refused'],
    [{ zip: ['DEF'] }, 'algorithm-refused'],
  ];
  for (const [header, reason] of headers) {
    it(`is unreadable with ${JSON.stringify(header)} in its header`, async () =>
      expect(await answer(await made({ header }))).to.deep.equal(['unreadable', [reason]]));
  }

  it('holds with what its header need not hold', async () => {
    for (const header of [{ typ: 'JWT' }, { b64: true }, { x5t: 'x' }])
      expect(await answer(await made({ header }))).to.deep.equal(['proved', []]);
  });

  const contents: [what: string, claims: unknown, reason: ForeignReason][] = [
    ['no claims', [], 'not-claims'],
    ['a time of issue in ms', cardClaims({ nbf: noon - day }), 'not-claims'],
    ['an expiry in ms', cardClaims({ exp: noon + day }), 'not-claims'],
    ['an iat that is a text', cardClaims({ iat: 'today' }), 'not-claims'],
    ['an expiry before it begins', cardClaims({ exp: (noon - day) / 1000 - 1 }), 'times-contradict'],
    [
      'an expiry before its issue',
      cardClaims({ exp: noon / 1000, iat: noon / 1000 + 1 }),
      'times-contradict',
    ],
    ...[undefined, null, '', '3.0.2', '1.0.2', '5.0.0', '40.0', '4', 'R4', 4.0, ['4.0.1']].map(
      (fhirVersion): [string, unknown, ForeignReason] => [
        `FHIR version ${JSON.stringify(fhirVersion)}`,
        cardClaims({}, { credentialSubject: { fhirVersion, fhirBundle: bundleOf() } }),
        'other-version',
      ],
    ),
    ['no time of issue', cardClaims({ nbf: undefined }), 'not-claims'],
    ['a time of issue that is a text', cardClaims({ nbf: '2026-01-01' }), 'not-claims'],
    ['an expiry that is a text', cardClaims({ exp: 'never' }), 'not-claims'],
    [
      'another kind of credential',
      cardClaims({}, { type: ['https://example.org#licence'] }),
      'unknown-content',
    ],
    ['a credential of no kind', cardClaims({ vc: null }), 'unknown-content'],
    ['no bundle', cardClaims({}, { credentialSubject: { fhirVersion: '4.0.1' } }), 'content-broken'],
    [
      'a bundle of another kind',
      cardClaims({}, { credentialSubject: { fhirVersion: '4.0.1', fhirBundle: patient } }),
      'content-broken',
    ],
    [
      'two patients',
      cardClaims(
        {},
        { credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf([patient, patient]) } },
      ),
      'several-persons',
    ],
    [
      'resources without end',
      cardClaims(
        {},
        { credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf(Array(501).fill(1)) } },
      ),
      'content-broken',
    ],
  ];
  for (const [what, claims, reason] of contents) {
    it(`is unreadable with ${what}`, async () =>
      expect(await answer(await made({ claims }))).to.deep.equal(['unreadable', [reason]]));
  }

  it('holds in every version of FHIR R4', async () => {
    for (const fhirVersion of ['4.0.0', '4.0.1', '4.1.0', '4.3.0', '4.0.1-abc']) {
      const claims = cardClaims({}, { credentialSubject: { fhirVersion, fhirBundle: bundleOf() } });
      expect(await answer(await made({ claims })), fhirVersion).to.deep.equal(['proved', []]);
    }
  });

  it('is not yet valid before its iat, where it has one', async () => {
    const claims = cardClaims({ iat: noon / 1000 + 1 });
    expect(await answer(await made({ claims }))).to.deep.equal(['not-yet-valid', ['issued-in-future']]);
  });

  it('is forged when a known key did not sign it', async () => {
    const forged: ForeignProof[] = [];
    const text = await made({ header: { kid: issuer.jwk.kid } }, stranger);
    forged.push((await answer(text))[0]);
    const [header, payload, signature] = (await signCard(issuer)).split('.');
    const [, otherPayload] = (await signCard(issuer, { claims: cardClaims({ nbf: 1 }) })).split('.');
    forged.push((await answer(numeric(`${header}.${otherPayload}.${signature}`)))[0]);
    forged.push((await answer(numeric(`${header}.${payload}.`)))[0]);
    forged.push(
      (
        await answer(numeric(`${header}.${payload}.${base64url(fromBase64url(signature!).subarray(0, 60))}`))
      )[0],
    );
    expect(forged).to.deep.equal(['forged', 'forged', 'forged', 'forged']);
  });

  it('is of an unknown issuer when the list has no such key, or when it states another issuer', async () => {
    expect(await answer(await made({}, stranger))).to.deep.equal(['unknown-issuer', ['no-such-key']]);
    expect(await answer(await made(), { trust: emptyTrustList })).to.deep.equal([
      'unknown-issuer',
      ['no-such-key'],
    ]);
    expect(await answer(await made(), withEntry({ kind: 'x509' }))).to.deep.equal([
      'unknown-issuer',
      ['no-such-key'],
    ]);
    const elsewhere = await made({ claims: cardClaims({ iss: 'https://other.example' }) });
    expect(await answer(elsewhere)).to.deep.equal(['unknown-issuer', ['issuer-mismatch']]);
    expect(await answer(elsewhere, withEntry({ iss: null }))).to.deep.equal(['proved', []]);
  });

  it('of a key that is suspended or past its validity is not proved', async () => {
    expect(await answer(await made(), withEntry({ suspended: true }))).to.deep.equal([
      'suspended-issuer',
      ['key-suspended'],
    ]);
    expect(await answer(await made(), withEntry({ notAfter: noon - 1 }))).to.deep.equal([
      'suspended-issuer',
      ['key-no-longer-in-force'],
    ]);
    expect(await answer(await made(), withEntry({ usages: ['test'] }))).to.deep.equal([
      'unknown-issuer',
      ['key-not-for-this'],
    ]);
    expect(await answer(await made(), withEntry({ usages: ['test', 'vaccination'] }))).to.deep.equal([
      'proved',
      [],
    ]);
  });

  it('holds from its issue to its expiry, in fractions of a second', async () => {
    const text = await made({ claims: cardClaims({ nbf: noon / 1000 - 0.5, exp: noon / 1000 + 0.25 }) });
    expect(await answer(text, { now: noon - 501 })).to.deep.equal(['not-yet-valid', ['issued-in-future']]);
    expect(await answer(text, { now: noon - 501, futureTolerance: 1 })).to.deep.equal(['proved', []]);
    expect(await answer(text, { now: noon + 250 })).to.deep.equal(['proved', []]);
    expect(await answer(text, { now: noon + 251 })).to.deep.equal(['expired', ['past-expiry']]);
  });

  it('is revoked by its id, or by its id and the time before which it was issued', async () => {
    const text = await made({ claims: cardClaims({}, { rid: 'abc-_123' }) });
    const listed = (rids: string[], kid = issuer.jwk.kid) =>
      answer(text, { trust: trustingCards(issuer, [{ kid, ctr: 1, rids }]) });
    const issued = (noon - day) / 1000;
    const revoked: [ForeignProof, ForeignReason[]] = ['revoked', ['called-back']];
    const fine: [ForeignProof, ForeignReason[]] = ['proved', []];
    expect(await listed(['other', 'abc-_123'])).to.deep.equal(revoked);
    expect(await listed([`abc-_123.${issued + 1}`])).to.deep.equal(revoked);
    expect(await listed([`abc-_123.${issued}`])).to.deep.equal(fine);
    expect(await listed([`abc-_123.${issued - 1}`])).to.deep.equal(fine);
    expect(await listed(['abc-_12'])).to.deep.equal(fine);
    expect(await listed(['abc-_123'], 'another-key')).to.deep.equal(fine);
    // A card called back is not merely old.
    const old = await made({ claims: cardClaims({ exp: 1 }, { rid: 'abc-_123' }) });
    const trust = trustingCards(issuer, [{ kid: issuer.jwk.kid, ctr: 1, rids: ['abc-_123'] }]);
    expect(await answer(old, { trust })).to.deep.equal(revoked);
  });

  it('is not read when what it is called back by is no text', async () => {
    for (const rid of [123, ['123'], { id: '123' }, false])
      expect(
        await answer(await made({ claims: cardClaims({}, { rid }) })),
        JSON.stringify(rid),
      ).to.deep.equal(['unreadable', ['not-claims']]);
    expect(await answer(await made({ claims: cardClaims({}, { rid: null }) }))).to.deep.equal(['proved', []]);
  });

  it('says when it cannot know whether it is revoked', async () => {
    const entry = { ...issuer.entry, crlVersion: 2 };
    const list = { kid: issuer.jwk.kid, ctr: 1, rids: [] };
    const unknown: [ForeignProof, ForeignReason[]] = ['proved', ['revocation-unknown']];
    expect(await answer(await made(), { trust: trustingCards(entry) })).to.deep.equal(unknown);
    expect(await answer(await made(), { trust: trustingCards(entry, [list]) })).to.deep.equal(unknown);
    expect(await answer(await made(), { trust: trustingCards(entry, [{ ...list, ctr: 2 }]) })).to.deep.equal([
      'proved',
      [],
    ]);
  });
});
