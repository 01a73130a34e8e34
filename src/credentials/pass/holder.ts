import { concat, fromBase64url } from '../../domain/bytes/bytes.ts';
import type { SentryCode } from '../../domain/pass/challenge.ts';
import {
  decodeIssuedPass,
  passEnd,
  showingMessage,
  shownPassText,
  type IssuedPass,
  type PassBody,
} from '../../domain/pass/health-pass.ts';
import { sha256, sign } from '../bytes/p256.ts';

/**
 * The holder's side of a pass: a key made by this browser, whose private half no script can read, and the showing that is
 * signed afresh with it. A picture of the screen is worth nothing once its seconds are over.
 */

/** A new holder's key. The pair can be kept in IndexedDB; the private half cannot be exported. */
export function createHolderKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

/** The public half as a pass request carries it: 65 bytes. */
export async function holderPoint(pair: CryptoKeyPair): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
}

/** A pass and the key it is bound to: all a phone needs to show it, without any network. */
export interface HeldPass {
  pass: IssuedPass;
  fields: PassBody;
  privateKey: CryptoKey;
}

/** Joins what the server issued (base64url) with the holder's key. Throws a RangeError when it is no pass. */
export function holdPass(issued: string, pair: CryptoKeyPair): HeldPass {
  return { ...decodeIssuedPass(fromBase64url(issued)), privateKey: pair.privateKey };
}

/**
 * The QR text to show at this moment. Null when the pass has ended or has not begun: then there is nothing valid to show.
 * @param at UTC ms.
 * @param asked the code of the sentry that asks, in strict mode; null otherwise.
 */
export async function showPass(
  held: HeldPass,
  at: number,
  asked: SentryCode | null = null,
): Promise<string | null> {
  const { pass, fields, privateKey } = held;
  if (!(at >= fields.notBefore && at < passEnd(fields))) return null;
  const digest = await sha256(concat(pass.body, pass.signature));
  const signature = await sign(privateKey, showingMessage(digest, fields.notBefore, at, asked));
  const challenge = asked?.challenge ?? new Uint8Array(0);
  return shownPassText(pass, fields.notBefore, { at, challenge, signature });
}
