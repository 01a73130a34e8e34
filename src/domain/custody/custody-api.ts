import type { PublicKey, SignedCharter } from '../bundle/charter.ts';
import type { TracerSignature } from './tracer-certificate.ts';

/** What the page Custody, the opening of names and the server say to one another. */

/** Why an officer's browser is taken out. After the latter two a new generation of the tracing key is needed. */
export const removalReasons = ['lost', 'stolen', 'left'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** The ones after which somebody outside may have the key. */
export function endsGeneration(reason: RemovalReason | ''): boolean {
  return reason === 'stolen' || reason === 'left';
}

/** An officer's browser and what it may open. */
export interface TracerRow {
  key: number;
  /** The officer as the account is called today. */
  name: string;
  /** The text that custody officers sign (`tracerBody`). */
  body: string;
  signatures: TracerSignature[];
  /** Generations of the tracing key that were handed over to it. */
  generations: number[];
  /** UTC ms; 0 while it is in. */
  removed: number;
  removedBy: string;
  reason: RemovalReason | '';
  /** Whether it is a browser of the asker's. */
  isOwn: boolean;
  /** False: the account was ended or locked, or has no role any more that opens names. */
  mayOpen: boolean;
}

/** Where the sealing of identities stands. */
export interface SealingState {
  /** Persons whose identity only the tracing key opens, by its generation. */
  sealed: { generation: number; persons: number }[];
  /** Persons whose identity the server's old key opens still. */
  unsealed: number;
  /** When the old key was destroyed, UTC ms; null where it was not, or there never was one. */
  oldKeyDestroyed: number | null;
  /** Until when a back-up from before may still be kept, UTC ms: with a copy of the old key it opens. Null where there was none. */
  oldBackupsUntil: number | null;
}

/** The district's charter, as pages of staff verify it. */
export interface CharterAnswer {
  root: PublicKey;
  charter: SignedCharter;
  now: number;
}

/** GET custody */
export interface CustodyAnswer extends CharterAnswer {
  /** The asker's record id. */
  account: string;
  tracers: TracerRow[];
  /** The tracing key for the asker's own browsers. */
  wrapped: { key: number; generation: number; wrapped: string }[];
  /** Since when a new generation is needed, and whose going it was, UTC ms; null where none is. */
  newKeyNeeded: { since: number; name: string } | null;
  sealing: SealingState;
}

/** POST custody/key */
export interface TracerKeyRequest {
  /** 65 bytes uncompressed, base64url. */
  point: string;
}
export interface TracerKeyAnswer {
  key: number;
}

/** POST custody/certify */
export interface CertifyRequest extends TracerSignature {
  key: number;
}

/** POST custody/hand-over: from an officer who is in, or from the escrow. */
export interface HandOverRequest {
  key: number;
  generation: number;
  wrapped: string;
}

/** POST custody/remove */
export interface RemoveTracerRequest {
  key: number;
  reason: RemovalReason;
}

/** POST name/open */
export interface OpenNameRequest {
  /** Of a search. */
  handle: string;
  /** An open case's number. */
  case: number;
  reason: OpeningReason;
}

/** So many persons a list with names has at the most. */
export const mostNamed = 60;
/** POST name/list: a list with names, for an officer's browser to print or save. */
export interface NameListRequest {
  /** Of searches. */
  handles: string[];
  case: number;
  reason: OpeningReason;
}
export interface NamedPerson {
  person: string;
  maskedName: string;
  sealed: string;
}
export interface NameListAnswer {
  people: NamedPerson[];
  /** Who made it, as the account is called. */
  officer: string;
  now: number;
}

/** What a name is opened for. */
export const openingReasons = ['interview', 'pick-up', 'correction', 'check'] as const;
export type OpeningReason = (typeof openingReasons)[number];

export interface OpenNameAnswer {
  /** The record's id, which is bound into what is sealed. */
  person: string;
  maskedName: string;
  sealed: string;
  now: number;
}
