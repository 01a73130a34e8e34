import { fromBase45 } from '../../domain/bytes/base45.ts';
import { inflate } from '../bytes/bounded-inflate.ts';
import {
  unproved,
  type ForeignContext,
  type ForeignProof,
  type ForeignReason,
  type ForeignVerification,
} from '../foreign/foreign.ts';
import { clockIsKnown, provedWith, withRevocation } from '../foreign/proved.ts';
import { endsBeforeItBegins } from '../foreign/foreign-dates.ts';
import { kidText, trustedKeys, type SignatureAlgorithm } from '../foreign/trusted-keys.ts';
import { untagged } from './cbor.ts';
import { calledBack } from './called-back.ts';
import { readHealthClaims, type HealthClaims } from './claims.ts';
import { CriticalHeader, readCoseSign1, type CoseSign1 } from './cose.ts';
import { readDcc } from './dcc.ts';
import { readDdccTest, readDdccVaccination } from './ddcc.ts';
import { hcertPrefix } from './prefix.ts';
import { asMap, type Statements } from './statements.ts';

/** The most characters a QR code holds in its alphanumeric mode (version 40-L). */
const longestText = 4296;
/** Far above any health certificate (they unfold to 0.3 to 1 kB), far below what would slow a sentry. */
const mostBytes = 65_536;

const algorithms = new Map<number | null, SignatureAlgorithm>([
  [-7, 'ES256'],
  [-37, 'PS256'],
]);

/**
 * Verifies a health certificate: an EU Digital COVID Certificate, or the WHO's in the same container. Never throws on any
 * text. The signature is checked before times and contents, so that 'expired' is only ever said of a genuine certificate.
 */
export async function verifyHcert(text: string, context: ForeignContext): Promise<ForeignVerification> {
  if (!clockIsKnown(context)) return unproved('hcert', 'not-yet-valid', 'clock-unknown');
  const opened = await open(text);
  if ('reason' in opened) return unproved('hcert', 'unreadable', opened.reason);
  const { message } = opened;
  const kid = message.kid && kidText(message.kid);
  const named = (name: string | null) => (kid === null && name === null ? null : { name, kid: kid ?? '' });
  const algorithm = algorithms.get(message.algorithm);
  if (!algorithm) return unproved('hcert', 'unreadable', 'algorithm-refused', { issuer: named(null) });
  const signer = await trustedKeys(context.trust).signer({
    ...message,
    kind: 'x509',
    kid,
    algorithm,
    now: context.now,
  });
  if (!('entry' in signer))
    return unproved('hcert', signer.proof, signer.reason, { issuer: named(signer.name) });
  const { entry } = signer;
  const issuer = { name: entry.issuer, kid: entry.kid };
  const claims = orNull(() => readHealthClaims(message.payload));
  if (!claims) return unproved('hcert', 'unreadable', 'not-claims', { issuer });
  const { issuedAt, expiresAt } = claims;
  const known = { issuer, issuedAt, expiresAt };
  if (endsBeforeItBegins(expiresAt, issuedAt, claims.notBefore))
    return unproved('hcert', 'unreadable', 'times-contradict', known);
  const statements = readContent(claims);
  const ids = 'reason' in statements ? [] : statements.ids;
  const certificate = { country: claims.issuer, ids, signature: message.signature, algorithm };
  const revoked = await calledBack(context.trust, entry, certificate, context.now);
  if (revoked === 'revoked') return unproved('hcert', 'revoked', 'called-back', known);
  const late = timing(claims, context);
  if (late) return unproved('hcert', late.proof, late.reason, known);
  if ('reason' in statements) return unproved('hcert', 'unreadable', statements.reason, known);
  if (entry.usages && !statements.kinds.every((kind) => entry.usages!.includes(kind)))
    return unproved('hcert', 'unknown-issuer', 'key-not-for-this', known);
  return provedWith('hcert', known, withRevocation(statements, revoked), context);
}

/** Undoes what the code was packed in, or says which wrapping is broken. */
async function open(text: string): Promise<{ message: CoseSign1 } | { reason: ForeignReason }> {
  if (!text.startsWith(hcertPrefix)) return { reason: 'not-known-form' };
  if (text.length > longestText) return { reason: 'too-long' };
  const packed = orNull(() => fromBase45(text.slice(hcertPrefix.length)));
  if (!packed) return { reason: 'not-base45' };
  const bytes = await inflate(packed, 'deflate', mostBytes).catch(() => null);
  if (!bytes) return { reason: 'not-compressed' };
  try {
    return { message: readCoseSign1(bytes) };
  } catch (error) {
    if (error instanceof CriticalHeader) return { reason: 'header-not-understood' };
    if (error instanceof RangeError) return { reason: 'not-cose' };
    throw error;
  }
}

/** What `read` gives; null when it throws the RangeError of what it cannot read. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Why the certificate does not hold at this moment; null when it does. It still holds in its last second. */
function timing(
  { issuedAt, notBefore, expiresAt }: HealthClaims,
  { now, futureTolerance = 0 }: ForeignContext,
): { proof: Exclude<ForeignProof, 'proved'>; reason: ForeignReason } | null {
  const begins = Math.max(issuedAt ?? -Infinity, notBefore ?? -Infinity);
  if (!(begins <= now + futureTolerance)) return { proof: 'not-yet-valid', reason: 'issued-in-future' };
  if (expiresAt !== null && !(now <= expiresAt)) return { proof: 'expired', reason: 'past-expiry' };
  return null;
}

const readers = [
  [1, readDcc],
  [3, readDdccVaccination],
  [4, readDdccTest],
] as const;

/** A link to a document elsewhere (SMART Health Link): it proves nothing without a network. */
const healthLink = 5;

function readContent({ content }: HealthClaims): Statements | { reason: ForeignReason } {
  const stated = [...content.keys()].filter((form) => (untagged(content.get(form)) ?? null) !== null);
  const known = readers.filter(([form]) => stated.includes(form));
  // Of two certificates in one, none may be left unread: it could say the opposite.
  if (known.length > 1 || (known.length > 0 && stated.includes(healthLink)))
    return { reason: 'content-broken' };
  for (const [form, read] of known) {
    const value = content.get(form);
    // The WHO's model allows a list of one.
    const map = asMap(Array.isArray(value) && value.length === 1 ? value[0] : value);
    const statements = map && orNull(() => read(map));
    if (!statements) return { reason: 'content-broken' };
    return stated.length > 1
      ? { ...statements, reasons: [...statements.reasons, 'unknown-content'] }
      : statements;
  }
  return { reason: content.has(healthLink) ? 'needs-network' : 'unknown-content' };
}
