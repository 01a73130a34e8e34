import type { ConsentWay, RemovedBy } from '../../roster/roster-forms.ts';
import type { RosterKind, SignedRoster } from '../../roster/roster.ts';
import type { PersonRequest } from '../api.ts';

/** What pages, sentries and server say to one another about rosters (domain/roster). */

/** What an entry is about; days are YYYYMMDD, 0 where none is set. */
export interface RosterTerms {
  kind: RosterKind;
  /** The owner's word for where the person belongs; '' for none. */
  group: string;
  from: number;
  until: number;
}

/** The same as it is sent: what is not set is left out. */
export interface AskedTerms {
  kind: RosterKind;
  group?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
}

export interface SiteRequest {
  site: number;
}

/** How one sentry knows of a version. */
export interface SentryReach {
  device: number;
  name: string;
  /**
   * - knows: it signed that it has this version or a later one
   * - not-yet: it has an older one, or none that it signed for
   * - gone: it no longer stands at this site; what it had is sealed, and its key ended with its shift
   */
  state: 'knows' | 'not-yet' | 'gone';
  /** When it signed, UTC ms; null where it did not. */
  at: number | null;
  /** When it was last heard of, UTC ms; 0: never. */
  lastSeen: number;
}

/** A person on a roster, as the site's owner sees them. */
export interface RosterRow extends RosterTerms {
  number: number;
  maskedName: string;
  added: number;
  consent: ConsentWay;
  /** The version of the notice consented to (domain/privacy/notices.ts). */
  consentVersion: number;
  /** Who has the sheet, where it is on paper. */
  heldBy: string;
}

/** Somebody who is no longer on it, while it is still told which sentries know. */
export interface RemovedRow extends RosterRow {
  removed: number;
  removedBy: RemovedBy;
  reach: SentryReach[];
}

/** GET roster?site=NUMBER */
export interface RosterAnswer {
  site: number;
  siteName: string;
  siteNameEn?: string;
  entries: RosterRow[];
  removed: RemovedRow[];
  /** Codes that nobody has used yet. */
  invitations: { made: number; expires: number; kind: RosterKind; group: string }[];
  /** The newest version; 0: there was never anybody on it. */
  version: number;
  /** Which sentries know who is on it now; a version that follows a new pass alone changes nothing of that. */
  reach: SentryReach[];
  /** The shift that runs; null while none does, and no sentry can open the roster. */
  shift: { begun: number; until: number } | null;
  now: number;
}

/** POST roster/invite */
export type RosterInviteRequest = SiteRequest & AskedTerms;
export interface RosterInviteAnswer {
  /** As it is shown: ABCD-EFGH. */
  code: string;
  expiresAt: number;
  now: number;
}

/** POST roster/remove */
export interface RosterRemoveRequest extends SiteRequest {
  entry: number;
}
export interface RosterRemoveAnswer {
  /** The version that is the first without the entry. */
  version: number;
  now: number;
}

/** POST roster/shift: begins a shift, or gives the key of the one that runs once more. */
export interface ShiftRequest extends SiteRequest {
  hours: number;
}
export interface ShiftAnswer {
  /** What the sentry's camera reads (domain/roster/shift-code.ts). */
  code: string;
  until: number;
  now: number;
}
/** POST roster/shift-end */
export interface ShiftEndAnswer {
  now: number;
}

/** GET roster/proof?site=NUMBER&entry=NUMBER: what shows anybody that a removed entry is on no tablet that signed. */
export interface RosterProofAnswer {
  site: number;
  entry: number;
  removed: number;
  /** The version that is the first without the entry. */
  version: number;
  proofs: {
    device: number;
    /** The device's public key, base64url; 65 bytes, uncompressed. */
    deviceKey: string;
    /** What the server stated of the version that the device has, and what the device signed. */
    statement: { body: string; key: number; signature: string };
    taken: { body: string; signature: string };
  }[];
  now: number;
}

/** A roster on which a person stands, or stood lately, as they see it themself. */
export interface OwnRosterRow extends RosterTerms {
  number: number;
  siteName: string;
  siteNameEn?: string;
  added: number;
  consent: ConsentWay;
  heldBy: string;
  /** When they were taken off, UTC ms; 0: they are on it. */
  removed: number;
  removedBy: RemovedBy | '';
  /** How many of the site's sentries know that they are off it. */
  told: { know: number; of: number } | null;
}
/** GET me/rosters */
export interface OwnRostersAnswer {
  rosters: OwnRosterRow[];
  now: number;
}
/** POST me/rosters/look: what a code is for, before anybody consents. */
export interface LookAtInvitationRequest {
  code: string;
}
export interface InvitationAnswer extends RosterTerms {
  siteName: string;
  siteNameEn?: string;
  expires: number;
  now: number;
}
/** POST me/rosters/join */
export interface JoinRosterRequest extends PersonRequest {
  code: string;
  /** Of their ID card, by which the site's sentries are to know them without a network: compared, and kept nowhere. */
  idNumber?: string;
}
/** POST me/rosters/leave */
export interface LeaveRosterRequest extends PersonRequest {
  entry: number;
}

/** POST desk/rosters, desk/roster/remove and desk/roster/add: of a person whom the clerk found. */
export interface DeskRostersAnswer {
  rosters: OwnRosterRow[];
  now: number;
}
export type DeskEnrolRequest = { handle: string; idNumber?: string } & SiteRequest & AskedTerms;
export interface DeskUnenrolRequest {
  handle: string;
  entry: number;
}

/** POST desk/roster/import: all rows, or none. */
export interface RosterImportRequest extends SiteRequest {
  heldBy: string;
  /** As the file has them; each is checked by `rosterRowForm`. */
  rows: { [field: string]: unknown }[];
}
/**
 * - nobody: no person has the number; several: more than one has, say by the ID number who it is
 * - twice: the same person stands in two rows
 * - else a problem of the field
 */
export interface ImportFault {
  /** From 1, as the file counts them without its heading. */
  row: number;
  field: string;
  problem: string;
}
export interface RosterImportAnswer {
  /** None was entered where there are any. */
  faults: ImportFault[];
  added: number;
  /** Those who were on it already; nothing of them was changed. */
  already: number;
  /** How many more rows this clerk may send today. */
  left: number;
  now: number;
}

/** GET sentry/roster?have=VERSION (sentry): null when it has the newest, or its site has none. */
export interface SentryRosterAnswer {
  roster: SignedRoster | null;
  now: number;
}
/** POST sentry/roster-taken */
export interface RosterTakenRequest {
  /** The very text that was signed (domain/roster/roster-taken.ts), and r||s by the device's key, base64url. */
  body: string;
  signature: string;
}
