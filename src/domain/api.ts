/**
 * What pages and server say to one another under /api/sitecode/. One declaration for both ends: the server's routes answer
 * these shapes and `sync/api-client.ts` asks with them. Times are UTC ms; days are YYYYMMDD in Asia/Shanghai.
 */
import type { SignedBundle } from './bundle.ts';
import type { PublicKey } from './charter.ts';
import type { SiteCategory, StaffRole } from './categories.ts';
import type { SignedDenyList } from './deny-list.ts';
import type { FactName } from './facts.ts';
import type { HealthStatus } from './health-status.ts';
import type { OverrideColour, OverrideReason, OverrideState } from './override.ts';
import type { Outcome } from './outcome.ts';
import type { CommandSaid, SignedCommand } from './sentry-command.ts';
import type { SignedWord } from './word.ts';

/** Every refusal: `code` for programs, `message` for people (in English; pages show their own text for a known code). */
export interface ApiFault {
  code: ApiFaultCode;
  message: string;
  /** Of 'busy': in how many ms it is the asker's turn. */
  retryMs?: number;
}
export type ApiFaultCode =
  | 'sign-in' // not signed in, or signed in as somebody this route is not for
  | 'not-allowed'
  | 'not-found'
  | 'overtaken' // somebody else changed meanwhile what this was made from
  | 'malformed'
  | 'too-many'
  | 'pairing-code' // wrong, used or out of date
  | 'site-code' // no code of this district, or not active
  | 'key' // a holder's or a device's key that is no P-256 point
  | 'hash' // an upload that was changed on its way
  | 'chain' // a chain of another device
  | 'busy' // with others just now: come again in a second
  | 'not-demo'
  | 'server';

/** POST pass and POST pass/paper (citizen): for whom. */
export interface PersonRequest {
  /** A ward's handle, as GET me lists it; the asker's own when missing. */
  person?: string;
}
/** POST pass (citizen). The key was made by the phone's browser and cannot be exported. */
export interface PassRequest extends PersonRequest {
  /** 65 bytes uncompressed P-256 point, base64url. */
  holderKey: string;
}
export interface PassAnswer {
  /** body || issuer's signature, base64url. */
  pass: string;
  /** UTC ms. */
  expiresAt: number;
  now: number;
}

/** POST pass/paper (citizen): a pass to print, which proves an identity alone. */
export interface PaperPassAnswer {
  /** What the QR holds. */
  text: string;
  maskedName: string;
  /** UTC ms. */
  notBefore: number;
  expiresAt: number;
  now: number;
}

/** GET me (citizen): what the person may see of themself; GET me?person=HANDLE: of a ward, without the visits. */
export interface MeAnswer {
  name: string;
  maskedName: string;
  status: HealthStatus;
  /** Latest first, at most 10. */
  tests: { sampleTime: number; result: 'negative' | 'positive' | 'pending'; lab: string }[];
  doses: { day: number; product: string; number: number }[];
  /** The person's own latest check-ins, at most 10. */
  visits: { at: number; site: string; zone: string }[];
  /** The colour that two officials set by hand; null when none is in force. */
  override: MyOverride | null;
  /** Those for whom this person may show a pass. */
  wards?: Ward[];
  now: number;
}
export interface MyOverride {
  colour: OverrideColour;
  reason: OverrideReason;
  since: number;
  until: number;
  /** The office of the official who asked for it. */
  office: StaffRole;
}

/** A person for whom another shows the pass. */
export interface Ward {
  /** What a request names the ward by. */
  id: string;
  maskedName: string;
  kind: WardKind;
}
export const wardKinds = ['child', 'elder'] as const;
export type WardKind = (typeof wardKinds)[number];

export interface SitePlace {
  /** The site's number. */
  site: number;
  name: string;
  address: string;
  category: SiteCategory;
  subdistrict: string;
  /** Empty when the code is that of the whole site. */
  zone: string;
}

/** POST site-code (nobody need sign in): what place a code stands for. The code is the part after the `#`. */
export interface SiteCodeRequest {
  code: string;
}
export interface SiteCodeAnswer {
  place: SitePlace;
}

