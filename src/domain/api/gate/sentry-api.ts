/** What sentries and server say to one another (api.ts). */
import type { Direction } from '../../scan/scan.ts';
import type { SignedBundle } from '../../bundle/bundle.ts';
import type { SiteCategory } from '../../access/categories.ts';
import type { PublicKey } from '../../bundle/charter.ts';
import type { IdentifiedKind } from '../../document/identified.ts';
import type { SignedDenyList } from '../../pass/deny-list.ts';
import type { CommandSaid, SignedCommand } from '../../fleet/sentry-command.ts';
import type { SignedWord } from '../../bundle/word.ts';
import type { GateSettings } from '../../gate/gate-settings.ts';

/** POST sentry/pair (nobody need sign in; a one-time code is the permission). */
export interface PairRequest {
  /** 8 characters as the venue page shows them; case, spaces and hyphens do not count. */
  code: string;
  /** The key that signs this device's chains: 65 bytes uncompressed P-256 point, base64url. It stays the same when paired anew. */
  key: string;
}
export interface SentryPlace {
  /** The number of this pairing; a device paired again has a new one. */
  device: number;
  name: string;
  site: number;
  siteName: string;
  /** English names; missing where the place has none. */
  siteNameEn?: string;
  zone: number;
  zoneName: string;
  zoneNameEn?: string;
  category: SiteCategory;
  /** True at gates that have a temperature sensor. */
  measuresTemperature: boolean;
  /** How many sentries its site has, this one among them; left out by servers that do not say it. */
  lanes?: number;
  /** Which way people go through it, where its owner or the fleet says so; left out where they do not. */
  direction?: Direction;
}
export interface PairAnswer {
  /** What the sentry signs in with from now on. */
  token: string;
  /** Keys the hash over each upload (HMAC-SHA-256); a text. */
  uploadKey: string;
  sentry: SentryPlace;
  /** How it is to behave towards people; left out where nothing was changed. */
  settings?: GateSettings;
  /** The root key that must have signed every charter. It is believed once, here. */
  root: PublicKey;
  bundle: SignedBundle;
  /** Null while the server has none: it has just started, and its signer is away. */
  word: SignedWord | null;
  now: number;
}

/** GET bundle?have=VERSION&charter=VERSION (anybody: it is public): null when the caller has the newest of both. */
export interface BundleAnswer {
  bundle: SignedBundle | null;
  now: number;
}

/** The header of POST sentry/scans with the hexadecimal HMAC-SHA-256 of the body's text, keyed with the pairing's `uploadKey`. */
export const uploadHashHeader = 'X-Sitecode-Hash';

/** So many records an upload holds at the most: the more, the less each costs the server. */
export const mostInUpload = 1000;

/** POST sentry/scans (sentry): at most `mostInUpload` records of one chain, one after the other. */
export interface ScansRequest {
  /** 16 hexadecimal characters. */
  chain: string;
  /** The seq of the first record, and the link before it. */
  first: number;
  before: string;
  /** The sessions that these records were closed in. */
  sessions: string[];
  /** How they follow one another: so many records of this session (its place in `sessions`) and step. */
  runs: [session: number, step: number, records: number][];
  /** Each record's box (domain/scan/sealed-record.ts). */
  boxes: string[];
  /** The device's r||s over `chainHeadMessage` of the last record, base64url. */
  signature: string;
}
export const scanStatuses = ['stored', 'duplicate', 'expired', 'rejected'] as const;
/** - stored, duplicate: it is in the database
 * - expired: its day was already purged; it was counted
 * - rejected: it can never be stored; `fault` names what is wrong */
export type ScanStatus = (typeof scanStatuses)[number];
/** What became of records `first` to `last`. */
export interface ScanResult {
  first: number;
  last: number;
  status: ScanStatus;
  fault?: string;
}
/** Each record sent is named once, in order; but none from `fork` on, where there is one. */
export interface ScansAnswer {
  results: ScanResult[];
  /**
   * From this record on the server has another story of this chain: the device lost what it had, or somebody copied it. What
   * it has not acknowledged yet goes on in a new chain.
   */
  fork: number | null;
  now: number;
}

