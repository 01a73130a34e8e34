import { concat, utf8 } from './bytes.ts';

/** A P-256 public key as charters hold it. */
export interface PublicKey {
  /** 0..255, as passes, site codes and signatures name it. */
  id: number;
  /** 65 bytes, uncompressed (04 || X || Y), base64url. */
  point: string;
}

/** A key with the time in which it may sign. */
export interface ChartedKey extends PublicKey {
  /** From when and until when (exclusive) what it signs is believed, UTC ms. */
  notBefore: number;
  notAfter: number;
}

/** An official, whose browser holds the private key. Two of them together publish a bundle. */
export interface Official extends ChartedKey {
  name: string;
}

/**
 * Who may sign what in a district. It is signed by the district's root alone, whose private key stays off line, so that a
 * server that is broken into can make neither an official nor an issuer.
 */
export interface Charter {
  /** Rises with every change. */
  version: number;
  issuedAt: number;
  /** UTC ms; after it nothing rests on this charter. */
  expiresAt: number;
  /** `demo` is true in the demo district alone: only there do demo faces run. */
  district: { name: { 'zh-CN': string; en: string }; demo: boolean };
  officials: Official[];
  /** Keys that sign passes; while they are changed over two are in force at once. */
  issuers: ChartedKey[];
  /** Keys that sign site codes. */
  siteCodeKeys: ChartedKey[];
  /** Keys of the server itself, for its word of the moment and the deny list: they can only withhold admission. */
  wordKeys: ChartedKey[];
  /** Keys of the server to which sentries seal what they record; the newest in force is used. For key agreement, not signing. */
  ingestKeys: ChartedKey[];
}

/** A charter as it travels: the very text that was signed, and the root's r||s over `charterMessage`, base64url. */
export interface SignedCharter {
  body: string;
  /** The id of the root key. */
  root: number;
  signature: string;
}

/** What the root signs (ECDSA P-256 with SHA-256). */
export function charterMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-charter\0'), utf8(body));
}

function isKey(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const key = value as ChartedKey;
  return (
    Number.isSafeInteger(key.id) &&
    key.id >= 0 &&
    key.id <= 255 &&
    typeof key.point === 'string' &&
    key.point.length === 87 &&
    Number.isSafeInteger(key.notBefore) &&
    Number.isSafeInteger(key.notAfter)
  );
}

/** Reads the text of a charter whose signature has been verified. Throws a RangeError naming the part at fault. */
export function readCharter(body: string): Charter {
  let charter: Charter;
  try {
    charter = JSON.parse(body) as Charter;
  } catch {
    throw new RangeError('The charter is no JSON text.');
  }
  const fault = (part: string): never => {
    throw new RangeError(`The charter is not whole: ${part} is missing or wrong.`);
  };
  if (charter === null || typeof charter !== 'object') fault('everything');
  for (const name of ['version', 'issuedAt', 'expiresAt'] as const) {
    if (!Number.isSafeInteger(charter[name]) || charter[name] < 0) fault(name);
  }
  const { district } = charter;
  if (typeof district?.demo !== 'boolean') fault('district.demo');
  if (typeof district.name?.['zh-CN'] !== 'string' || typeof district.name.en !== 'string')
    fault('district.name');
  for (const name of ['officials', 'issuers', 'siteCodeKeys', 'wordKeys', 'ingestKeys'] as const) {
    if (!Array.isArray(charter[name]) || !charter[name].every(isKey)) fault(name);
  }
  if (!charter.officials.every(({ name }) => typeof name === 'string')) fault('officials.name');
  return charter;
}

/** True when a key may have signed something at a time (UTC ms). */
export function inForce(key: Pick<ChartedKey, 'notBefore' | 'notAfter'>, at: number): boolean {
  return at >= key.notBefore && at < key.notAfter;
}
