import type { Colour } from '../../person/health-status.ts';
import type { IdentityProof } from '../../person/desk-forms.ts';
import type { CorrectionPart } from '../../person/request-forms.ts';
import type { OverrideColour, OverrideReason } from '../../policy/override.ts';
import type { PersonRequest } from '../api.ts';
import type { DeskPersonRequest } from './desk-api.ts';

/** What people ask about themselves, and what officials decide: what pages and server say to one another. */

export type RequestKind = 'review' | 'correction';
/**
 * - waiting: for an official
 * - second: another colour was proposed, and a second official has yet to agree
 * - kept, changed: a review's ends; accepted, refused: a correction's
 * - taken-back: by who asked
 */
export const requestStates = [
  'waiting',
  'second',
  'kept',
  'changed',
  'accepted',
  'refused',
  'taken-back',
] as const;
export type RequestState = (typeof requestStates)[number];

interface RequestFacts {
  id: number;
  kind: RequestKind;
  /** The colour when a review was asked for, or what is said to be wrong. */
  about: Colour | CorrectionPart;
  words: string;
  via: 'own' | 'guardian' | 'desk';
  /** UTC ms; `due` is the promised time. */
  at: number;
  due: number;
  state: RequestState;
  /** What the person is told; '' until somebody decided. */
  answer: string;
  /** UTC ms; 0 until then. */
  decidedAt: number;
}

/** As the person reads it: no official by name. */
export type OwnRequestRow = RequestFacts;

/** GET me/requests: the latest first. */
export interface OwnRequestsAnswer {
  rows: OwnRequestRow[];
  colour: Colour;
  /** Whether a review can be asked for: the colour is not green, and none waits. */
  reviewable: boolean;
  /** What is promised. */
  reviewHours: number;
  correctionDays: number;
  now: number;
}

/** POST me/review, POST me/correction */
export interface OwnReviewRequest extends PersonRequest {
  words: string;
}
export interface OwnCorrectionRequest extends PersonRequest {
  about: Exclude<CorrectionPart, 'identity'>;
  words: string;
}
/** POST me/request/withdraw */
export interface RequestTakenBack extends PersonRequest {
  id: number;
}

/** POST desk/review, desk/correction, desk/identity: for who stands there. */
export interface DeskReviewRequest extends DeskPersonRequest {
  words: string;
}
export interface DeskCorrectionRequest extends DeskPersonRequest {
  about: Exclude<CorrectionPart, 'identity'>;
  words: string;
}
export interface DeskIdentityRequest extends DeskPersonRequest {
  maskedName: string;
  /** Sealed to the tracing key, bound to the person's record. */
  sealed: string;
  /** For the index alone, as the phone's. */
  idNumber: string;
  phone?: string;
  proof: IdentityProof;
}
export interface RequestMade {
  /** Until when somebody decides, UTC ms. */
  due: number;
  now: number;
}

/** As officials see it. */
export interface PersonRequestRow extends RequestFacts {
  maskedName: string;
  /** The person's colour now. */
  colour: Colour;
  /** Names of officials; '' for nobody. */
  takenBy: string;
  decidedBy: string;
  /** Of an identity: how it should be, as far as the server knows; null for others. */
  identity: {
    maskedName: string;
    proof: IdentityProof;
    changesNumber: boolean;
    changesPhone: boolean;
  } | null;
  /** Whether the asker may decide on it now. */
  mine: boolean;
}

/** GET requests: what waits first, by its promised time; then the latest decided. */
export interface PersonRequestsAnswer {
  requests: PersonRequestRow[];
  now: number;
}

/** POST request/decide */
export interface RequestDecision {
  id: number;
  /** Of a review 'kept' or 'change', of a correction 'accepted' or 'refused'. */
  outcome: 'kept' | 'change' | 'accepted' | 'refused';
  answer: string;
  /** Of 'change'. */
  colour?: OverrideColour;
  reason?: OverrideReason;
  days?: number;
}
