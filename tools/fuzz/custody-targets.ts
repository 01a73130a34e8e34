// Readers of what is closed for the tracing key, for an officer's browser or for a certificate of one.
import { base64url, fromBase64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import {
  generationOfIdentity,
  IdentitySealer,
  openIdentity,
} from '../../src/credentials/custody/sealed-identity.ts';
import { unwrapSecret, wrapKey } from '../../src/credentials/custody/wrapped-key.ts';
import { mutated, mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import type { Seeded } from '../../tests/support/seeded.ts';
import { newSigningKey } from '../keys/secrets.ts';
import { base64Alphabet } from './byte-targets.ts';
import { crossed } from './changes.ts';
import { target, type Target } from './run.ts';

const person = 'c00000001011ydj';
const identity = {
  name: '王小明',
  idNumber: '000000199001011234',
  phone: '19900000001',
  address: '梧桐路 1 号',
};

/** Of valid texts: one changed in its letters or its bytes, two crossed, or letters of no meaning. */
function closedLike(valid: readonly string[], chance: Seeded): string {
  const way = chance.below(4);
  if (way === 0) return mutatedText(chance.pick(valid), base64Alphabet, chance);
  if (way === 1) return base64url(mutated(fromBase64url(chance.pick(valid)), chance));
  if (way === 2)
    return base64url(crossed(fromBase64url(chance.pick(valid)), fromBase64url(chance.pick(valid)), chance));
  return base64url(chance.bytes(chance.below(600)));
}

export async function custodyTargets(): Promise<Target[]> {
  const made = newSigningKey(1);
  const open = fromHex(made.publicKey);
  const point = base64url(open);
  const d = base64url(fromHex(made.privateKey));
  const jwk = { kty: 'EC', crv: 'P-256', d, x: base64url(open.slice(1, 33)), y: base64url(open.slice(33)) };
  const privateKey = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ]);
  const key = { generation: 1, point };
  const sealer = await IdentitySealer.begin(key);
  const sealed = [
    await sealer.seal(person, identity),
    await sealer.seal(person, { ...identity, name: '玥' }),
  ];
  // Another person's: it must not open as this one's.
  const others = [...sealed, await sealer.seal('c00000002011ydj', identity)];
  const wrapped = [await wrapKey(fromBase64url(d), key, key), await wrapKey(fromBase64url(d), key, key)];
  return [
    target({
      name: 'form of a sealed identity',
      weight: 3,
      make: (chance) => closedLike(others, chance),
      read: generationOfIdentity,
    }),
    target({
      name: 'sealed identity',
      weight: 1,
      make: (chance) => closedLike(others, chance),
      read: (text: string) => openIdentity(privateKey, person, text),
      wrong: (_identity, text) => !sealed.includes(text),
    }),
    target({
      name: 'wrapped tracing key',
      weight: 1,
      make: (chance) => closedLike(wrapped, chance),
      read: (text: string) => unwrapSecret(privateKey, key, text),
      wrong: (_secret, text) => !wrapped.includes(text),
    }),
  ];
}
