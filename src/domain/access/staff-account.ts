/** Accounts of the staff: what administrators' page and server say to one another about them, under /api/sitecode/staff/. */
import { hasRight, type Right, type StaffRole } from './rights.ts';

/**
 * - invited: nobody has signed in yet
 * - locked: by an administrator, or since it was not used for long; it can be unlocked
 * - ended: for good
 */
export const staffStates = ['active', 'invited', 'locked', 'ended'] as const;
export type StaffState = (typeof staffStates)[number];

const day = 86_400_000;
/** An account that nobody used for so long is locked by itself, ms. */
export const unusedMs = 90 * day;
/** With an invitation a person sets their own password within this time, ms. */
export const invitationMs = 72 * 3_600_000;

export const endReasons = ['left', 'moved', 'wrong', 'misuse', 'other'] as const;
export type EndReason = (typeof endReasons)[number];

export interface StaffRow {
  id: string;
  name: string;
  email: string;
  /** Whose it is, by the number that the district gives its people; '' for an account of an earlier version. */
  number: string;
  roles: StaffRole[];
  /** None: the whole district. */
  subdistricts: string[];
  state: StaffState;
  /** Why it is locked; '' where it is not. */
  lockedFor: '' | 'administrator' | 'unused';
  endReason: '' | EndReason;
  /** Since when it is locked or has ended; 0 where neither. Times are UTC ms. */
  since: number;
  madeAt: number;
  /** The last sign-in or renewal of a session, exact to half an hour; 0: never. */
  lastUsed: number;
  /** Since when it has a second factor; 0: it has none. */
  factorSince: number;
  /** Until when an invitation is open; 0: none is. */
  invitedUntil: number;
  /** What such an invitation lacks: nothing, or a second code, of the asker where another made the first. */
  secondCode: '' | 'given' | 'mine' | 'others';
  /** What waits for another administrator to decide on it. */
  waits: AccountByTwo[];
  /** Until when the asker may make an invitation that another administrator agreed to; 0: no such one. */
  leaveUntil: number;
  /** The name under which the charter has this account's key as an official's; '' where it has none. */
  official: string;
  /** Whether it is the asker's own: another administrator decides on it. */
  mine: boolean;
}

/** What takes two administrators once an account was used: with it somebody else could come in. */
export type AccountByTwo = 'account-invite' | 'factor-reset';

/** What a holder is told that two administrators did to their account. */
export interface AccountTold {
  id: number;
  /** UTC ms. */
  at: number;
  what: AccountByTwo;
  /** Names; '' where the account is gone. */
  askedBy: string;
  decidedBy: string;
  /** Whether they said that they have read it. */
  seen: boolean;
}
/** GET account/told: of the last 90 days, the latest first. */
export interface AccountToldAnswer {
  told: AccountTold[];
  now: number;
}
/** So long it is kept, ms. */
export const toldMs = 90 * day;
/** POST account/told: all up to this one are read. */
export interface AccountToldSeen {
  upTo: number;
}

/** An act that waits for another administrator. */
export interface AccountWaits {
  approval: number;
}
/** POST staff/invite and staff/factor-reset: why it is asked, where it takes two. */
export interface StaffByTwoRequest extends StaffNamed {
  reason?: string;
}

/** Whether somebody uses an account: then nobody comes into it by one administrator's act alone. */
export function isInUse({ lastUsed, factorSince }: Pick<StaffRow, 'lastUsed' | 'factorSince'>): boolean {
  return lastUsed > 0 || factorSince > 0;
}

/** GET staff/accounts: those in the asker's part of the district. */
export interface StaffAccountsAnswer {
  accounts: StaffRow[];
  /** All there are for the asker to give. */
  subdistricts: { name: string; nameEn: string }[];
  now: number;
}

/** What an account may do and where. No sub-districts: all of the district. */
export interface StaffGrant {
  name: string;
  number: string;
  roles: StaffRole[];
  subdistricts?: string[];
}
/** POST staff/add. */
export interface StaffAddRequest extends StaffGrant {
  email: string;
}
/** POST staff/change. */
export interface StaffChangeRequest extends StaffGrant {
  id: string;
  /** What the page showed of these, each as one text (`grantSeen`). */
  seen?: object;
}
/** POST staff/invite, staff/lock, staff/unlock, staff/sign-out. */
export interface StaffNamed {
  id: string;
}
/** POST staff/end. */
export interface StaffEndRequest extends StaffNamed {
  reason: EndReason;
}
/** Of staff/add, staff/invite and staff/second-code, and of staff/change where the account must be entered anew: shown once. */
export interface InvitationAnswer {
  id: string;
  /** To be handed to the person by another way than the account's address. */
  code: string;
  /** UTC ms. */
  expiresAt: number;
  /** Which of two codes it is; 0: it is the only one. */
  half: 0 | 1 | 2;
}

/** POST invitation: whoever has one sets the password of its account. */
export interface JoinRequest {
  code: string;
  /** Another administrator's, for an account that decides on what others ask. */
  second?: string;
  password: string;
}
export interface JoinAnswer {
  /** The account's address, to sign in with. */
  email: string;
}

/** What two administrators at one account compare. */
export function grantSeen({ name, number, roles, subdistricts }: StaffGrant): Record<string, string> {
  const list = (of: readonly string[] = []): string => [...of].toSorted().join(' ');
  return { name, number, roles: list(roles), subdistricts: list(subdistricts) };
}

/** Rights by which an official meets persons. Who makes accounts has none of them, in whatever roles. */
const meetsPersons: readonly Right[] = ['person.find', 'override.see', 'case.hold', 'scan.prove'];

/** Whether these roles may be one account's: an administrator of accounts sees no person. */
export function areTogether(held: readonly string[]): boolean {
  return !hasRight(held, 'accounts.manage') || !meetsPersons.some((right) => hasRight(held, right));
}

/** Of the same characters as a pairing code; 124 bits: nobody guesses one. */
export const invitationLength = 25;

/** A code in groups of five, as it is shown. */
export function groupedCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-');
}
