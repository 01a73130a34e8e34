import type { ShownDocument } from '../document/shown-document.ts';
import type { HealthStatus } from '../person/health-status.ts';

/** Something shown at a gate. */
export type Presentation = ShownCode | LaidDocument | CityCode;

/** The text of a QR code and when it was seen. */
export interface ShownCode {
  kind: 'qr';
  text: string;
  /** The other codes of a card that is split over several. */
  otherCodes?: readonly string[];
  /** UTC ms. */
  at: number;
}

/** The text of a code of the city's own health code service, and when it was seen. */
export interface CityCode {
  kind: 'health-code';
  text: string;
  /** UTC ms. */
  at: number;
}

/** A document that was laid on a reader, and when it was read. */
export interface LaidDocument {
  kind: 'document';
  document: ShownDocument;
  /** UTC ms. */
  at: number;
}

/**
 * What verifying a presentation found of its proof.
 * - proved: every signature holds and every time window is kept
 * - unreadable: no code this system knows
 * - forged: a signature does not hold, or no trusted key made it
 * - expired, not-yet-valid: outside the validity its issuer stated
 * - stale: shown too long ago (an old picture of the screen); ahead: shown in the future
 * - replayed: this very showing was already used at this gate
 * - revoked: its issuer, or the authority, has called the credential or its key back
 * - incomplete: a part of it is still to be shown (chunked cards)
 * - unregistered: a document whose person the district does not know
 * - unconfirmed: a document, or a code of another service, about which nobody could be asked in time
 * - document-over: a document whose last day is past
 */
export const proofs = [
  'proved',
  'unreadable',
  'forged',
  'expired',
  'not-yet-valid',
  'stale',
  'ahead',
  'replayed',
  'revoked',
  'incomplete',
  'unregistered',
  'unconfirmed',
  'document-over',
] as const;
export type Proof = (typeof proofs)[number];

/** What proves nothing, for one reason or another. */
export const noProofs = proofs.filter((proof) => proof !== 'proved');

/**
 * What kind of credential was shown. A 'paper' pass proves an identity alone; foreign credentials ('hcert': EU DCC and WHO,
 * 'smart-health-card') prove what happened to a person, but not that the bearer is that person. A document ('id-card', whose chip the
 * reader authenticated, and 'travel-document') says who somebody is, the server how they are; of the city's own 'health-code' its service
 * says both.
 */
export const credentialKinds = [
  'pass',
  'paper',
  'hcert',
  'smart-health-card',
  'id-card',
  'travel-document',
  'health-code',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** The one answer to every kind of credential. */
export interface Verification {
  proof: Proof;
  /** Null when what was shown could not be read. */
  kind: CredentialKind | null;
  /** True when the showing answers this sentry's own challenge. */
  challenged: boolean;
  /**
   * Whose it is, as far as proved; null when nothing is proved. A document that nobody was asked about in time, or that is nobody's on
   * record, still says a name.
   */
  person: {
    maskedName: string;
    /** 16 hexadecimal characters; null for a foreign credential, which has none. */
    passId: string | null;
  } | null;
  /** The proved health status; null when nothing is proved. */
  status: HealthStatus | null;
  /** When the source stated the status, UTC ms; null when nothing is proved, or when it does not say. */
  statedAt: number | null;
  /** The holder's showing, kept with the scan as proof of presence; null when there is none. */
  showing: Uint8Array | null;
  /** What a replay of this very showing is recognised by; null when the text could not be read. */
  replayKey: string | null;
  /** Of a foreign credential: why it is not proved, or what it leaves unknown, as codes (credentials/foreign/foreign.ts). */
  reasons?: readonly string[];
  /** Of a foreign credential: who signed it, by the trust list; null when no one known did. */
  source?: string | null;
}
