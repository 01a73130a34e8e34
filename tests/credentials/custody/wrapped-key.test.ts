import { expect } from '@open-wc/testing';
import { IdentitySealer, openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import {
  isWrappedKey,
  unwrapKey,
  unwrapSecret,
  wrapKey,
} from '../../../src/credentials/custody/wrapped-key.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { rejection } from '../../support/rejection.ts';

const agreement = { name: 'ECDH', namedCurve: 'P-256' } as const;

async function newKey(generation: number) {
  const pair = await crypto.subtle.generateKey(agreement, true, ['deriveBits']);
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { own: pair.privateKey, open: { generation, point }, secret: fromBase64url(d!) };
}

describe('a tracing key that is wrapped for a browser', () => {
  it('opens there, cannot be exported, and opens identities', async () => {
    const [browser, tracing] = [await newKey(0), await newKey(3)];
    const wrapped = await wrapKey(tracing.secret, browser.open, tracing.open);
    expect(isWrappedKey(wrapped)).to.equal(true);
    const key = await unwrapKey(browser.own, tracing.open, wrapped);
    expect(key.extractable).to.equal(false);
    const identity = { name: '何静', idNumber: '', phone: '', address: '' };
    const sealed = await (await IdentitySealer.begin(tracing.open)).seal('p1', identity);
    expect(await openIdentity(key, 'p1', sealed)).to.deep.equal(identity);
  });

  it('is handed on by who has it', async () => {
    const [first, next, tracing] = [await newKey(0), await newKey(0), await newKey(1)];
    const wrapped = await wrapKey(tracing.secret, first.open, tracing.open);
    const handed = await wrapKey(
      await unwrapSecret(first.own, tracing.open, wrapped),
      next.open,
      tracing.open,
    );
    expect(await unwrapSecret(next.own, tracing.open, handed)).to.deep.equal(tracing.secret);
    expect((await rejection(unwrapKey(next.own, tracing.open, wrapped))).name).to.equal('BoxClosed');
  });

  it('is refused where it is not the private half of what the root signed', async () => {
    const [browser, tracing, other] = [await newKey(0), await newKey(1), await newKey(1)];
    const false1 = await wrapKey(other.secret, browser.open, tracing.open);
    expect((await rejection(unwrapKey(browser.own, tracing.open, false1))).name).to.equal('BoxClosed');
    const false2 = await wrapKey(tracing.secret, browser.open, { ...tracing.open, generation: 2 });
    expect((await rejection(unwrapKey(browser.own, tracing.open, false2))).name).to.equal('BoxClosed');
  });

  it('is no other text', () => {
    for (const text of ['', 'A', 'AAAA', 'A'.repeat(170), '阿'])
      expect(isWrappedKey(text), text).to.equal(false);
  });
});
