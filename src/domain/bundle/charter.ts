import { concat, utf8 } from '../bytes/bytes.ts';

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
  /**
   * The staff account whose signature it is, by its record id: the server takes the key's signatures from it alone. Without one
   * it takes none; those that came otherwise, such as the founding bundle's, count all the same.
   */
  account?: string;
}

/**
 * Who may sign what in a district. It is signed by the district's root alone, whose private key stays offline, so that a
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
  /**
   * Generations of the tracing key, in their order, the id being the generation: identities of persons are sealed to the last
   * (credentials/custody). A charter from before there was one has none.
   */
  tracingKeys?: ChartedKey[];
  /** What every generation's private half is closed for besides officers' browsers. It lies offline, in shares. */
  escrowKey?: PublicKey;
  /** Who certify officers' browsers, two of them together, as officials sign the policy. */
  custodians?: Official[];
}

/** The generation of the tracing key that identities are sealed to; null while the charter names none. */
export function tracingKey({ tracingKeys = [] }: Charter): { generation: number; point: string } | null {
  const last = tracingKeys.at(-1);
  return last ? { generation: last.id, point: last.point } : null;
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

/** A record's id in PocketBase. */
export const accountId = /^[a-z0-9]{15}$/;

function isPublicKey(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const key = value as PublicKey;
  return (
    Number.isSafeInteger(key.id) &&
    key.id >= 0 &&
    key.id <= 255 &&
    typeof key.point === 'string' &&
    key.point.length === 87
  );
}

function isKey(value: unknown): boolean {
  const key = value as ChartedKey;
  return isPublicKey(key) && Number.isSafeInteger(key.notBefore) && Number.isSafeInteger(key.notAfter);
}

/** Generations rise: which one is the last is not a matter of how the list was written. */
function areGenerations(keys: readonly ChartedKey[]): boolean {
  return keys.every(({ id }, index) => index === 0 || id > keys[index - 1]!.id);
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
  const { custodians = [], tracingKeys = [], escrowKey } = charter;
  if (!Array.isArray(custodians) || !custodians.every(isKey)) fault('custodians');
  if (!Array.isArray(tracingKeys) || !tracingKeys.every(isKey) || !areGenerations(tracingKeys))
    fault('tracingKeys');
  if (escrowKey !== undefined && !isPublicKey(escrowKey)) fault('escrowKey');
  const isAccount = (account: unknown) =>
    account === undefined || (typeof account === 'string' && accountId.test(account));
  for (const [part, people] of Object.entries({ officials: charter.officials, custodians })) {
    if (!people.every(({ name }) => typeof name === 'string')) fault(`${part}.name`);
    if (!people.every(({ account }) => isAccount(account))) fault(`${part}.account`);
  }
  return charter;
}

/** True when a key may have signed something at a time (UTC ms). */
export function inForce(key: Pick<ChartedKey, 'notBefore' | 'notAfter'>, at: number): boolean {
  return at >= key.notBefore && at < key.notAfter;
}
