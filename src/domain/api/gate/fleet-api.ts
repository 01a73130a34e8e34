/**
 * What the fleet page and the server say to one another, under /api/sitecode/fleet: how every sentry is, in which ring it
 * gets new rules, and what it is told to do.
 */
import type { SentryRow } from '../api.ts';
import type { SiteCategory } from '../../access/categories.ts';
import type { CommandKind, CommandResult, CommandState } from '../../fleet/sentry-command.ts';

/** New rules reach ring 0, the pilot, first and the last ring last. A gate that nobody put into a ring is in the usual one. */
export const lastRing = 4;
export const usualRing = 2;

/** How both copies of a sentry's scans are; '' when it has not said. */
export const storageStates = [
  'ok',
  'database-missing',
  'journal-missing',
  'healed',
  'failed',
  'nearly-full',
] as const;
export type StorageState = (typeof storageStates)[number];

/** The most sentries that one request names. */
export const mostDevices = 1000;
/** How much must be said on why a command is given, and the most, characters. */
export const reasonLength = { min: 4, max: 200 };
/** A command may be begun for so long, hours. */
export const commandHours = { min: 1, usual: 24, max: 720 };
/** Minutes from one ring to the next. */
export const rolloutMinutes = { min: 1, usual: 60, max: 10_080 };

/** One sentry, as it last said it is. What an older app does not report is unknown: null, 0 or ''. */
export interface FleetRow extends SentryRow {
  subdistrict: string;
  /** Empty where it has none. */
  subdistrictEn?: string;
  category: SiteCategory;
  ring: number;
  appVersion: string;
  charterVersion: number;
  denyVersion: number;
  /** When the server gave the last statement that the sentry has, UTC ms; 0: unknown. */
  wordAt: number;
  /** Records kept there though they are uploaded. */
  held: number | null;
  storage: StorageState | '';
  /** How far its clock is ahead of the server's, ms, the way of the report included. */
  skewMs: number;
  /** Over how many measured passages the medians are; centi-degrees Celsius. */
  measured: number;
  bodyMedian: number | null;
  ambientMedian: number | null;
  /** When its thermometer was last compared with a reference, UTC ms; 0: never; null: not known, or it has none. */
  calibratedAt: number | null;
  /** When staff ended its set-up, UTC ms; 0: never; null: not known. */
  setUpAt: number | null;
  /** What came of each step (gate/set-up.ts); '' when it has not said. */
  setUpSteps: string;
  /** How often it mended what itself within a week (gate/self-healing.ts); '' when it has not said. */
  healed: string;
  /** When it last loaded its page anew because nothing else helped, UTC ms; 0: never; and for what. */
  restartedAt: number;
  restartedFor: string;
  /** Above the median of its site, or of the district (domain/scan/temperature-drift.ts); null: not known. */
  drift: number | null;
  /** Which start of the page this is, and when that was, UTC ms. */
  boot: string;
  startedAt: number;
  /** Since when it has been silent (server/fleet/silence.ts), UTC ms; 0 when it is not. */
  silentSince: number;
  /** The command that locked it; 0 when it is not locked. */
  locked: number;
  /** Records of its chains that are not here though later ones are. */
  missing: number;
  /** Chains of it that told two stories, or whose signature does not hold. */
  chainFaults: number;
  /** The version of the rules that its ring gets. */
  bundleWanted: number;
  /** Since when its ring is to have that version, UTC ms; 0: for longer than is known. */
  bundleWantedSince: number;
  /** Commands that it has not done yet. */
  pending: CommandKind[];
}

/** How far a published version of the rules has come. */
export interface Rollout {
  version: number;
  /** UTC ms. */
  published: number;
  /** The last ring that gets it. */
  ring: number;
  /** True while it goes no further. */
  held: boolean;
  /** When the next ring gets it by itself, UTC ms; null while it is held. */
  nextAt: number | null;
}

/** GET fleet, once read (fleet-wire.ts). */
export interface FleetAnswer {
  sentries: FleetRow[];
  /** The newest rules, and when they were issued, UTC ms. */
  newest: { version: number; issuedAt: number };
  /** Those not yet everywhere, newest first. */
  rollouts: Rollout[];
  /** Minutes from one ring to the next. */
  stepMinutes: number;
  /** The middle of the district's body estimates in this hour, centi-degrees Celsius; null when too few are measured. */
  districtMedian: number | null;
  /** Minutes without a heartbeat after which a sentry is silent. */
  silentMinutes: number;
  now: number;
}

export const changeFields = [
  'presence',
  'app',
  'bundle',
  'charter',
  'camera',
  'temperature',
  'sound',
  'storage',
  'start',
  'lock',
  'ring',
] as const;
export type ChangeField = (typeof changeFields)[number];

/** Something that became otherwise at a sentry. Values are the words and numbers of its row. */
export interface FleetChange {
  at: number;
  field: ChangeField;
  before: string;
  after: string;
}

/** A command to one sentry. */
export interface CommandRow {
  id: number;
  kind: CommandKind;
  reason: string;
  by: string;
  at: number;
  expires: number;
  state: CommandState;
  /** What the sentry said last; '' when it has not heard of it. */
  said: CommandResult | '';
  saidAt: number;
}

/** A chain of a sentry's records, as far as the server has it. */
export interface ChainState {
  chain: string;
  /** First and last of each stretch, in order. */
  have: [first: number, last: number][];
  /** The seq that the sentry will write next; 0: unknown. */
  next: number;
  /** Records that are missing. */
  gaps: number;
  /** Up to which record signatures have been verified. */
  verifiedTo: number;
  /** What speaks against it; '' when nothing does. */
  fault: string;
  /** What was wrong with records that were rejected, and how many: "place 12, t 1"; '' when none were. */
  rejected: string;
}

/** GET fleet/sentry?device=N */
export interface FleetSentryAnswer {
  device: number;
  /** The latest 100, newest first. */
  changes: FleetChange[];
  /** The latest 20, newest first. */
  commands: CommandRow[];
  /** The latest begun first, at most 10. */
  chains: ChainState[];
  /** People its guards let in by hand today, in an emergency. */
  emergenciesToday: number;
  /** Passages of drills today; a server before this does not say. */
  drillsToday?: number;
  now: number;
}

/** POST fleet/ring */
export interface RingRequest {
  devices: number[];
  ring: number;
}

/**
 * POST fleet/rollout
 * - advance: the next ring gets it now; release: all rings do
 * - hold: no further ring gets it; resume: it goes on
 */
export interface RolloutRequest {
  version: number;
  action: 'advance' | 'release' | 'hold' | 'resume';
  /** What the page showed: refused as 'overtaken' when that is no longer so. Left out: nothing is compared. */
  seen?: Pick<Rollout, 'ring' | 'held'>;
}
export const rolloutActions = ['advance', 'release', 'hold', 'resume'] as const;

/** POST fleet/pace */
export interface PaceRequest {
  minutes: number;
}

/** POST fleet/command */
export interface CommandRequest {
  devices: number[];
  kind: CommandKind;
  reason: string;
  /** For how many hours it may be begun. */
  hours: number;
}
export interface CommandAnswer {
  /** Of the command; null where a second official must confirm it first. */
  id: number | null;
  /** Of what waits for a second official; null where it was given at once. */
  approval: number | null;
  /** How many sentries it is for. */
  devices: number;
}

/** POST fleet/command/withdraw: what has not been done yet is done no more. */
export interface CommandWithdrawal {
  id: number;
}
