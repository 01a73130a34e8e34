import { expect } from '@open-wc/testing';
import {
  certificatesIn,
  fromBase64,
  trustEntryOf,
  usagesOf,
} from '../../../src/credentials/hcert/certificate-import.ts';
import { readCertificate, readSignerKey } from '../../../src/credentials/hcert/x509.ts';
import { concat, fromBase64url, fromHex, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { readTrustList } from '../../../src/domain/credential/trust-list.ts';
import { seeded } from '../../support/seeded.ts';
import { certificateOf, der, kindUsage, makeCertificate, objectId, sequence } from './make-certificate.ts';
import { day, noon, pem, testSigner } from './make-hcert.ts';
import { mutated } from './mutate.ts';
import { rounds } from '../../support/rounds.ts';

const fields = {
  notBefore: noon,
  notAfter: noon + 300 * day,
  usages: [],
  country: 'XY',
  organisation: 'Ämter',
};

async function pairOn(namedCurve: string): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify']);
}

describe('a certificate', () => {
  it('gives its key, validity, usages and names', async () => {
    const pair = await pairOn('P-256');
    const bytes = await makeCertificate(pair, { ...fields, usages: [kindUsage.test, '1.3.6.1.5.5.7.3.2'] });
    const read = readCertificate(bytes);
    expect(read.publicKey).to.deep.equal(
      new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    );
    expect(read.notBefore).to.equal(fields.notBefore);
    expect(read.notAfter).to.equal(fields.notAfter);
    expect(read.extendedKeyUsage).to.deep.equal([kindUsage.test, '1.3.6.1.5.5.7.3.2']);
    expect([read.country, read.organisation, read.commonName]).to.deep.equal(['XY', 'Ämter', '']);
  });

  it('may end after 2049, in the longer form of time', async () => {
    const late = Date.UTC(2051, 0, 2, 3, 4, 5);
    const bytes = await makeCertificate(await pairOn('P-256'), { ...fields, notAfter: late });
    expect(readCertificate(bytes).notAfter).to.equal(late);
  });

  it('becomes an entry of a trust list, named by the first 8 bytes of its hash', async () => {
    const { certificate, entry } = await testSigner('ES256', { usages: [kindUsage.vaccination] });
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', certificate));
    expect(fromBase64url(entry.kid)).to.deep.equal(hash.subarray(0, 8));
    expect(entry.issuer).to.equal('XY, Ministry of Health');
    expect(entry.usages).to.deep.equal(['vaccination']);
    expect(entry.suspended).to.equal(false);
    expect((await trustEntryOf(certificate, 'Country X')).issuer).to.equal('Country X');
    expect(
      readTrustList(JSON.parse(JSON.stringify({ entries: [entry], revocations: [] }))).entries,
    ).to.deep.equal([entry]);
  });

  it('whose name is wrongly labelled as UTF-8 is read all the same', async () => {
    const bytes = await makeCertificate(await pairOn('P-256'), fields);
    const name = hex(utf8('Ämter'));
    const text = hex(bytes).replaceAll(name, `c3c3${name.slice(4)}`);
    expect(readCertificate(fromHex(text)).organisation).to.equal('??mter');
  });

  const limits: [usages: string[], kinds: string[] | null][] = [
    [[], null],
    [['1.3.6.1.5.5.7.3.2'], null],
    [['1.3.6.1.4.1.1847.2021.1.1'], ['test']],
    [['1.3.6.1.4.1.0.1847.2021.1.2'], ['vaccination']],
    [
      ['1.3.6.1.4.1.0.1847.2021.1.3', '1.3.6.1.4.1.1847.2021.1.1'],
      ['test', 'recovery'],
    ],
    [['1.3.6.1.4.1.1847.2021.1.9'], null],
    [['1.3.6.1.4.1.1847.2021.1.11'], null],
    [['1.3.6.1.4.1.1847.2021.1'], null],
  ];
  for (const [usages, kinds] of limits) {
    it(`with the usages [${usages.join(', ')}] may state ${kinds?.join(' and ') ?? 'everything'}`, () =>
      expect(usagesOf(usages)).to.deep.equal(kinds));
  }

  it('of another curve or a short RSA key is refused', async () => {
    const p384 = await makeCertificate(await pairOn('P-384'), fields);
    const refusal = await trustEntryOf(p384).catch((fault: unknown) => fault);
    expect(refusal)
      .to.be.instanceOf(RangeError)
      .with.property('message', 'The key lies on another curve than P-256.');
    const rsa = sequence(objectId('1.2.840.113549.1.1.1'), der(0x05, new Uint8Array()));
    const key = sequence(der(0x02, new Uint8Array(128).fill(0x55)), der(0x02, Uint8Array.of(1, 0, 1)));
    const short = await certificateOf(sequence(rsa, der(0x03, concat(Uint8Array.of(0), key))), fields);
    const second = await trustEntryOf(short).catch((fault: unknown) => fault);
    expect(second)
      .to.be.instanceOf(RangeError)
      .with.property('message', 'An RSA key of 1024 bits is not accepted.');
  });

  it('with a key marked for RSA-PSS is read as a plain RSA key', async () => {
    const { certificate } = await testSigner('PS256');
    const plain = readCertificate(certificate).publicKey;
    const marked = concat(plain);
    // 1.2.840.113549.1.1.1 (rsaEncryption) becomes 1.2.840.113549.1.1.10 (id-RSASSA-PSS).
    const kind = objectId('1.2.840.113549.1.1.1');
    const at = hex(plain).indexOf(hex(kind)) / 2 + kind.length - 1;
    expect(marked[at]).to.equal(1);
    marked[at] = 10;
    expect(readSignerKey(marked)).to.deep.equal(readSignerKey(plain));
    expect(readSignerKey(plain)).to.deep.equal({ algorithm: 'PS256', publicKey: plain });
  });

  it('comes as DER, as base64, or as PEM with several', async () => {
    const [one, two] = [(await testSigner()).certificate, (await testSigner()).certificate];
    expect(certificatesIn(one)).to.deep.equal([one]);
    expect(certificatesIn(utf8(btoa(String.fromCharCode(...one))))).to.deep.equal([one]);
    expect(certificatesIn(utf8(`# a comment\n${pem(one)}\r\n${pem(two)}`))).to.deep.equal([one, two]);
    expect(() => certificatesIn(utf8('no certificate, only words'))).to.throw(RangeError);
    expect(() => fromBase64('AB-_')).to.throw(RangeError);
  });

  it('changed at random is read otherwise or refused with a RangeError', async () => {
    const chance = seeded(5280);
    const { certificate } = await testSigner('ES256', { usages: [kindUsage.test, kindUsage.recovery] });
    let refused = 0;
    for (let round = 0; round < rounds(1000, 4000); round++) {
      const bytes = round % 5 === 0 ? chance.bytes(chance.below(80)) : mutated(certificate, chance);
      try {
        readSignerKey(readCertificate(bytes).publicKey);
      } catch (fault) {
        expect(fault).to.be.instanceOf(RangeError);
        refused++;
      }
    }
    expect(refused).to.be.above(rounds(500, 2000));
  });
});
