import { concat, utf8 } from '../bytes/bytes.ts';
import { accountId } from '../bundle/charter.ts';

/**
 * What two custody officers sign so that an officer's browser may be given the tracing key: that this key is that account's. The officers
 * compare the key's short text, which the browser shows, with the one on their own page.
 */
export interface Tracer {
  /** The staff account's record id. */
  account: string;
  /** What the account is called. */
  name: string;
  /** The browser's public key: 65 bytes uncompressed, base64url. */
  point: string;
  /** When it was handed in, UTC ms. */
  at: number;
}

/** One custody officer's r||s over `tracerMessage(body)`, base64url. */
export interface TracerSignature {
  custodian: number;
  signature: string;
}

/** How many custody officers certify a browser. */
export const custodiansNeeded = 2;

/** What each signs (ECDSA P-256 with SHA-256). */
export function tracerMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-tracer\0'), utf8(body));
}

/** The text that is signed. */
export function tracerBody({ account, name, point, at }: Tracer): string {
  return JSON.stringify({ account, name, point, at });
}

/** Reads the text of a certificate. @throws RangeError when a part is missing */
export function readTracer(body: string): Tracer {
  let tracer: Partial<Tracer> | null;
  try {
    tracer = JSON.parse(body) as Partial<Tracer> | null;
  } catch {
    throw new RangeError('The certificate of a browser is no JSON text.');
  }
  const { account, name, point, at } = tracer ?? {};
  const isWhole =
    typeof account === 'string' &&
    accountId.test(account) &&
    typeof name === 'string' &&
    typeof point === 'string' &&
    point.length === 87 &&
    Number.isSafeInteger(at);
  if (!isWhole) throw new RangeError('The certificate of a browser lacks a part.');
  return { account, name, point, at: at! };
}

/**
 * A key as two people compare it, by eye or by telephone: the first 60 bits of its SHA-256 in groups of four letters.
 * @param digest SHA-256 of the point's 65 bytes
 */
export function keyWords(digest: Uint8Array): string {
  // No 0, 1, I, L, O, U: nothing is mistaken for another.
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  let text = '';
  for (let at = 0; at < 12; at++) text += letters[digest[at]! % letters.length]! + (at % 4 === 3 ? ' ' : '');
  return text.trim();
}
