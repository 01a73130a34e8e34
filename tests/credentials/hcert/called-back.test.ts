import { expect } from '@open-wc/testing';
import { hashesOf } from '../../../src/credentials/hcert/called-back.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { fromHex, hex } from '../../../src/domain/bytes/bytes.ts';
import { prefixesText, type HashList, type HashType } from '../../../src/domain/credential/hash-lists.ts';
import type { TrustList } from '../../../src/domain/credential/trust-list.ts';
import {
  day,
  dccOf,
  claimsOf,
  makeHcert,
  noon,
  recovery,
  test,
  testSigner,
  trusting,
  vaccination,
  type TestSigner,
} from './make-hcert.ts';
import { readCoseSign1 } from '../../../src/credentials/hcert/cose.ts';

describe('the hashes that a certificate is called back by', () => {
  const signature = fromHex('00112233445566778899aabbccddeeff'.repeat(4));
  const certificate = {
    country: 'DE',
    ids: ['URN:UVCI:01DE/IZ12345A/5CWLU12RNOB9RXSEOP6FG8#W'],
    signature,
  } as const;
  // Worked out apart from this code: printf '%s' … | sha256sum, the first 32 digits.
  const vectors: [type: HashType, algorithm: 'ES256' | 'PS256', hash: string][] = [
    ['UCI', 'ES256', 'f07527a45b104e036ec065620b3b4f6d'],
    ['COUNTRYCODEUCI', 'PS256', '976f172add02aed29fd38b6d8a825f99'],
    ['SIGNATURE', 'ES256', '4773d12e2371bb935b9a0f5439b4a1c3'],
    ['SIGNATURE', 'PS256', '18546d1e498dd4ba544982e3bbd09690'],
  ];
  for (const [type, algorithm, hash] of vectors)
    it(`are those of the gateway: ${type}, ${algorithm}`, async () => {
      expect((await hashesOf(type, { ...certificate, algorithm })).map(hex)).to.deep.equal([hash]);
    });
});