/** POST visit (citizen): registers a check-in. `id` is made by the phone; sent twice it counts once. */
export interface VisitRequest {
  code: string;
  /** 16 hexadecimal characters. */
  id: string;
}
export interface VisitAnswer {
  place: SitePlace;
  at: number;
  maskedName: string;
  status: HealthStatus;
  outcome: Outcome;
  /** Texts of the reasons against admission; temperature is never among them: a phone measures none. */
  reasons: { 'zh-CN': string; en: string }[];
}

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
  zone: number;
  zoneName: string;
  category: SiteCategory;
  /** True at gates that have a temperature sensor. */
  measuresTemperature: boolean;
}
export interface PairAnswer {
  /** What the sentry signs in with from now on. */
  token: string;
  /** Keys the hash over each upload (HMAC-SHA-256); a text. */
  uploadKey: string;
  sentry: SentryPlace;
  /** The root key that must have signed every charter. It is believed once, here. */
  root: PublicKey;
  bundle: SignedBundle;
  word: SignedWord;
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
  /** Each record's box (domain/sealed-record.ts). */
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
  /** Which start of the page this is (8 hexadecimal characters), and when that was, UTC ms. */
  boot?: string;
  startedAt?: number;
  /** The command that locked it; 0 when it is not locked. */
  locked?: number;
  /** What it has to say of commands. */
  commands?: CommandSaid[];
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
  sentry: SentryPlace;
  word: SignedWord;
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

/** POST scan/proof (staff of role tracer): whether a scan carries its holder's signature. Named by what makes it one scan. */
export interface ScanProofRequest {
  device: number;
  seq: number;
  t: number;
  site: number;
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
    'shown' | 'answered' | 'signature' | 'time' | 'no-showing' | 'paper' | 'unknown-pass' | 'pass-not-kept';
  now: number;
}

/** GET venue (owner): own sites, counts under 5 given as null ("fewer than 5"). */
export interface VenueAnswer {
  sites: {
    site: number;
    name: string;
    address: string;
    category: SiteCategory;
    subdistrict: string;
    /** The address on the poster. */
    codeUrl: string;
    zones: { zone: number; name: string; codeUrl: string }[];
    /** People who were scanned at a gate or registered a visit themselves. */
    today: number | null;
    alertsToday: number;
    /** The last 14 days, oldest first. */
    days: { day: number; scans: number | null }[];
    sentries: SentryRow[];
  }[];
  /** The latest at own sites, newest first, at most 30. */
  alarms: Alarm[];
  now: number;
}
export interface SentryRow {
  device: number;
  name: string;
  site: number;
  siteName: string;
  zoneName: string;
  paired: boolean;
  online: boolean;
  /** UTC ms of the last heartbeat; 0 when there was none. */
  lastSeen: number;
  /** Silent for so long that it is an alarm: since when, UTC ms; 0 when it is not. */
  silentSince?: number;
  queue: number;
  oldestMs: number;
  rejected: number;
  bundleVersion: number;
  camera: string;
  temperature: string;
  sound: string;
}

/** POST venue/pairing-code (owner of the site, or administrator). */
export interface PairingCodeRequest {
  site: number;
  zone: number;
  /** What the gate is called: "North gate". */
  name: string;
}
export interface PairingCodeAnswer {
  /** "ABCD-EFGH", once usable, for 30 minutes. */
  code: string;
  expiresAt: number;
}

/** GET board (staff): roll-ups alone. */
export interface BoardAnswer {
  day: number;
  scans: number;
  visits: number;
  alerts: number;
  refused: number;
  /** Active site codes in the district. */
  sites: number;
  /** Hours 0..23 of today. */
  hours: { scans: number; alerts: number }[];
  /** The last 14 days, oldest first, today last. */
  days: { day: number; scans: number; visits: number; alerts: number }[];
  categories: { category: SiteCategory; sites: number; scansToday: number }[];
  subdistricts: { subdistrict: string; sites: number; scansToday: number; alertsToday: number }[];
  sentries: SentryRow[];
  alarms: Alarm[];
  now: number;
}

/** An alarm, as staff and the site's owner see it: no person. */
export interface Alarm {
  id: string;
  t: number;
  site: number;
  siteName: string;
  sentryName: string;
  outcome: Outcome;
  /** Rule ids. */
  reasons: string[];
  body: number | null;
  /** The facts that were not known; null when the sentry did not tell what it decided by. */
  unknown?: FactName[] | null;
}

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

/** Realtime topics. A message says only that something changed; the page asks again, so that rights are checked once. */
export const boardTopic = 'sitecode-board';
/** The collection whose creations are alarms; owners see their own sites', staff see all. */
export const noticesCollection = 'notices';

/** GET demo/cast (demo district alone). */
export interface DemoCastAnswer {
  logins: {
    face: 'me' | 'venue' | 'authority';
    role: string;
    name: string;
    email: string;
    password: string;
  }[];
  /** An example of a site code's address. */
  siteCode: string;
}
/** POST demo/pairing-code (demo district alone): a code for the demo gate, so that `sentry/?demo` pairs itself. */
export type DemoPairingCodeAnswer = PairingCodeAnswer;

/**
 * POST demo/pass (demo district alone): a pass of one of the cast, for the panel that plays visitors at `sentry/?demo`.
 * `ageMinutes` dates its issue back, so that an expired pass can be shown as well.
 */
export interface DemoPassRequest {
  person: DemoPerson;
  holderKey: string;
  ageMinutes: number;
}
/** A key that the demo's bundle alone believes: the id it is named by, and PKCS #8, base64url. */
export interface DemoSignerAnswer {
  kid: string;
  privateKey: string;
}
/** GET demo/foreign-signers (demo district alone): what signs the foreign credentials of the demo's visitors. */
export interface DemoForeignSignersAnswer {
  hcert: DemoSignerAnswer;
  card: DemoSignerAnswer;
}
/** The cast: a healthy person; one whose last test is positive; yellow; a test too old; no test at all. */
export type DemoPerson = 'valid' | 'positive' | 'yellow' | 'old-test' | 'no-test';
