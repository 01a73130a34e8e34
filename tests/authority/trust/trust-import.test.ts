import { expect } from '@open-wc/testing';
import { ImportFault, importTrust, withoutKey } from '../../../src/authority/trust/trust-import.ts';
import { utf8 } from '../../../src/domain/bytes/bytes.ts';
import { prefixesText, prefixTexts } from '../../../src/domain/credential/hash-lists.ts';
import { emptyTrustList, type TrustList } from '../../../src/domain/credential/trust-list.ts';
import { makeCertificate } from '../../credentials/hcert/make-certificate.ts';
import { noon, pem, testSigner } from '../../credentials/hcert/make-hcert.ts';
import { cardIssuer, issuerUrl } from '../../credentials/smart-health-card/make-card.ts';

const nobody = { name: '', iss: '' };
const hospital = { name: 'Some Hospital', iss: issuerUrl };
const json = (value: unknown) => utf8(JSON.stringify(value));

async function faultOf(
  file: Uint8Array<ArrayBuffer>,
  trust: TrustList = emptyTrustList,
  issuer = nobody,
): Promise<ImportFault> {
  const before = JSON.stringify(trust);
  const fault: unknown = await importTrust(file, trust, issuer).catch((error: unknown) => error);
  expect(fault).to.be.instanceOf(ImportFault);
  expect(JSON.stringify(trust)).to.equal(before);
  return fault as ImportFault;
}

