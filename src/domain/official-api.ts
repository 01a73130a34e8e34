/** What staff who deal with persons and the server say to one another (api.ts). */
import type { StaffRole } from './categories.ts';
import type { HealthStatus } from './health-status.ts';
import type { OverrideColour, OverrideReason, OverrideState } from './override.ts';

/** GET staff/me (staff). */
export interface StaffMeAnswer {
  name: string;
  role: StaffRole;
}

/** POST person/find (staff: health, administrator). By exact number alone; it is on record with its purpose. */
export type PersonFindRequest = { purpose: string } & ({ idNumber: string } | { phone: string });
export interface PersonFindAnswer {
  /** At most 5: a family may share a phone. */
  people: FoundPerson[];
  now: number;
}
export interface FoundPerson {
  /** Stands for the person for 15 minutes, for this official alone. */
  handle: string;
  maskedName: string;
  status: HealthStatus;
}

/** POST override (staff: health, administrator): asks for a colour; another official decides. */
export interface OverrideRequest {
  handle: string;
  colour: OverrideColour;
  reason: OverrideReason;
  /** For how many days from now, 1..60. */
  days: number;
}
/** POST override/decide (another official than the one who asked). */
export interface OverrideDecision {
  id: string;
  approve: boolean;
}
/** POST override/lift (any of these officials): the status is again what the tests say. */
export interface OverrideLift {
  id: string;
}
/** Of all three. */
export interface OverrideAnswer {
  override: OverrideRow;
  now: number;
}
/** GET overrides (staff: health, administrator): those waiting and in force, then the latest others, 200 at most. */
export interface OverridesAnswer {
  overrides: OverrideRow[];
  now: number;
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
