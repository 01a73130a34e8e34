import { base64url, fromBase64url, fromHex, hex } from '../bytes/bytes.ts';

/**
 * Single health certificates (HC1) that their issuers have called back, by hash, as the EU Digital COVID Certificate Gateway
 * publishes them: batches of one country, one key (or none named) and one type of hash. Nobody is named: a hash is found
 * again only by who has the certificate.
 */

/**
 * What a hash is of (the first 16 bytes of SHA-256): `UCI` the certificate's identifier, `COUNTRYCODEUCI` the issuer (claim 1)
 * and the identifier, `SIGNATURE` the signature's bytes, of an ECDSA one the first half (r) alone.
 */
export const hashTypes = ['UCI', 'COUNTRYCODEUCI', 'SIGNATURE'] as const;
export type HashType = (typeof hashTypes)[number];

/** Of each hash so many first bytes are kept: among a million, one in 18 million million strangers would be taken for one. */
export const prefixBytes = 8;
/** The most prefixes of one list, and of a trust list: a whole bundle has 8 MiB at most. */
export const mostPrefixes = 200_000;
const mostLists = 2000;

/** Certificates called back, of one issuer and one type of hash. */
export interface HashList {
  /** Two capital letters, as certificates state their issuer. */
  country: string;
  /** Whose key signed them; null: any key of the country. */
  kid: string | null;
  type: HashType;
  /** Rises with every change. */
  ctr: number;
  /** UTC ms: until when it is known to be kept up; after it nobody knows what was called back. Null: no limit. */
  goodUntil: number | null;
  /** base64url of the prefixes, sorted, each once, with nothing between. */
  prefixes: string;
}

const fields = ['country', 'kid', 'type', 'ctr', 'goodUntil', 'prefixes'];

/** Reads the lists of a trust list that came as JSON; none where there are none. Throws a RangeError that says what is wrong. */
export function readHashLists(value: unknown): HashList[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > mostLists)
    throw new RangeError(`The hash lists of the trust list are no list of at most ${mostLists}.`);
  let left = mostPrefixes;
  const names = new Set<string>();
  return value.map((one: unknown, index) => {
    const list = readHashList(one, `Hash list ${index + 1} of the trust list`);
    left -= prefixesOf(list).length / prefixBytes;
    if (left < 0) throw new RangeError(`The trust list has more than ${mostPrefixes} hashes.`);
    if (names.has(hashListName(list))) throw new RangeError(`${hashListName(list)} is there twice.`);
    names.add(hashListName(list));
    return list;
  });
}

function readHashList(value: unknown, where: string): HashList {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new RangeError(`${where}: no list.`);
  const list = Object.assign(Object.create(null) as object, value) as { [name: string]: unknown };
  const { country, kid, type, ctr, goodUntil, prefixes } = list;
  const wrong = fields.find((name) => list[name] === undefined);
  if (wrong) throw new RangeError(`${where}: no ${wrong}.`);
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country))
    throw new RangeError(`${where}: wrong country.`);
  if (kid !== null && (typeof kid !== 'string' || !/^[\w-]{1,128}$/.test(kid)))
    throw new RangeError(`${where}: wrong kid.`);
  if (!hashTypes.includes(type as HashType)) throw new RangeError(`${where}: wrong type.`);
  if (!Number.isSafeInteger(ctr)) throw new RangeError(`${where}: wrong ctr.`);
  if (goodUntil !== null && !Number.isSafeInteger(goodUntil))
    throw new RangeError(`${where}: wrong goodUntil.`);
  if (typeof prefixes !== 'string') throw new RangeError(`${where}: wrong prefixes.`);
  readPrefixes(prefixes, where);
  return { country, kid, type, ctr, goodUntil, prefixes } as HashList;
}

/** The bytes of sorted prefixes. Throws a RangeError when they are none, or not in order. */
function readPrefixes(text: string, where: string): Uint8Array {
  if (text.length > mostPrefixes * prefixBytes * 1.4) throw new RangeError(`${where}: too many hashes.`);
  const bytes = fromBase64url(text);
  if (bytes.length % prefixBytes !== 0) throw new RangeError(`${where}: half a hash.`);
  for (let at = prefixBytes; at < bytes.length; at += prefixBytes)
    if (compare(bytes, at - prefixBytes, bytes, at) >= 0)
      throw new RangeError(`${where}: hashes out of order.`);
  return bytes;
}

const unpacked = new WeakMap<HashList, Uint8Array>();

/** The joined prefixes of a list: `prefixBytes` each, sorted. Unpacked once. */
export function prefixesOf(list: HashList): Uint8Array {
  let bytes = unpacked.get(list);
  if (!bytes) {
    bytes = fromBase64url(list.prefixes);
    unpacked.set(list, bytes);
  }
  return bytes;
}

/** The prefixes of a list as texts of 16 hexadecimal characters. */
export function prefixTexts(list: HashList): string[] {
  const bytes = prefixesOf(list);
  return Array.from({ length: bytes.length / prefixBytes }, (_, index) =>
    hex(bytes.subarray(index * prefixBytes, (index + 1) * prefixBytes)),
  );
}

/** The `prefixes` of a list that holds these hashes. @param hashes hexadecimal texts; of each as much counts as is kept */
export function prefixesText(hashes: readonly string[]): string {
  const kept = new Set(hashes.map((hash) => hash.slice(0, 2 * prefixBytes)));
  return base64url(fromHex([...kept].sort().join('')));
}

/** Whether a list names a certificate. @param hash the first 16 bytes of its SHA-256, of the list's type */
export function holdsHash(list: HashList, hash: Uint8Array): boolean {
  const bytes = prefixesOf(list);
  let low = 0;
  let high = bytes.length / prefixBytes;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(bytes, middle * prefixBytes, hash, 0);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

function compare(a: Uint8Array, at: number, b: Uint8Array, bt: number): number {
  for (let i = 0; i < prefixBytes; i++) {
    const difference = a[at + i]! - b[bt + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What tells one list from another: "DE UCI", or "DE UCI of KID". */
export function hashListName({ country, kid, type }: Pick<HashList, 'country' | 'kid' | 'type'>): string {
  return kid === null ? `${country} ${type}` : `${country} ${type} of ${kid}`;
}
