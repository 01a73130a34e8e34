import type { Relation, RelationBasis } from '../../person/account-person.ts';
import type { IdentityProof, WithdrawReason } from '../../person/desk-forms.ts';

/** What the page of a desk and the server say to one another: registering people, paper passes, lost phones. */

/** A person as a clerk sees one: enough to tell whether it is the one who stands there. */
export interface DeskPerson {
  /** Stands for the person in what follows; this clerk's alone, for a quarter of an hour. */
  handle: string;
  /** The record, into which the clerk’s browser binds what it seals. */
  record: string;
  maskedName: string;
  /** Passes on paper that are valid now. */
  papers: number;
  /** Whether somebody can sign in as this person on a phone. */
  hasAccount: boolean;
  /** Who stands for the person with an account of their own. */
  guardians: DeskGuardian[];
  /** Under 14, by the number, or the day of birth, that was given: what rests on consent takes a guardian's. */
  isMinor: boolean;
  /** Whether a guardian consented. */
  consented: boolean;
}

/** POST desk/find: null where nobody has this number. */
export interface DeskFindRequest {
  /** Of any document (domain/document/document-number.ts). */
  idNumber: string;
  /** YYYYMMDD, of who has no number of 18 characters. */
  birth?: number;
}
export interface DeskFindAnswer {
  person: DeskPerson | null;
  /** How many more persons this clerk may look for today. */
  left: number;
  now: number;
}

/** POST desk/register */
export interface DeskRegisterRequest {
  /** The record's id, 15 small letters and digits, which the browser makes: it is bound into what is sealed. */
  person: string;
  maskedName: string;
  /** The identity, sealed to the charter's tracing key. */
  sealed: string;
  /** For the index alone, as the phone's: the server keeps neither. */
  idNumber: string;
  /** As in DeskFindRequest. */
  birth?: number;
  phone?: string;
  proof: IdentityProof;
}
export interface DeskRegisterAnswer {
  person: DeskPerson;
  /** False: somebody with this number was there already, and nothing was changed. */
  isNew: boolean;
  now: number;
}

/** Of everything that is done for a person who was found. */
export interface DeskPersonRequest {
  handle: string;
}

/** POST desk/withdraw: all valid passes on paper. They are refused at every gate from then on, whatever else changes. */
export interface DeskWithdrawRequest extends DeskPersonRequest {
  reason: WithdrawReason;
}
export interface DeskWithdrawAnswer {
  withdrawn: number;
  now: number;
}

/** POST desk/lost-phone: ends every sign-in of the person and calls back the passes of the phone. */
export interface DeskLostPhoneAnswer {
  passes: number;
  now: number;
}

/** Somebody who stands for a person. */
export interface DeskGuardian {
  /** Of the relation. */
  id: string;
  maskedName: string;
  relation: Exclude<Relation, 'self'>;
  basis: RelationBasis;
  /** UTC ms; 0 where that was not kept. */
  since: number;
}
/** POST desk/guardian: by the number on the guardian's document. */
export interface GuardianRequest extends DeskPersonRequest {
  idNumber: string;
  relation: Exclude<Relation, 'self'>;
  basis: Exclude<RelationBasis, 'before'>;
}
/** POST desk/guardian/end */
export interface GuardianEndRequest extends DeskPersonRequest {
  id: string;
}
export interface GuardiansAnswer {
  guardians: DeskGuardian[];
  consented: boolean;
  /** Whether the guardian's phone shows the person from now on; false where they have no account. */
  onPhone: boolean;
}
