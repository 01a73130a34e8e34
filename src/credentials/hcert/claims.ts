import { numericDate } from '../foreign/foreign-dates.ts';
import { CborTagged, numberOf, readCbor, untagged, type CborMap, type CborValue } from './cbor.ts';

/** The claims of a health certificate (CWT, RFC 8392, and HCERT section 3.3). */
export interface HealthClaims {
  /** Who says it signed: a country code as a rule; null when it does not say. */
  issuer: string | null;
  /** UTC ms; null when not stated. */
  issuedAt: number | null;
  notBefore: number | null;
  expiresAt: number | null;
  /** The health certificate claim (-260): what it holds, by the number of its form. */
  content: CborMap;
}

const label = { issuer: 1, expiresAt: 4, notBefore: 5, issuedAt: 6, health: -260 } as const;

/** Reads the payload of a signed message. Throws a RangeError when it holds no health certificate claims. */
export function readHealthClaims(payload: Uint8Array<ArrayBuffer>): HealthClaims {
  const claims = untagged(readCbor(payload));
  if (!(claims instanceof Map)) throw new RangeError('The claims are no map.');
  const content = untagged(claims.get(label.health));
  if (!(content instanceof Map)) throw new RangeError('There is no health certificate claim.');
  const issuer = untagged(claims.get(label.issuer));
  return {
    issuer: typeof issuer === 'string' ? issuer : null,
    issuedAt: time(claims.get(label.issuedAt), 'issued at'),
    notBefore: time(claims.get(label.notBefore), 'not before'),
    expiresAt: time(claims.get(label.expiresAt), 'expires at'),
    content,
  };
}

/** Seconds since 1970 by themselves or with the tag that says so (RFC 8949 section 3.4.2). */
const epochTag = 1;

function time(value: CborValue | undefined, name: string): number | null {
  const seconds = value instanceof CborTagged && value.tag === epochTag ? value.value : (value ?? null);
  if (seconds === null) return null;
  const at = numericDate(numberOf(seconds));
  if (at === null) throw new RangeError(`The claim "${name}" is no time.`);
  return at;
}