describe('a health certificate that may have been called back', () => {
  let signer: TestSigner;
  let rsa: TestSigner;
  before(async () => {
    [signer, rsa] = await Promise.all([testSigner(), testSigner('PS256')]);
  });

  const stranger = 'ff'.repeat(16);
  const list = (change: Partial<HashList>, hashes: string[] = [stranger]): HashList => ({
    country: 'XY',
    kid: null,
    type: 'UCI',
    ctr: 1,
    goodUntil: null,
    prefixes: prefixesText(hashes),
    ...change,
  });
  const trust = (hashLists: HashList[], crlVersion: number | null = null): TrustList => ({
    entries: [signer, rsa].map(({ entry }) => ({ ...entry, crlVersion })),
    revocations: [],
    hashLists,
  });
  const answer = async (text: string, believed: TrustList, now = noon) =>
    verifyHcert(text, { now, trust: believed });

  async function hashOf(of: TestSigner, type: HashType): Promise<{ text: string; hash: string }> {
    const text = await makeHcert(of);
    // The signature of this very certificate: another one would have another.
    const bytes = await new Response(
      new Blob([fromBase45(text.slice(4))]).stream().pipeThrough(new DecompressionStream('deflate')),
    ).arrayBuffer();
    const { signature } = readCoseSign1(new Uint8Array(bytes));
    const algorithm = of.algorithm;
    const [hash] = await hashesOf(type, { country: 'XY', ids: [vaccination.ci], signature, algorithm });
    return { text, hash: hex(hash!) };
  }

  for (const type of ['UCI', 'COUNTRYCODEUCI', 'SIGNATURE'] as const) {
    for (const algorithm of ['ES256', 'PS256'] as const) {
      it(`is revoked by its ${type} (${algorithm}), in a list of its key or of its country`, async () => {
        const of = algorithm === 'ES256' ? signer : rsa;
        const { text, hash } = await hashOf(of, type);
        for (const kid of [null, of.entry.kid]) {
          const found = await answer(text, trust([list({ type, kid }, [stranger, hash, '00'.repeat(16)])]));
          expect([found.proof, found.reasons, found.facts]).to.deep.equal(['revoked', ['called-back'], []]);
        }
        const others = [
          list({ type, kid: 'AAAAAAAAAAA' }, [hash]),
          list({ type, country: 'YY' }, [hash]),
          list({ type }),
        ];
        for (const other of others) {
          const found = await answer(text, trust([other]));
          expect([found.proof, found.reasons]).to.deep.equal(['proved', []]);
        }
      });
    }
  }

  it('is revoked also by the other signature that r has', async () => {
    const { text, hash } = await hashOf(signer, 'SIGNATURE');
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const bytes = new Uint8Array(
      await new Response(
        new Blob([fromBase45(text.slice(4))]).stream().pipeThrough(new DecompressionStream('deflate')),
      ).arrayBuffer(),
    );
    const s = BigInt(`0x${hex(bytes.slice(-32))}`);
    bytes.set(fromHex((order - s).toString(16).padStart(64, '0')), bytes.length - 32);
    const packed = await new Response(
      new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer();
    const twin = `HC1:${base45(new Uint8Array(packed))}`;
    expect((await answer(twin, trust([]))).proof).to.equal('proved');
    expect((await answer(twin, trust([list({ type: 'SIGNATURE' }, [hash])]))).proof).to.equal('revoked');
  });

  it('is revoked before it is late', async () => {
    const { text, hash } = await hashOf(signer, 'UCI');
    expect((await answer(text, trust([]), noon + 300 * day)).proof).to.equal('expired');
    expect((await answer(text, trust([list({}, [hash])]), noon + 300 * day)).proof).to.equal('revoked');
  });

  for (const country of [undefined, 'Ministry of Health', '', 'xy']) {
    it(`with ${JSON.stringify(country)} for the country that signed it is looked for wherever it may be listed`, async () => {
      const claims = claimsOf(new Map([[1, dccOf()]]), [[1, country]]);
      const text = await makeHcert(signer, { claims });
      for (const type of ['UCI', 'COUNTRYCODEUCI'] as const) {
        const { hash } = await hashOf(signer, type);
        for (const kid of [null, signer.entry.kid])
          expect((await answer(text, trust([list({ type, kid }, [hash])]))).proof).to.equal('revoked');
      }
    });
  }

  const unknown: [what: string, lists: () => HashList[], crlVersion: number | null][] = [
    ['missing', () => [], 3],
    ['of another key', () => [list({ kid: 'AAAAAAAAAAA', ctr: 9 })], 3],
    ['older than stated', () => [list({ ctr: 2 })], 3],
    ['past its time', () => [list({ goodUntil: noon - 1 })], null],
    [
      'past its time, beside one that is not',
      () => [list({ goodUntil: noon - 1 }), list({ type: 'SIGNATURE' })],
      null,
    ],
  ];
  for (const [what, lists, crlVersion] of unknown) {
    it(`whose list is ${what} proves nothing that is better for its person`, async () => {
      const good = [dccOf({ v: [vaccination] }), dccOf({ t: [test] })];
      for (const dcc of good) {
        const text = await makeHcert(signer, { claims: claimsOf(new Map([[1, dcc]])) });
        const found = await answer(text, trust(lists(), crlVersion));
        expect([found.proof, found.reasons, found.facts]).to.deep.equal([
          'proved',
          ['revocation-unknown'],
          [],
        ]);
      }
      const positive = { ...test, tr: '260373001' };
      for (const dcc of [dccOf({ t: [positive] }), dccOf({ r: [recovery] })]) {
        const text = await makeHcert(signer, { claims: claimsOf(new Map([[1, dcc]])) });
        const found = await answer(text, trust(lists(), crlVersion));
        expect(
          found.facts.map(({ result }) => result),
          'what speaks against the person stays',
        ).to.deep.equal(['positive']);
      }
    });
  }

  it('without an identifier cannot be looked for by it', async () => {
    const dcc = dccOf({ v: [{ ...vaccination, ci: '' }] });
    const text = await makeHcert(signer, { claims: claimsOf(new Map([[1, dcc]])) });
    expect((await answer(text, trust([list({})]))).reasons).to.deep.equal(['revocation-unknown']);
    expect((await answer(text, trust([list({ type: 'SIGNATURE' })]))).reasons).to.deep.equal([]);
  });

  it('is fine where its list is known and in time', async () => {
    const text = await makeHcert(signer);
    const found = await answer(text, trust([list({ ctr: 3, goodUntil: noon })], 3));
    expect([found.proof, found.reasons]).to.deep.equal(['proved', []]);
    expect((await answer(text, trusting(signer))).reasons, 'and where its issuer keeps none').to.deep.equal(
      [],
    );
  });
});
