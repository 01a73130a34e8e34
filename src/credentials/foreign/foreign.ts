import type { FactKind, TrustList } from '../../domain/credential/trust-list.ts';
import { foreignMoment, type ForeignMoment } from './foreign-dates.ts';

/**
 * What verifying a foreign credential found.
 * - proved: signed by a trusted key in force, within its validity, not called back
 * - unreadable: not a credential this system reads, or one that breaks its format
 * - incomplete: one part of a card that is split over several codes; the others are still to be shown
 * - unknown-issuer: no trusted key of that id, or one that may not sign such a statement
 * - suspended-issuer: the key is known, and not believed now (suspended, or outside its own validity)
 * - forged: the key is known, and the signature is not its own
 * - revoked: called back by its issuer; expired, not-yet-valid: outside the validity its issuer stated
 */
export const foreignProofs = [
  'proved',
  'unreadable',
  'incomplete',
  'unknown-issuer',
  'suspended-issuer',
  'forged',
  'revoked',
  'expired',
  'not-yet-valid',
] as const;
export type ForeignProof = (typeof foreignProofs)[number];

/** Why, more exactly: each is one sentence of the texts for people. */
export const foreignReasons = [
  // the container
  'not-known-form',
  'too-long',
  'not-base45',
  'not-compressed',
  'not-cose',
  'not-numeric',
  'not-jws',
  'header-not-understood',
  'chunks-missing',
  'chunks-disagree',
  // the key
  'no-key-id',
  'no-such-key',
  'key-not-for-this',
  'key-suspended',
  'key-not-yet-in-force',
  'key-no-longer-in-force',
  'key-unusable',
  'algorithm-refused',
  'issuer-mismatch',
  'signature-wrong',
  // the time
  'clock-unknown',
  'times-contradict',
  'issued-in-future',
  'past-expiry',
  'no-expiry-stated',
  'called-back',
  'revocation-unknown',
  // the contents
  'not-claims',
  'needs-network',
  'unknown-content',
  'content-broken',
  'several-persons',
  'no-person',
  'other-disease',
  'other-person',
  'other-version',
  'modifier-unknown',
  'dose-not-full',
  'dose-number-wrong',
  'result-unclear',
  'not-final',
  'time-unknown',
  'time-in-future',
] as const;
export type ForeignReason = (typeof foreignReasons)[number];

/** Whose credential it is, as its issuer wrote it. */
export interface ForeignPerson {
  /** Given name, then family name. Not to be kept or sent: it is for the check against an identity document. */
  name: string;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null when the credential states none that is a date. */
  birthDate: string | null;
  /** As strangers may see it. */
  masked: string;
  /** Family and given name in the letters of a travel document (ICAO 9303), for comparing persons; '' where unknown. */
  familyKey: string;
  givenKey: string;
  /** How the name may be spelled in another document: `Ö` as `OE` and as `O`, whatever the issuer's key says. */
  spellings: { familyKey: string; givenKey: string }[];
  /** True when the name is longer than is kept: then it is nobody's for certain. */
  isCut: boolean;
}

/** One statement about a person, of COVID-19 alone. */
export interface ForeignFact {
  kind: FactKind;
  /**
   * When the dose was given, the sample taken, or the first positive sample taken; UTC ms. A day without a time is its
   * 00:00Z. Null when the credential states no time that can be read: the fact then proves no age.
   */
  at: number | null;
  /** That time as exactly as it was written; null when none can be read. A day, month or year alone spans more than a moment. */
  when: ForeignMoment | null;
  /** Of a test; null otherwise. */
  method: 'nucleic-acid' | 'antigen' | 'other' | null;
  result: 'negative' | 'positive' | 'inconclusive' | null;
  /** Of a vaccination, as stated; null otherwise. */
  dose: { number: number | null; total: number | null } | null;
  /** Code of the vaccine or name of the test; null when not stated. */
  product: string | null;
  /** Of a recovery: the validity its issuer gives it, UTC ms, `validUntil` exclusive. */
  validFrom: number | null;
  validUntil: number | null;
  /** Who states it, as written in the credential; null when nobody is named. */
  source: string | null;
}

/** The answer to every foreign credential. */
export interface ForeignVerification {
  source: 'hcert' | 'smart-health-card';
  proof: ForeignProof;
  /** The trust list's name for the signer (null when no entry fits) and the key it names; null when it names none. */
  issuer: { name: string | null; kid: string } | null;
  /** Null unless proved, and null in a proved credential that names nobody: such a one proves nothing of anybody. */
  person: ForeignPerson | null;
  /** Empty unless proved. */
  facts: ForeignFact[];
  /** UTC ms, once the signature is known to hold; null before, or when not stated. */
  issuedAt: number | null;
  expiresAt: number | null;
  /** Of an incomplete card: how many of its codes have been read, and how many there are. */
  chunks: { have: number; total: number } | null;
  /** Why it is not proved, or what a proved one leaves unknown. */
  reasons: ForeignReason[];
}

/** What a foreign credential is verified against. No network is asked. */
export interface ForeignContext {
  /** UTC ms by the device's best clock. */
  now: number;
  trust: TrustList;
  /** How far a signer's clock may run ahead of ours, ms; 0 when left out. */
  futureTolerance?: number;
}

/** An answer that proves nothing. */
export function unproved(
  source: ForeignVerification['source'],
  proof: Exclude<ForeignProof, 'proved'>,
  reason: ForeignReason,
  known: Partial<Pick<ForeignVerification, 'issuer' | 'issuedAt' | 'expiresAt' | 'chunks'>> = {},
): ForeignVerification {
  return {
    source,
    proof,
    issuer: known.issuer ?? null,
    person: null,
    facts: [],
    issuedAt: known.issuedAt ?? null,
    expiresAt: known.expiresAt ?? null,
    chunks: known.chunks ?? null,
    reasons: [reason],
  };
}

/** The empty fact of a kind, for readers to fill. */
export function blankFact(kind: FactKind): ForeignFact {
  return {
    kind,
    at: null,
    when: null,
    method: null,
    result: null,
    dose: null,
    product: null,
    validFrom: null,
    validUntil: null,
    source: null,
  };
}

/** Before it nobody was ill with COVID-19, tested or vaccinated: such a date stands for one that nobody knew. */
const beginning = Date.UTC(2019, 10, 1);

/** The time of a fact from its text; unknown when it cannot be read, or cannot be that of any fact here. */
export function factTime(text: unknown): Pick<ForeignFact, 'at' | 'when'> {
  const when = foreignMoment(text);
  return when && when.latest >= beginning ? { at: when.at, when } : { at: null, when: null };
}
