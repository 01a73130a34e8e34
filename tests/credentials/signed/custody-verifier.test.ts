import { expect } from '@open-wc/testing';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import {
  certifiedTracer,
  certifiersOf,
  CustodyRefused,
  verifyCharter,
} from '../../../src/credentials/signed/custody-verifier.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { Charter, Official } from '../../../src/domain/bundle/charter.ts';
import {
  keyWords,
  readTracer,
  tracerBody,
  tracerMessage,
  type TracerSignature,
} from '../../../src/domain/custody/tracer-certificate.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { rejection } from '../../support/rejection.ts';

const now = Date.now();
const accounts = ['custodian000001', 'custodian000002', 'officer00000001'] as const;
const tracer = { account: accounts[2], name: 'Officer', point: 'A'.repeat(87), at: now };
const body = tracerBody(tracer);

interface Custodian {
  pair: CryptoKeyPair;
  official: Official;
}

async function custodian(id: number, account: string): Promise<Custodian> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const official = { id, point, account, name: `C${id}`, notBefore: now - 1000, notAfter: now + 1e9 };
  return { pair, official };
}

describe('what a page believes of custody', () => {
  let district: TestDistrict;
  let all: Custodian[];
  let charter: Charter;
  before(async () => {
    district = await testDistrict();
    all = await Promise.all([
      custodian(1, accounts[0]),
      custodian(2, accounts[1]),
      custodian(3, accounts[2]),
    ]);
    charter = district.charter({ custodians: all.map(({ official }) => official) });
  });

  async function signed(by: number, text = body): Promise<TracerSignature> {
    const { pair, official } = all[by]!;
    return {
      custodian: official.id,
      signature: base64url(await sign(pair.privateKey, tracerMessage(text))),
    };
  }
  const refused = async (signatures: TracerSignature[], text = body): Promise<string> => {
    const fault = await rejection(certifiedTracer(charter, { body: text, signatures }, now));
    expect(fault).to.be.instanceOf(CustodyRefused);
    return (fault as CustodyRefused).reason;
  };

  it('is a browser that two custody officers signed for', async () => {
    const signatures = [await signed(0), await signed(1)];
    expect(await certifiedTracer(charter, { body, signatures }, now)).to.deep.equal(tracer);
  });

  it('is no browser of one officer, of one who signed twice, or of the officer’s own signature', async () => {
    expect(await refused([])).to.equal('uncertified');
    expect(await refused([await signed(0)])).to.equal('uncertified');
    expect(await refused([await signed(0), await signed(0)])).to.equal('uncertified');
    expect(await refused([await signed(0), await signed(2)]), 'their own').to.equal('uncertified');
    const other = tracerBody({ ...tracer, point: 'B'.repeat(87) });
    expect(await refused([await signed(0), await signed(1, other)])).to.equal('uncertified');
    expect(await refused([await signed(0), { custodian: 2, signature: 'x' }])).to.equal('uncertified');
    expect(await refused([await signed(0), await signed(1)], '{}')).to.equal('uncertified');
  });

  it('counts no officer whose time is over, or whom the charter names no longer', async () => {
    const signatures = [await signed(0), await signed(1)];
    const [first, second] = charter.custodians!;
    const ended = { ...charter, custodians: [first!, { ...second!, notAfter: now - 1 }] };
    expect((await certifiersOf(ended, body, signatures, now)).length).to.equal(1);
    const without = { ...charter, custodians: [first!] };
    expect((await certifiersOf(without, body, signatures, now)).length).to.equal(1);
    const { custodians: _none, ...before } = charter;
    expect(await certifiersOf(before, body, signatures, now)).to.deep.equal([]);
  });

  it('is a charter that the root signed and whose time is not over', async () => {
    const good = await district.signCharter(JSON.stringify(charter));
    const root = district.root.publicKey;
    expect(await verifyCharter(good, root, charter.issuedAt)).to.deep.equal(charter);
    const reason = async (promise: Promise<unknown>) => ((await rejection(promise)) as CustodyRefused).reason;
    const changed = { ...good, body: good.body.replace('"version":', '"version":1') };
    expect(await reason(verifyCharter(changed, root, charter.issuedAt))).to.equal('charter');
    expect(await reason(verifyCharter(good, root, charter.expiresAt))).to.equal('charter');
    const other = (await testDistrict()).root.publicKey;
    expect(await reason(verifyCharter(good, { ...other, point: all[0]!.official.point }, 0))).to.equal(
      'charter',
    );
    const broken = await district.signCharter('{}');
    expect(await reason(verifyCharter(broken, root, charter.issuedAt))).to.equal('charter');
  });
});

describe('the certificate of a browser', () => {
  it('reads what it writes, and nothing else', () => {
    expect(readTracer(body)).to.deep.equal(tracer);
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      tracerBody({ ...tracer, account: 'x' }),
      // A letter less of its key.
      body.replace('A', ''),
    ])
      if (text !== body) expect(() => readTracer(text), text).to.throw(RangeError);
  });

  it('has a short text for its key, of letters that are not mistaken for others', () => {
    const words = keyWords(new Uint8Array(32).map((_, index) => index * 7));
    expect(words).to.match(/^([2-9A-HJKMNP-TV-Z]{4} ){2}[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(keyWords(new Uint8Array(32))).to.equal('2222 2222 2222');
  });
});
