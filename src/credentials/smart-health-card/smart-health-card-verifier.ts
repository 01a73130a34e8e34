import { revocation } from '../../domain/trust-list.ts';
import { inflate } from '../bounded-inflate.ts';
import { numericDate } from '../foreign-dates.ts';
import { unproved, type ForeignContext, type ForeignReason, type ForeignVerification } from '../foreign.ts';
import { provedWith } from '../proved.ts';
import { trustedKeys } from '../trusted-keys.ts';
import { readCardBundle, SeveralPersons, type CardStatements } from './card-statements.ts';
import { joinChunks, type JoinedChunks } from './chunks.ts';
import { AlgorithmRefused, own, ownList, ownText, readJson, readSignedCard, type SignedCard } from './jws.ts';
import { cardPrefix, readCardChunk } from './numeric.ts';

const source = 'smart-health-card';
/** A summary of a whole medical record unfolds to 30 kB; a bomb to far more. */
const mostBytes = 131_072;
const cardType = 'https://smarthealth.cards#health-card';

/**
 * Verifies the codes of one card, in any order: one text as a rule, several for a card that is split. Never throws on any
 * text. The signature is checked before revocation, times and contents.
 */
export async function verifySmartHealthCard(
  codes: string | readonly string[],
  context: ForeignContext,
): Promise<ForeignVerification> {
  const texts = typeof codes === 'string' ? [codes] : codes;
  const joined = open(texts);
  if ('reason' in joined) return unproved(source, 'unreadable', joined.reason);
  if (!('jws' in joined)) return unproved(source, 'incomplete', 'chunks-missing', { chunks: joined });
  return verifySignedCard(joined.jws, context);
}

function open(texts: readonly string[]): JoinedChunks | { reason: ForeignReason } {
  if (!texts.some((text) => text.startsWith(cardPrefix))) return { reason: 'not-known-form' };
  const whole = attempt(() => joinChunks(texts));
  if ('value' in whole) return whole.value;
  // Each one can be read, and yet they do not go together.
  const each = attempt(() => texts.map(readCardChunk));
  return { reason: 'value' in each ? 'chunks-disagree' : 'not-numeric' };
}

/** What `read` gives, or the RangeError of what it cannot read. */
function attempt<T>(read: () => T): { value: T } | { error: RangeError } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof RangeError) return { error };
    throw error;
  }
}

/** Verifies a signed card (JWS compact serialization), as `verifySmartHealthCard` does its codes. */
export async function verifySignedCard(jws: string, context: ForeignContext): Promise<ForeignVerification> {
  const card = attempt(() => readSignedCard(jws));
  if (!('value' in card)) {
    const refused = card.error instanceof AlgorithmRefused;
    return unproved(source, 'unreadable', refused ? 'algorithm-refused' : 'not-jws');
  }
  const { kid, signature, message } = card.value;
  const named = (name: string | null) => (kid === null && name === null ? null : { name, kid: kid ?? '' });
  const signer = await trustedKeys(context.trust).signer({
    kind: 'jwk',
    kid,
    algorithm: 'ES256',
    signature,
    messages: [message],
    now: context.now,
  });
  if (!('entry' in signer))
    return unproved(source, signer.proof, signer.reason, { issuer: named(signer.name) });
  const { entry } = signer;
  const issuer = { name: entry.issuer, kid: entry.kid };
  const claims = await readClaims(card.value);
  if ('reason' in claims) return unproved(source, 'unreadable', claims.reason, { issuer });
  const { issuedAt, expiresAt } = claims;
  const known = { issuer, issuedAt, expiresAt };
  if (entry.iss !== null && entry.iss !== claims.iss)
    return unproved(source, 'unknown-issuer', 'issuer-mismatch', known);
  const revoked = revocation(context.trust, entry, claims.rid, issuedAt);
  if (revoked === 'revoked') return unproved(source, 'revoked', 'called-back', known);
  if (issuedAt > context.now + (context.futureTolerance ?? 0))
    return unproved(source, 'not-yet-valid', 'issued-in-future', known);
  if (expiresAt !== null && context.now > expiresAt) return unproved(source, 'expired', 'past-expiry', known);
  const contents = attempt(() => readCardBundle(claims.bundle));
  if (!('value' in contents)) {
    const several = contents.error instanceof SeveralPersons;
    return unproved(source, 'unreadable', several ? 'several-persons' : 'content-broken', known);
  }
  if (entry.usages && !contents.value.facts.every(({ kind }) => entry.usages!.includes(kind)))
    return unproved(source, 'unknown-issuer', 'key-not-for-this', known);
  return provedWith(source, known, withRevocation(contents.value, revoked), context);
}

function withRevocation(contents: CardStatements, revoked: 'not-revoked' | 'unknown'): CardStatements {
  if (revoked === 'not-revoked') return contents;
  return { ...contents, reasons: [...contents.reasons, 'revocation-unknown'] };
}

interface CardClaims {
  iss: string;
  /** UTC ms. */
  issuedAt: number;
  expiresAt: number | null;
  rid: string | null;
  bundle: unknown;
}

async function readClaims({ payload }: SignedCard): Promise<CardClaims | { reason: ForeignReason }> {
  const bytes = await inflate(payload, 'deflate-raw', mostBytes).catch(() => null);
  if (!bytes) return { reason: 'not-compressed' };
  const json = attempt(() => readJson(bytes));
  if (!('value' in json)) return { reason: 'not-claims' };
  const claims = json.value;
  const issuedAt = numericDate(own(claims, 'nbf'));
  const exp = own(claims, 'exp') ?? null;
  const expiresAt = numericDate(exp);
  const credential = own(claims, 'vc');
  const types = ownList(credential, 'type');
  if (issuedAt === null || (exp !== null && expiresAt === null)) return { reason: 'not-claims' };
  if (!types.includes(cardType)) return { reason: 'unknown-content' };
  return {
    iss: ownText(claims, 'iss'),
    issuedAt,
    expiresAt,
    rid: ownText(credential, 'rid') || null,
    bundle: own(own(credential, 'credentialSubject'), 'fhirBundle'),
  };
}
