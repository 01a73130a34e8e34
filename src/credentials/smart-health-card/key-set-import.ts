import { base64url, concat, fromBase64url } from '../../domain/bytes/bytes.ts';
import type { RevocationList, TrustEntry } from '../../domain/credential/trust-list.ts';
import { verifyingKey } from '../bytes/p256.ts';
import { own, ownList, ownText } from './jws.ts';

/** What taking in a key set (JWKS) gave: entries for a trust list, and which keys were left out and why. */
export interface ImportedKeySet {
  entries: TrustEntry[];
  refused: { kid: string; why: string }[];
}

/**
 * Entries for the keys of an issuer of SMART Health Cards, from its `/.well-known/jwks.json`.
 * @param keySet the JSON value
 * @param issuer.name for people; issuer.iss the URL its cards must state as `iss`, null to leave that unchecked
 * @throws RangeError when it is no key set
 */
export async function trustEntriesOf(
  keySet: unknown,
  issuer: { name: string; iss: string | null },
): Promise<ImportedKeySet> {
  if (!Array.isArray(own(keySet, 'keys'))) throw new RangeError('Not a key set: it has no list "keys".');
  const result: ImportedKeySet = { entries: [], refused: [] };
  for (const jwk of ownList(keySet, 'keys')) {
    const kid = ownText(jwk, 'kid');
    try {
      result.entries.push({ ...(await readKey(jwk)), kid, issuer: issuer.name, iss: issuer.iss });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      result.refused.push({ kid, why: error.message });
    }
  }
  return result;
}

const coordinate = 32;

async function readKey(jwk: unknown): Promise<Omit<TrustEntry, 'kid' | 'issuer' | 'iss'>> {
  if (!/^[\w-]{1,128}$/.test(ownText(jwk, 'kid'))) throw new RangeError('It has no key id (kid).');
  if (own(jwk, 'd') !== undefined) throw new RangeError('It is a private key: it must never be handed out.');
  if (ownText(jwk, 'kty') !== 'EC' || ownText(jwk, 'crv') !== 'P-256')
    throw new RangeError('It is no key on P-256.');
  const x = fromBase64url(ownText(jwk, 'x'));
  const y = fromBase64url(ownText(jwk, 'y'));
  if (x.length !== coordinate || y.length !== coordinate)
    throw new RangeError('Its coordinates are no 32 bytes.');
  const point = concat(Uint8Array.of(4), x, y);
  await verifyingKey(point);
  const version = own(jwk, 'crlVersion');
  return {
    kind: 'jwk',
    key: base64url(point),
    notBefore: null,
    notAfter: null,
    usages: null,
    suspended: false,
    crlVersion: Number.isSafeInteger(version) ? (version as number) : null,
  };
}

/**
 * A revocation list from an issuer's `/.well-known/crl/{kid}.json`.
 * @throws RangeError when it is none, or of another method than `rid`
 */
export function revocationListOf(list: unknown): RevocationList {
  const kid = ownText(list, 'kid');
  const ctr = own(list, 'ctr');
  const rids = ownList(list, 'rids');
  if (!kid || !Number.isSafeInteger(ctr) || !Array.isArray(own(list, 'rids')))
    throw new RangeError('Not a revocation list: it lacks kid, ctr or rids.');
  if (ownText(list, 'method') !== 'rid') throw new RangeError('The revocation list is not one of rids.');
  const texts = rids.filter((rid) => typeof rid === 'string' && /^[\w-]{1,64}(\.\d{1,12})?$/.test(rid));
  if (texts.length < rids.length) throw new RangeError('The revocation list holds what is no revocation id.');
  return { kid, ctr: ctr as number, rids: texts as string[] };
}
