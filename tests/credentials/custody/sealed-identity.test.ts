import { expect } from '@open-wc/testing';
import {
  generationOfIdentity,
  IdentitySealer,
  openIdentity,
} from '../../../src/credentials/custody/sealed-identity.ts';
import type { Identity } from '../../../src/domain/custody/identity.ts';
import { base64url, fromBase64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { agreementKey } from '../../../src/credentials/custody/closed-box.ts';
import { identityExample } from '../../support/samples/identity-example.ts';
import { rejection } from '../../support/rejection.ts';

const person = 'c00000001000abc';
const identity: Identity = {
  name: '林晓岚',
  idNumber: '000000199001011234',
  phone: '19900000001',
  address: '',
};

async function newKey(generation = 1) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return { own: pair.privateKey, open: { generation, point } };
}

describe('a sealed identity', () => {
  it('opens as that person’s, with the key it was sealed to', async () => {
    const { own, open } = await newKey(7);
    const sealer = await IdentitySealer.begin(open);
    const sealed = await sealer.seal(person, identity);
    expect(generationOfIdentity(sealed)).to.equal(7);
    expect(await openIdentity(own, person, sealed)).to.deep.equal(identity);
  });

  it('opens for no other person and no other key, and not when a byte of it was changed', async () => {
    const { own, open } = await newKey();
    const sealed = await (await IdentitySealer.begin(open)).seal(person, identity);
    expect((await rejection(openIdentity(own, 'c00000002000abc', sealed))).name).to.equal('BoxClosed');
    expect((await rejection(openIdentity((await newKey()).own, person, sealed))).name).to.equal('BoxClosed');
    const bytes = fromBase64url(sealed);
    for (const at of [0, 1, 2, 30, 70, 90, bytes.length - 1]) {
      const changed = base64url(bytes.with(at, bytes[at]! ^ 1));
      expect((await rejection(openIdentity(own, person, changed))).name, `byte ${at}`).to.equal('BoxClosed');
    }
  });

  it('is as long for a name of one character as for one of twelve with a phone', async () => {
    const sealer = await IdentitySealer.begin((await newKey()).open);
    const short = await sealer.seal(person, { name: '玥', idNumber: '', phone: '', address: '' });
    const long = await sealer.seal(person, { ...identity, name: '古丽巴哈尔·阿不都热依木江' });
    expect(long.length).to.equal(short.length);
  });

  it('seals a batch with one agreement, each to a key of its own', async () => {
    const { own, open } = await newKey();
    const sealer = await IdentitySealer.begin(open);
    const ids = Array.from({ length: 50 }, (_, index) => `c${String(index).padStart(14, '0')}`);
    const sealed = await Promise.all(ids.map((id) => sealer.seal(id, { ...identity, phone: id })));
    const points = new Set(sealed.map((text) => base64url(fromBase64url(text).slice(2, 67))));
    expect(points.size, 'agreements').to.equal(1);
    expect(new Set(sealed.map((text) => base64url(fromBase64url(text).slice(67)))).size).to.equal(50);
    for (const [index, id] of ids.entries())
      expect((await openIdentity(own, id, sealed[index]!)).phone).to.equal(id);
    expect((await rejection(openIdentity(own, ids[0]!, sealed[1]!))).name).to.equal('BoxClosed');
  });

  it('takes the longest of everything, and refuses more', async () => {
    const { own, open } = await newKey();
    const sealer = await IdentitySealer.begin(open);
    const longest = {
      name: '𠮷'.repeat(50),
      idNumber: 'X'.repeat(64),
      phone: '1'.repeat(64),
      address: '路'.repeat(200),
    };
    expect(await openIdentity(own, person, await sealer.seal(person, longest))).to.deep.equal(longest);
    for (const change of [
      { name: '' },
      { name: '名'.repeat(51) },
      { address: '路'.repeat(201) },
      { phone: 5 },
    ]) {
      const fault = await rejection(sealer.seal(person, { ...identity, ...change } as Identity));
      expect(fault, Object.keys(change)[0]).to.be.instanceOf(RangeError);
      expect(fault.message, 'says nothing of the person').not.to.contain('名');
    }
  });

  it('opens what another library closed: the example of the document', async () => {
    const example = await identityExample();
    const secret = fromHex(example['tracing-private-key']!);
    const own = await agreementKey(secret, base64url(fromHex(example['tracing-point']!)));
    expect(await openIdentity(own, example['identity-person']!, example['sealed-identity']!)).to.deep.equal({
      name: '王小明',
      idNumber: '000000199001011234',
      phone: '19900000001',
      address: '',
    });
  });

  it('takes no key that is none', async () => {
    const { point } = (await newKey()).open;
    for (const bad of ['', point.slice(4), point.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))])
      expect(await rejection(IdentitySealer.begin({ generation: 1, point: bad }))).to.be.instanceOf(
        RangeError,
      );
    expect(await rejection(IdentitySealer.begin({ generation: 256, point }))).to.be.instanceOf(RangeError);
  });
});
