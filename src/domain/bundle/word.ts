import { concat, utf8 } from '../bytes/bytes.ts';

/**
 * The server's statement of the moment: that at this time these were the newest versions. A sentry measures the age of its data
 * by it. It is signed by a key of the server itself and can admit nobody.
 */
export interface Word {
  /** UTC ms. */
  at: number;
  bundleVersion: number;
  denyVersion: number;
}

/** A word as it travels: the very text that was signed, and r||s over `wordMessage(body)`, base64url. */
export interface SignedWord {
  body: string;
  /** The id of one of the charter's `wordKeys`. */
  key: number;
  signature: string;
}

/** What the server signs (ECDSA P-256 with SHA-256). */
export function wordMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-word\0'), utf8(body));
}

/** Reads the text of a server statement whose signature has been verified. Throws a RangeError when a part is missing. */
export function readWord(body: string): Word {
  let word: Word;
  try {
    word = JSON.parse(body) as Word;
  } catch {
    throw new RangeError('The server’s statement is no JSON text.');
  }
  const whole = [word?.at, word?.bundleVersion, word?.denyVersion].every(
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
  if (!whole) throw new RangeError('The server’s statement lacks its time or a version.');
  return word;
}
