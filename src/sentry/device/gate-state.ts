import { ageHours } from '../../domain/policy/facts.ts';
import type { StorageHealth, StorageWord } from '../../store/browser/storage-health.ts';
import type { RosterState } from '../../store/district/roster-keeper.ts';
import type { Connection } from '../../sync/heartbeat.ts';

/** How a running sentry is, as its screen and its heartbeat show it. */
export interface GateState {
  connection: Connection;
  /** Scans not yet uploaded. */
  waiting: number;
  /** Scans the server will never take. */
  rejected: number;
  /** How what this sentry keeps is kept, in one word and in all. */
  storage: StorageWord;
  copies: StorageHealth;
  camera: 'starting' | 'running' | 'interrupted' | 'denied' | 'missing';
  /** True at gates that take temperatures. */
  measures: boolean;
  sensor: 'missing' | 'probing' | 'running' | 'lost';
  /** True while a reader of documents runs. */
  readsDocuments?: boolean;
  /** True while sound can be heard. */
  sound: boolean;
  /** True once all that it may have to say is on the device: without a network nothing more comes. */
  voice: boolean;
  /** False when there are no rules to decide by, or none that are still valid: nobody is admitted then. */
  hasRules: boolean;
  /** When the server last gave signed statement, UTC ms; null when it never did. */
  dataAsOf: number | null;
  /** How many hours old the data may be before nobody is admitted without a guard; null while there is no policy. */
  dataMaxHours: number | null;
  /** True while an administrator has locked it: it admits nobody by itself. */
  locked?: boolean;
  /** True while the staff practise. */
  drill?: boolean;
  /** When it was given another place while this page runs, UTC ms; null where it was not. */
  movedAt?: number | null;
  /** How the roster of its site is; left out where nothing is known of it. */
  roster?: RosterState;
  /** True when the device's clock was set back. */
  clockStopped: boolean;
}

/**
 * True when the data of this sentry are as old as its policy allows at most: it has locked itself out of admitting by itself.
 * @param now UTC ms
 */
export function lockedOut({ dataAsOf, dataMaxHours }: GateState, now: number): boolean {
  if (dataMaxHours === null) return false;
  const age = ageHours(now, dataAsOf);
  return age === null || age >= dataMaxHours;
}
