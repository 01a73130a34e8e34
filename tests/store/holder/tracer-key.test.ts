import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { IdentitySealer } from '../../../src/credentials/custody/sealed-identity.ts';
import { wrapKey } from '../../../src/credentials/custody/wrapped-key.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { TracerKey } from '../../../src/store/holder/tracer-key.ts';
import { rejection } from '../../support/rejection.ts';

const identity = { name: '何静', idNumber: '', phone: '', address: '' };

async function tracing(generation = 1) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { key: { generation, point }, secret: fromBase64url(d!) };
}

describe('the key of an officer’s browser', () => {
  let name: string;
  beforeEach(() => {
    name = `tracer-${crypto.randomUUID()}`;
  });
  afterEach(() => void indexedDB.deleteDatabase(name));

  it('is kept for its account alone, and no script exports it', async () => {
    const own = await TracerKey.open('anna', name);
    expect(own.point).to.equal(null);
    const point = await own.make();
    own.close();
    const again = await TracerKey.open('anna', name);
    expect(again.point).to.equal(point);
    again.close();
    const other = await TracerKey.open('bert', name);
    expect(other.point).to.equal(null);
    other.close();
    const database = await openDB(name);
    const stored = (await database.get('own', 'anna')) as { privateKey: CryptoKey };
    database.close();
    expect(stored.privateKey.extractable).to.equal(false);
  });

  it('opens a name, and hands the key on to the next browser, which then opens it too', async () => {
    const { key, secret } = await tracing();
    const first = await TracerKey.open('anna', name);
    const wrapped = await wrapKey(secret, { generation: 0, point: await first.make() }, key);
    const sealed = await (await IdentitySealer.begin(key)).seal('p1', identity);
    expect(await first.openName(key, wrapped, 'p1', sealed)).to.deep.equal(identity);
    const next = await TracerKey.open('bert', name);
    const handed = await first.handOn(key, wrapped, await next.make());
    expect(await next.openName(key, handed, 'p1', sealed)).to.deep.equal(identity);
    expect(await rejection(next.openName(key, wrapped, 'p1', sealed))).to.be.instanceOf(RangeError);
    first.close();
    next.close();
  });

  it('refuses a key that is not the one the root signed, and opens nothing before it is made', async () => {
    const [real, false1] = [await tracing(), await tracing()];
    const own = await TracerKey.open('anna', name);
    expect(await rejection(own.handOn(real.key, 'AAAA', real.key.point))).to.be.instanceOf(RangeError);
    const point = await own.make();
    const wrapped = await wrapKey(false1.secret, { generation: 0, point }, real.key);
    expect(await rejection(own.handOn(real.key, wrapped, point))).to.be.instanceOf(RangeError);
    own.close();
  });
});
