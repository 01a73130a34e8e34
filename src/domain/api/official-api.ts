/** What staff who deal with persons and the server say to one another (api.ts). */
import type { FactorState } from '../access/second-factor.ts';
import type { StaffRole } from '../access/rights.ts';
import type { HealthStatus } from '../person/health-status.ts';
import type { OverrideColour, OverrideReason, OverrideState } from '../policy/override.ts';

/** GET staff/me (staff). */
export interface StaffMeAnswer {
  name: string;
  roles: StaffRole[];
  /** The sub-districts that it sees, as sites name them; none: all of the district. */
  subdistricts: string[];
  /** Their English names, where they have one; a server before this does not say. */
  subdistrictsEn?: string[];
  /** How it stands with its second factor; a server before this asks for none. */
  secondFactor?: FactorState;
  /** Whether they are to be told what administrators did to their account; a server before this does not say. */
  untold?: boolean;
  /** How many the district has; a server before this does not say. */
  allSubdistricts?: number;
}

/** POST person/find. By exact number alone; it is on record with its purpose. */
export type PersonFindRequest = { purpose: string } & ({ idNumber: string } | { phone: string });
export interface PersonFindAnswer {
  /** At most 5: a family may share a phone. */
  people: FoundPerson[];
  /** How many more the official may look for today; a server before this does not say. */
  left?: number;
  now: number;
}
export interface FoundPerson {
  /** Stands for the person for 15 minutes, for this official alone. */
  handle: string;
  maskedName: string;
  status: HealthStatus;
}

/** POST override: asks for a colour; another official decides. */
export interface OverrideRequest {
  handle: string;
  colour: OverrideColour;
  reason: OverrideReason;
  /** For how many days from now, 1..60. */
  days: number;
}
/** POST override/lift: the status is again what the tests say. */
export interface OverrideLift {
  id: string;
}
/** Of both. Another official decides: access/approval.ts. */
export interface OverrideAnswer {
  override: OverrideRow;
  now: number;
}
/** GET overrides: those waiting and in force, then the latest others, 200 at most. */
export interface OverridesAnswer {
  overrides: OverrideRow[];
  /** For those who oversee it: who looked for more persons than a day allows. */
  searchesRefused?: SearchesRefused[];
  now: number;
}
/** GET person/searches-refused: of the last 14 days, the latest first. */
export interface SearchesRefusedAnswer {
  searchesRefused: SearchesRefused[];
  now: number;
}
/** A day on which an official was refused to look for more persons. */
export interface SearchesRefused {
  /** The official's. */
  name: string;
  roles: StaffRole[];
  day: number;
  /** Those made, and those refused. */
  searches: number;
  refused: number;
}
export interface OverrideRow {
  id: string;
  maskedName: string;
  colour: OverrideColour;
  reason: OverrideReason;
  state: OverrideState;
  requestedBy: string;
  requestedAt: number;
  /** Empty and 0 while nobody has decided. */
  decidedBy: string;
  decidedAt: number;
  /** Empty when nobody lifted it: it is in force, refused, replaced, or ended by itself. */
  liftedBy: string;
  /** 0 while it is not over. */
  liftedAt: number;
  validUntil: number;
  /** True when the asker made the request: another must decide. */
  mine: boolean;
}