/** POST sentry/heartbeat (sentry), every 30 s. */
export interface HeartbeatRequest {
  queue: number;
  /** Ms since the oldest scan not yet uploaded; 0 when there is none. */
  oldestMs: number;
  rejected: number;
  bundleVersion: number;
  appVersion: string;
  camera: string;
  temperature: string;
  sound: string;
  /** The device's clock, UTC ms. */
  clock: number;
  // From here on: what an older app does not say is taken as unknown.
  /** Records kept on the device though they are uploaded. */
  held?: number;
  charterVersion?: number;
  denyVersion?: number;
  /** When the server gave the last word that it has, UTC ms. */
  wordAt?: number;
  /** One of `storageStates` (fleet-api.ts). */
  storage?: string;
  /** Over how many of its last measured passages the medians are (temperature-drift.ts); centi-degrees Celsius. */
  measured?: number;
  bodyMedian?: number | null;
  ambientMedian?: number | null;
  /** When staff last compared the thermometer with a reference, UTC ms; 0: never. */
  calibratedAt?: number | null;
  /** When staff ended the set-up, UTC ms; 0: never. What came of each step: `setUpLetters` (gate/set-up.ts). */
  setUpAt?: number | null;
  setUpSteps?: string;
  /** How often it mended each of `healedKinds` itself within a week (gate/self-healing.ts). */
  healed?: number[];
  /** When it last loaded its page anew because nothing else helped, UTC ms; 0: never; and for what. */
  restartedAt?: number;
  restartedFor?: string;
  /** Which start of the page this is (8 hexadecimal characters), and when that was, UTC ms. */
  boot?: string;
  startedAt?: number;
  /** The command that locked it; 0 when it is not locked. */
  locked?: number;
  /** What it has to say of commands. */
  commands?: CommandSaid[];
  /** The version of its site's roster that it holds; 0: none. */
  rosterVersion?: number;
  /** The version of its site's settings that it goes by; 0: the usual ones. */
  settingsVersion?: number;
  /** The session that records are closed in, so that the server agrees on its key before it is needed; null when there is none. */
  session: string | null;
  /** The chains with records on this device, at most 4; `next`: the seq of the next record. */
  chains: { chain: string; next: number }[];
}
/** What the server has of a chain. */
export interface ChainHeld {
  chain: string;
  /** First and last of each stretch, in order. What a device was told is stored and is in none of them, it sends again. */
  have: [first: number, last: number][];
  /** The records up to this one are in a backup: the device need keep them no longer. */
  durable: number;
}
export interface HeartbeatAnswer {
  now: number;
  /** What this sentry is to have: the newest that its ring gets. */
  bundleVersion: number;
  /** What it is told to do and has not done yet. */
  commands?: SignedCommand[];
  /** A newer charter may name a new issuer: the sentry asks for it though the bundle is the same. */
  charterVersion?: number;
  /** How codes of the city's own health code service begin; left out where the district asks none. */
  healthCodePrefix?: string;
  /** The newest version of its site's roster; left out where the site keeps none. */
  rosterVersion?: number;
  sentry: SentryPlace;
  /** How it is to behave towards people, where that is other than it said. */
  settings?: GateSettings;
  /** As in `PairAnswer`. */
  word: SignedWord | null;
  /** Those asked for, in their order. */
  chains: ChainHeld[];
  /** In how many ms it is this sentry's turn to upload what it has; at once when missing. */
  uploadMs?: number;
}

/**
 * GET sentry/deny-list?have=VERSION (sentry): null when the sentry has the newest; else what leads there from the version
 * it has, or the whole list.
 */
export interface DenyListAnswer {
  list: SignedDenyList | null;
  now: number;
}

/** POST sentry/identify (sentry): whose document lies on its reader. The number is in the body alone. */
export interface IdentifyRequest {
  kind: IdentifiedKind;
  /** As `isDocumentNumber` takes it; of a code of the city's health code service its text. */
  number: string;
  /** 16 hexadecimal characters, new for each question: they come back in the statement. */
  nonce: string;
  /** The pass that was shown with it, where the two are to be one person's. */
  beside?: string;
}
export interface IdentifyAnswer {
  /** The text of an `Identified` (domain/document/identified.ts). */
  statement: string;
  /** HMAC-SHA-256 over `identifiedText`, keyed with the pairing's `uploadKey`, hexadecimal. */
  mac: string;
  now: number;
}

/** POST scan/proof: whether a scan carries its holder's signature. Named by what makes it one scan. */
export interface ScanProofRequest {
  device: number;
  seq: number;
  t: number;
  site: number;
  /** The case it is asked for; left out for none. */
  case?: number;
}
export interface ScanProofAnswer {
  proved: boolean;
  /**
   * - shown: the holder's phone signed at that moment; answered: and it answered this sentry's own code
   * - signature: the showing is not this holder's; time: it is of another moment than the scan
   * - no-showing: the scan has none; paper: a pass on paper has none
   * - unknown-pass: this server issued no such pass; pass-not-kept: it was issued before passes were kept
   */
  reason:
    | 'shown'
    | 'answered'
    | 'signature'
    | 'time'
    | 'no-showing'
    | 'paper'
    | 'unknown-pass'
    | 'pass-not-kept';
  now: number;
}
