import { base45, fromBase45 } from '../bytes/base45.ts';
import { concat } from '../bytes/bytes.ts';

/**
 * The code a sentry shows where the policy is strict (docs/formats.md): the phone scans it and signs, with its showing, which
 * sentry asked and the four bytes it asked with. A picture of a phone's screen, or a showing made for another gate, is then
 * worth nothing.
 */

/** Who asks: the sentry's site and the number of its pairing, each 0..4294967295. */
export interface Audience {
  site: number;
  device: number;
}

/** What a sentry asks a phone to sign. */
export interface SentryCode extends Audience {
  /** 4 random bytes. */
  challenge: Uint8Array;
}

/** The text before the Base45 of every sentry's code. */
export const sentryCodePrefix = 'SC1:';
export const challengeLength = 4;
/** How long a sentry takes an answer to a code after it was first shown, ms. */
export const challengeLifeMs = 90_000;

function u32(value: number, what: string): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
    throw new RangeError(
      `${what} is ${value}; a sentry's code holds whole numbers from 0 to 4294967295 there.`,
    );
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function readU32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

/** Site and device as eight bytes, as a phone signs them. Throws a RangeError on a number that does not fit. */
export function audienceBytes({ site, device }: Audience): Uint8Array<ArrayBuffer> {
  return concat(u32(site, 'The site'), u32(device, 'The device'));
}

/** The QR text of a sentry's code. Throws a RangeError on what does not fit. */
export function sentryCodeText(code: SentryCode): string {
  if (code.challenge.length !== challengeLength) throw new RangeError('A challenge has 4 bytes.');
  return sentryCodePrefix + base45(concat(audienceBytes(code), code.challenge));
}

/** Reads a sentry's code. Throws a RangeError when the text is none. */
export function decodeSentryCode(text: string): SentryCode {
  if (!text.startsWith(sentryCodePrefix)) throw new RangeError("Not the text of a sentry's code.");
  const bytes = fromBase45(text.slice(sentryCodePrefix.length));
  if (bytes.length !== 12) throw new RangeError("A sentry's code has 12 bytes.");
  return { site: readU32(bytes, 0), device: readU32(bytes, 4), challenge: bytes.slice(8) };
}
