import { p256 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, concat, fromHex, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';

/**
 * The sealed identity of docs/formats.md, by another library than the code's and with keys and nonce that are known, so that every byte
 * is the same in every run.
 */
export async function identityExample(): Promise<Record<string, string>> {
  const tracing = new Uint8Array(32).fill(11);
  const ephemeral = new Uint8Array(32).fill(12);
  const tracingPoint = p256.getPublicKey(tracing, false);
  const ephemeralPoint = p256.getPublicKey(ephemeral, false);
  const shared = p256.getSharedSecret(ephemeral, tracingPoint, false).slice(1, 33);
  const person = 'c00000001011ydj';
  const info = concat(utf8('HSC1-identity\0'), Uint8Array.of(1));
  const bound = concat(utf8(`HSC1-identity\0${person}\0`), Uint8Array.of(1));
  const key = hkdf(sha256, shared, ephemeralPoint, info, 32);
  const text = utf8('["王小明","000000199001011234","19900000001",""]');
  const content = new Uint8Array(256);
  content.set([text.length >> 8, text.length & 255, ...text]);
  const nonce = fromHex('000102030405060708090a0b');
  const imported = await crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt']);
  const how = { name: 'AES-GCM', iv: nonce, additionalData: bound };
  const closed = new Uint8Array(await crypto.subtle.encrypt(how, imported, content));
  return {
    'tracing-private-key': hex(tracing),
    'tracing-point': hex(tracingPoint),
    'ephemeral-private-key': hex(ephemeral),
    'identity-person': person,
    'identity-shared-secret': hex(shared),
    'identity-info': hex(info),
    'identity-additional-data': hex(bound),
    'identity-key': hex(key),
    'sealed-identity': base64url(concat(Uint8Array.of(1, 1), ephemeralPoint, nonce, closed)),
  };
}
