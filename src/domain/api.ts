/**
 * What pages and server say to one another under /api/sitecode/. One declaration for both ends: the server's routes answer
 * these shapes and `sync/api-client.ts` asks with them. Times are UTC ms; days are YYYYMMDD in Asia/Shanghai.
 */
import type { SiteCategory, StaffRole } from './categories.ts';
import type { FactName } from './facts.ts';
import type { HealthStatus } from './health-status.ts';
import type { Outcome } from './outcome.ts';
import type { OverrideColour, OverrideReason } from './override.ts';

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

/** Realtime topics. A message says only that something changed; the page asks again, so that rights are checked once. */
export const boardTopic = 'sitecode-board';
/** The collection whose creations are alarms; owners see their own sites', staff see all. */
export const noticesCollection = 'notices';
