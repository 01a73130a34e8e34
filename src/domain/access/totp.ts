import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';

/**
 * One-time codes of a second factor: RFC 6238 with SHA-1, six digits and steps of 30 s, as every authenticator app does them, over
 * RFC 4226. The server and the tests use this one.
 */

const stepMs = 30_000;
const digits = 6;
/** A phone's clock may be a step behind or ahead. */
const drift = 1;

/** RFC 4648, without padding. */
export const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Characters of a new secret: 160 bits, as RFC 4226 recommends. */
export const secretLength = 32;

/** The bytes of a secret. What is beyond its last whole byte is left out. */
export function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const letter of text) {
    held = ((held << 5) | base32Alphabet.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return new Uint8Array(bytes);
}

/** HOTP: the code of a counter. */
export function hotp(secret: Uint8Array, counter: number, length = digits): string {
  const message = new Uint8Array(8);
  const view = new DataView(message.buffer);
  view.setUint32(0, Math.floor(counter / 2 ** 32));
  view.setUint32(4, counter % 2 ** 32);
  const sum = hmac(sha1, secret, message);
  const at = sum[sum.length - 1]! & 0xf;
  const number = new DataView(sum.buffer, sum.byteOffset).getUint32(at) & 0x7fffffff;
  return String(number % 10 ** length).padStart(length, '0');
}

/** TOTP: the code of a moment, UTC ms. */
export function totp(secret: Uint8Array, at: number, length = digits): string {
  return hotp(secret, Math.floor(at / stepMs), length);
}

/**
 * The step whose code was given; null where it is none's of now, or of one that was used already.
 * @param used the last step whose code was taken: neither it nor one before it is good again
 */
export function stepOf(secret: Uint8Array, code: string, now: number, used: number): number | null {
  const present = Math.floor(now / stepMs);
  let found: number | null = null;
  for (let step = present - drift; step <= present + drift; step++)
    if (step > used && hotp(secret, step) === code) found ??= step;
  return found;
}

/** What an authenticator app reads from a QR code. @param issuer whose account it is, as the app shows it */
export function totpAddress(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`;
}