describe('taking keys into the trust list', () => {
  it('reads certificates in PEM and DER, under their own name or a given one', async () => {
    const [one, two] = [await testSigner(), await testSigner()];
    const both = utf8(`${pem(one.certificate)}\n${pem(two.certificate)}`);
    const imported = await importTrust(both, emptyTrustList, nobody);
    expect(imported.trust.entries).to.deep.equal([one.entry, two.entry]);
    expect([imported.added.length, imported.known]).to.deep.equal([2, 0]);
    const again = await importTrust(one.certificate, imported.trust, { name: 'Country X', iss: '' });
    expect([again.added.length, again.known]).to.deep.equal([0, 1]);
    expect(again.trust).to.deep.equal(imported.trust);
    const named = await importTrust(one.certificate, emptyTrustList, { name: 'Country X', iss: '' });
    expect(named.added[0]!.issuer).to.equal('Country X');
  });

  it('reads a key set, and says which keys were left out', async () => {
    const { jwk } = await cardIssuer();
    const keys = { keys: [jwk, { ...jwk, kid: 'rsa', kty: 'RSA' }] };
    const { added, refused } = await importTrust(json(keys), emptyTrustList, hospital);
    expect(added.map(({ kid, issuer, iss }) => [kid, issuer, iss])).to.deep.equal([
      [jwk.kid, 'Some Hospital', issuerUrl],
    ]);
    expect(refused).to.deep.equal([{ kid: 'rsa', why: 'It is no key on P-256.' }]);
  });

  it('reads a revocation list of a key that is there, never an older one', async () => {
    const { jwk } = await cardIssuer();
    const { trust } = await importTrust(json({ keys: [jwk] }), emptyTrustList, hospital);
    const list = { kid: jwk.kid, method: 'rid', ctr: 2, rids: ['abc'] };
    const { trust: fresh } = await importTrust(json(list), trust, nobody);
    expect(fresh.revocations).to.deep.equal([{ kid: jwk.kid, ctr: 2, rids: ['abc'] }]);
    expect(fresh.entries[0]!.crlVersion).to.equal(2);
    expect((await faultOf(json({ ...list, ctr: 1 }), fresh)).code).to.equal('old-list');
    expect((await faultOf(json({ ...list, kid: 'other' }), fresh)).code).to.equal('no-such-key');
    expect(withoutKey(fresh, fresh.entries[0]!)).to.deep.equal(emptyTrustList);
  });

  it('names the certificate that is at fault, and takes none of the others', async () => {
    const good = (await testSigner()).certificate;
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign']);
    const fields = { notBefore: noon, notAfter: noon + 1000, usages: [], country: 'XY', organisation: 'M' };
    const bad = await makeCertificate(pair as CryptoKeyPair, fields);
    const fault = await faultOf(utf8(pem(good) + pem(bad)));
    expect([fault.code, fault.position]).to.deep.equal(['certificate', { number: 2, of: 2 }]);
    expect(fault.message).to.equal('The key lies on another curve than P-256.');
    const odd = await makeCertificate(
      await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']),
      { ...fields, organisation: 'bell \u0007' },
    );
    expect((await faultOf(odd)).message).to.include('wrong issuer');
  });

  it('puts a batch of hashes of the EU gateway into the list that it belongs to', async () => {
    const { entry } = await testSigner();
    const kid = entry.kid.replaceAll('-', '+').replaceAll('_', '/') + '=';
    const hash = (first: number) => ({ hash: btoa(String.fromCharCode(...new Uint8Array(16).fill(first))) });
    const batch = {
      country: 'xy',
      expires: '2027-01-01T00:00:00Z',
      kid,
      hashType: 'UCI',
      entries: [hash(9), hash(3)],
    };
    const trust = { entries: [entry], revocations: [] };
    const first = await importTrust(json(batch), trust, nobody);
    expect(first.trust.hashLists).to.deep.equal([
      {
        country: 'XY',
        kid: entry.kid,
        type: 'UCI',
        ctr: 1,
        goodUntil: Date.UTC(2027, 0, 1),
        prefixes: prefixesText(['03'.repeat(16), '09'.repeat(16)]),
      },
    ]);
    expect(first.trust.entries[0]!.crlVersion, 'its absence is noticed from now on').to.equal(1);
    const again = await importTrust(json({ ...batch, entries: [hash(5), hash(3)] }), first.trust, nobody);
    expect(prefixTexts(again.hashList!)).to.deep.equal(['03', '05', '09'].map((byte) => byte.repeat(8)));
    const country = await importTrust(json({ ...batch, kid: 'UNKNOWN_KID' }), again.trust, nobody);
    expect(country.trust.hashLists!.map(({ kid: of, ctr }) => [of, ctr])).to.deep.equal([
      [entry.kid, 2],
      [null, 1],
    ]);
    expect(withoutKey(country.trust, entry).hashLists, 'a key that goes takes no list along').to.have.length(
      2,
    );
    const wrong: object[] = [
      { country: 'Germany' },
      { kid: 'AAAA' },
      { hashType: 'NAME' },
      { expires: 'soon' },
      { entries: [] },
      { entries: [{ hash: 'AAAA' }] },
      { entries: [null] },
    ];
    for (const change of wrong) {
      const fault = await faultOf(json({ ...batch, ...change }), trust);
      expect(fault.code, JSON.stringify(change)).to.equal('not-batch');
    }
  });

  const bad: [what: string, text: string, code: string, issuer?: typeof hospital][] = [
    ['nothing', ' \n', 'empty'],
    ['words', 'this is no certificate', 'not-readable'],
    ['broken base64 in PEM', '-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----', 'not-readable'],
    ['base64 of something else', btoa('hello, world, this is no certificate'), 'certificate'],
    ['broken JSON', '{"keys": [', 'not-json'],
    ['another JSON', '{"colour": "green"}', 'not-key-set'],
    ['a list', '[1, 2]', 'not-key-set'],
    ['a key set without a name', '{"keys": []}', 'no-name'],
    ['a key set without keys', '{"keys": []}', 'no-key', hospital],
    ['a key set of other keys', '{"keys": [{"kid": "a", "kty": "RSA"}]}', 'no-key', hospital],
    ['a revocation list of another method', '{"rids": [], "kid": "a", "ctr": 1}', 'not-key-set'],
  ];
  for (const [what, text, code, issuer] of bad) {
    it(`refuses ${what}`, async () =>
      expect((await faultOf(utf8(text), emptyTrustList, issuer)).code).to.equal(code));
  }

  it('refuses what is too long', async () =>
    expect((await faultOf(new Uint8Array((4 << 20) + 1).fill(65))).code).to.equal('too-long'));
});
