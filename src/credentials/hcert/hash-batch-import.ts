import { base64url, fromBase64url, hex } from '../../domain/bytes/bytes.ts';
import {
  hashListName,
  hashTypes,
  mostPrefixes,
  prefixesText,
  prefixTexts,
  type HashList,
  type HashType,
} from '../../domain/credential/hash-lists.ts';

/** One batch of certificates called back, as the EU DCC Gateway hands it out (its JSON, without the CMS around it). */
export interface HashBatch {
  country: string;
  /** base64url; null where the batch names no key. */
  kid: string | null;
  type: HashType;
  /** UTC ms: how long the gateway keeps it. */
  expires: number;
  /** Hexadecimal, 16 bytes each. */
  hashes: string[];
}

/** Reads `{country, expires, kid, hashType, entries: [{hash}]}`. Throws a RangeError that says what is wrong. */
export function readHashBatch(value: unknown): HashBatch {
  if (value === null || typeof value !== 'object') throw new RangeError('The batch is no JSON object.');
  const { country, expires, kid, hashType, entries } = value as { [name: string]: unknown };
  if (typeof country !== 'string' || !/^[A-Za-z]{2}$/.test(country))
    throw new RangeError('The batch has no country.');
  const type = hashTypes.find((one) => one === hashType);
  if (!type) throw new RangeError('The batch has a hashType that is not known.');
  const until = typeof expires === 'string' ? Date.parse(expires) : NaN;
  if (!Number.isSafeInteger(until)) throw new RangeError('The batch does not say when it expires.');
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > mostPrefixes)
    throw new RangeError('The batch has no entries, or too many.');
  return {
    country: country.toUpperCase(),
    kid: kid === 'UNKNOWN_KID' ? null : base64url(fromBase64(kid, 8)),
    type,
    expires: until,
    hashes: entries.map((entry) => hex(fromBase64((entry as { hash?: unknown } | null)?.hash, 16))),
  };
}

/** Bytes of base64 (RFC 4648 section 4) or base64url. Throws a RangeError on anything else, and on another length. */
function fromBase64(text: unknown, length: number): Uint8Array {
  if (typeof text !== 'string' || text.length > 100) throw new RangeError('The batch holds what is no hash.');
  const bytes = fromBase64url(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  if (bytes.length !== length)
    throw new RangeError(`The batch holds a hash or key id of ${bytes.length} bytes.`);
  return bytes;
}

/** The lists with a batch put into the one it belongs to. Nothing that was called back is let go. */
export function withBatch(
  lists: readonly HashList[],
  batch: HashBatch,
): { lists: HashList[]; list: HashList } {
  const name = hashListName(batch);
  const old = lists.find((one) => hashListName(one) === name);
  const { country, kid, type } = batch;
  const list: HashList = {
    country,
    kid,
    type,
    ctr: (old?.ctr ?? 0) + 1,
    goodUntil: Math.max(old?.goodUntil ?? 0, batch.expires),
    prefixes: prefixesText([...(old ? prefixTexts(old) : []), ...batch.hashes]),
  };
  return { lists: [...lists.filter((one) => one !== old), list], list };
}
