import { revocation } from '../../domain/credential/trust-list.ts';
import { inflate } from '../bytes/bounded-inflate.ts';
import { endsBeforeItBegins, numericDate } from '../foreign/foreign-dates.ts';
import {
  unproved,
  type ForeignContext,
  type ForeignReason,
  type ForeignVerification,
} from '../foreign/foreign.ts';
import { clockIsKnown, provedWith, withRevocation } from '../foreign/proved.ts';
import { trustedKeys } from '../foreign/trusted-keys.ts';
import { Modified, readCardBundle, SeveralPersons } from './card-statements.ts';
import { joinChunks, type JoinedChunks } from './chunks.ts';
import { HeaderRefused, own, ownList, ownText, readJson, readSignedCard, type SignedCard } from './jws.ts';
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
  if (!clockIsKnown(context)) return unproved(source, 'not-yet-valid', 'clock-unknown');
  const card = attempt(() => readSignedCard(jws));
  if (!('value' in card)) {
    const { error } = card;
    return unproved(source, 'unreadable', error instanceof HeaderRefused ? error.reason : 'not-jws');
  }
  const { kid, signature, message } = card.value;
  const signer = await trustedKeys(context.trust).signer({
    kind: 'jwk',
    kid,
    algorithm: 'ES256',
    signature,
    messages: [message],
    now: context.now,
  });
  if (!('entry' in signer))
    return unproved(source, signer.proof, signer.reason, { issuer: { name: signer.name, kid } });
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
  if (endsBeforeItBegins(expiresAt, issuedAt, claims.iat))
    return unproved(source, 'unreadable', 'times-contradict', known);
  const begins = Math.max(issuedAt, claims.iat ?? 0);
  if (!(begins <= context.now + (context.futureTolerance ?? 0)))
    return unproved(source, 'not-yet-valid', 'issued-in-future', known);
  if (expiresAt !== null && !(context.now <= expiresAt))
    return unproved(source, 'expired', 'past-expiry', known);
  if (!fourthVersion.test(claims.fhirVersion)) return unproved(source, 'unreadable', 'other-version', known);
  const contents = attempt(() => readCardBundle(claims.bundle, context.now));
  if (!('value' in contents)) return unproved(source, 'unreadable', whyBroken(contents.error), known);
  if (entry.usages && !contents.value.facts.every(({ kind }) => entry.usages!.includes(kind)))
    return unproved(source, 'unknown-issuer', 'key-not-for-this', known);
  return provedWith(source, known, withRevocation(contents.value, revoked), context);
}

/** SMART Health Cards hold FHIR R4; in other versions the same fields can mean the opposite. */
const fourthVersion = /^4\.\d{1,3}(\.\d{1,3})?(-[\w.-]{1,40})?$/;

function whyBroken(error: RangeError): ForeignReason {
  if (error instanceof SeveralPersons) return 'several-persons';
  return error instanceof Modified ? 'modifier-unknown' : 'content-broken';
}

interface CardClaims {
  iss: string;
  /** Of `nbf`, by which cards state when they were issued; UTC ms. */
  issuedAt: number;
  /** As a rule they have none. */
  iat: number | null;
  expiresAt: number | null;
  rid: string | null;
  fhirVersion: string;
  bundle: unknown;
}

async function readClaims({ payload }: SignedCard): Promise<CardClaims | { reason: ForeignReason }> {
  const bytes = await inflate(payload, 'deflate-raw', mostBytes).catch(() => null);
  if (!bytes) return { reason: 'not-compressed' };
  const json = attempt(() => readJson(bytes));
  if (!('value' in json)) return { reason: 'not-claims' };
  const claims = json.value;
  const issuedAt = numericDate(own(claims, 'nbf'));
  const stated = { exp: own(claims, 'exp') ?? null, iat: own(claims, 'iat') ?? null };
  const [expiresAt, iat] = [numericDate(stated.exp), numericDate(stated.iat)];
  const credential = own(claims, 'vc');
  const types = ownList(credential, 'type');
  const wrong = (stated.exp !== null && expiresAt === null) || (stated.iat !== null && iat === null);
  // What it is called back by must not be passed over.
  const rid = own(credential, 'rid') ?? null;
  if (issuedAt === null || wrong || (rid !== null && typeof rid !== 'string'))
    return { reason: 'not-claims' };
  if (!types.includes(cardType)) return { reason: 'unknown-content' };
  return {
    iss: ownText(claims, 'iss'),
    issuedAt,
    iat,
    expiresAt,
    rid: rid || null,
    fhirVersion: ownText(own(credential, 'credentialSubject'), 'fhirVersion'),
    bundle: own(own(credential, 'credentialSubject'), 'fhirBundle'),
  };
}
