import { concat, utf8 } from '../../domain/bytes/bytes.ts';
import { holdsHash, type HashType } from '../../domain/credential/hash-lists.ts';
import type { TrustEntry, TrustList } from '../../domain/credential/trust-list.ts';
import { sha256 } from '../bytes/p256.ts';

/** What a certificate is known by in lists of those called back. */
export interface CalledBackBy {
  /** Claim 1; null when not stated. */
  country: string | null;
  /** The identifiers of its statements (`ci`), as written. */
  ids: readonly string[];
  signature: Uint8Array<ArrayBuffer>;
  algorithm: 'ES256' | 'PS256';
}

/**
 * Whether a certificate has been called back by itself.
 * @returns 'unknown' when its issuer keeps lists and one of them is missing, older than stated (`crlVersion` of the key), or
 * past its time: who cannot look does not know
 */
export async function calledBack(
  { hashLists = [] }: TrustList,
  entry: TrustEntry,
  certificate: CalledBackBy,
  now: number,
): Promise<'revoked' | 'not-revoked' | 'unknown'> {
  // One that names no country may be of any; a ministry in words is none either.
  const stated = certificate.country?.trim().toUpperCase() ?? '';
  const from = /^[A-Z]{2}$/.test(stated) ? stated : null;
  const own = hashLists.filter((list) =>
    list.kid === null ? from === null || list.country === from : list.kid === entry.kid,
  );
  for (const list of own) {
    // As it is written, and as lists write it.
    for (const country of new Set([certificate.country ?? list.country, from ?? list.country])) {
      const hashes = await hashesOf(list.type, { ...certificate, country });
      if (hashes.some((hash) => holdsHash(list, hash))) return 'revoked';
    }
  }
  // Asked this way round, a clock that gives no number knows of nothing that it is in time.
  if (own.some(({ goodUntil }) => goodUntil !== null && !(now <= goodUntil))) return 'unknown';
  // A list by identifier cannot say anything of a certificate that has none.
  if (own.some(({ type }) => type !== 'SIGNATURE') && certificate.ids.length === 0) return 'unknown';
  const { crlVersion } = entry;
  return crlVersion === null || own.some(({ ctr }) => ctr >= crlVersion) ? 'not-revoked' : 'unknown';
}

/**
 * The first 16 bytes of SHA-256, as the EU gateway defines them (revocation hash types of the DCC Gateway; the rule for ECDSA
 * is r alone, since (r, n - s) is a signature too).
 */
export async function hashesOf(type: HashType, certificate: CalledBackBy): Promise<Uint8Array[]> {
  const hashes = hashed(type, certificate).map((bytes) => sha256(bytes));
  return (await Promise.all(hashes)).map((hash) => hash.subarray(0, 16));
}

function hashed(
  type: HashType,
  { country, ids, signature, algorithm }: CalledBackBy,
): Uint8Array<ArrayBuffer>[] {
  if (type === 'UCI') return ids.map((id) => utf8(id));
  if (type === 'COUNTRYCODEUCI') return ids.map((id) => concat(utf8(country ?? ''), utf8(id)));
  return [algorithm === 'ES256' ? signature.slice(0, signature.length / 2) : signature];
}
