import { p256 } from '@noble/curves/nist.js';
import { base64url, fromBase64url, fromHex } from '../domain/bytes.ts';
import type { PublicKey } from '../domain/charter.ts';
import type { SigningKey } from './keyring.ts';
import { security } from './vm.ts';

// A table of multiples of the base point is made at the first signature in each VM. This window makes it in 50 ms; the
// library's own takes 140 ms there and signs no faster.
p256.Point.BASE.precompute(4);

/**
 * ECDSA P-256 with SHA-256, r||s: what Web Crypto verifies. PocketBase's VM has no such primitive, so it is done in
 * JavaScript: about 22 ms a signature. The nonce is derived from key and message
 * (RFC 6979), so no random source is needed.
 */
export function sign(key: SigningKey, message: Uint8Array): Uint8Array {
  return p256.sign(message, fromHex(key.privateKey), { prehash: true });
}

/**
 * As `sign`, for a text, which may be long: PocketBase itself hashes its UTF-8. Text of ASCII alone, so that there is no
 * doubt about its bytes.
 */
export function signText(key: SigningKey, text: string): Uint8Array {
  return p256.sign(fromHex(security.sha256(text)), fromHex(key.privateKey), { prehash: false });
}

/** True when r||s over the message is this key's (65 bytes, uncompressed). What is no key or no signature is false. */
export function isSignedBy(point: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    // Web Crypto makes signatures with either s.
    return p256.verify(signature, message, point, { prehash: true, lowS: false });
  } catch {
    return false;
  }
}

/** The public half, as bundles hold it. */
export function publicKey(key: SigningKey): PublicKey {
  return { id: key.id, point: base64url(fromHex(key.publicKey)) };
}

/** As `pointOnCurve`, of a point's base64url text. */
export function pointOfText(text: string): { x: Uint8Array; yOdd: boolean } | null {
  try {
    return pointOnCurve(fromBase64url(text));
  } catch {
    return null;
  }
}

/** X and the oddness of Y of an uncompressed point (65 bytes); null when it does not lie on the curve. */
export function pointOnCurve(point: Uint8Array): { x: Uint8Array; yOdd: boolean } | null {
  if (point.length !== 65 || point[0] !== 4) return null;
  try {
    p256.Point.fromBytes(point);
  } catch {
    return null;
  }
  return { x: point.slice(1, 33), yOdd: (point[64]! & 1) === 1 };
}
