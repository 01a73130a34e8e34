import { base64url, concat, fromBase64url, hex, utf8 } from '../bytes/bytes.ts';

/**
 * The bytes of a site code, version 1 (docs/formats.md): what the QR on a door says, after the `#` of its address, so that
 * the id of a visited place is never in a web server's log.
 */
export interface SiteCode {
  /** Which of the district's site code keys signed, 0..255. */
  key: number;
  /** 6 bytes; every new issue of a code has a new id. */
  id: Uint8Array;
  /** 4 bytes: the first 6 characters (30 bits) of the place's geohash, padded with two zero bits; zero when not given. */
  geohash: Uint8Array;
  /** The district's r||s over `siteCodeMessage`. */
  signature: Uint8Array;
}

/** Bytes of a site code before its signature. */
export const siteCodeBodyLength = 12;

/** The 12 bytes that are signed. */
export function encodeSiteCodeBody(code: Pick<SiteCode, 'key' | 'id' | 'geohash'>): Uint8Array<ArrayBuffer> {
  if (code.id.length !== 6 || code.geohash.length !== 4)
    throw new RangeError('A site code has 6 bytes of id and 4 of geohash.');
  return concat(Uint8Array.of(1, code.key), code.id, code.geohash);
}

/** What the district signs (ECDSA P-256 with SHA-256). */
export function siteCodeMessage(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-site\0'), body);
}

/** The address a site code's QR holds. @param origin such as `https://code.example` */
export function siteCodeUrl(origin: string, body: Uint8Array, signature: Uint8Array): string {
  return `${origin}/s/#${base64url(concat(body, signature))}`;
}

/** No messenger hangs on more than that. */
const longestText = 2000;

/**
 * The code's own characters in what somebody scanned, typed or was sent: a whole address or what comes after its `#`.
 * Messengers hang their own things on (`&from=…`), texts their full stops and quotes, escaped or not: the first run of
 * base64url characters is the code, and its signature decides whether it is one. Empty where there is none.
 */
export function siteCodeText(text: string): string {
  const fragment = /^\s*https?:/i.test(text) ? text.slice((text + '#').indexOf('#')) : text;
  return /^(?:%[0-9a-f]{2}|[^\w%-])*([\w-]*)/i.exec(fragment.slice(0, longestText))![1]!;
}

/**
 * Reads a site code out of an address or the part after its `#`, whatever hangs on behind it. Throws a RangeError when it is
 * not a site code of version 1.
 */
export function decodeSiteCode(text: string): SiteCode & { body: Uint8Array } {
  const bytes = fromBase64url(siteCodeText(text));
  if (bytes.length !== siteCodeBodyLength + 64) throw new RangeError('A site code has 76 bytes.');
  if (bytes[0] !== 1)
    throw new RangeError(`A site code of version ${bytes[0]}; this reader knows version 1.`);
  return {
    body: bytes.slice(0, siteCodeBodyLength),
    key: bytes[1]!,
    id: bytes.slice(2, 8),
    geohash: bytes.slice(8, 12),
    signature: bytes.slice(siteCodeBodyLength),
  };
}

/** A site code's id as it is stored: 12 hexadecimal characters. */
export function siteCodeIdText(code: Pick<SiteCode, 'id'>): string {
  return hex(code.id);
}

const geohashAlphabet = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The first six characters of a geohash as four bytes. Throws a RangeError on a character outside its alphabet. */
export function geohashBytes(geohash: string): Uint8Array {
  let bits = 0;
  for (const character of geohash.slice(0, 6).padEnd(6, '0')) {
    const value = geohashAlphabet.indexOf(character);
    if (value < 0) throw new RangeError(`${character} is not a character of a geohash.`);
    bits = bits * 32 + value;
  }
  bits *= 4;
  return Uint8Array.of(Math.floor(bits / 2 ** 24), (bits >> 16) & 255, (bits >> 8) & 255, bits & 255);
}
