import { p256 } from '@noble/curves/nist.js';
import { base64url, fromBase64url, fromHex } from '../../domain/bytes/bytes.ts';
import type { PublicKey } from '../../domain/bundle/charter.ts';
import type { OpenKey } from './keyring.ts';

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
export function publicKey(key: OpenKey): PublicKey {
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
