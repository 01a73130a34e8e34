/**
 * What pages and server say to one another under /api/sitecode/. One declaration for both ends: the server's routes answer
 * these shapes and `sync/api-client.ts` asks with them. Times are UTC ms; days are YYYYMMDD in Asia/Shanghai.
 */
import type { Stay } from '../site/stays.ts';
import type { ToldDay } from '../site/told-days.ts';
import type { Advice, BothLanguages } from '../site/advice.ts';
import type { StaffRole } from '../access/rights.ts';
import type { SiteCategory } from '../access/categories.ts';
import type { FieldProblem } from '../forms/form.ts';
import type { FactName } from '../policy/facts.ts';
import type { AccountPerson } from '../person/account-person.ts';
import type { HealthStatus } from '../person/health-status.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { OverrideColour, OverrideReason } from '../policy/override.ts';

/** Every refusal: `code` for programs, `message` for people (in English; pages show their own text for a known code). */
export interface ApiFault {
  code: ApiFaultCode;
  message: string;
  /** Of 'busy', 'signer' and 'too-many': in how many ms it is the asker's turn. */
  retryMs?: number;
  /** Of 'password': a PasswordFault, 'wrong' (the present one) or 'same'. Of 'second-factor' and of sign-ins that are not allowed: why. */
  reason?: string;
  /** Of 'malformed', where a form was sent: the fields at fault, for the page to say so at each. */
  fields?: FieldProblem[];
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
  | 'second-factor' // asked for, wrong or not set up yet: `reason` is 'asked', 'wrong' or 'missing'
  | 'password' // one's own was wrong, or the new one is not good enough
  | 'key' // a holder's or a device's key that is no P-256 point
  | 'hash' // an upload that was changed on its way
  | 'chain' // a chain of another device
  | 'busy' // with others just now: come again in a second
  | 'signer' // away, or at its limit: nothing is signed or looked for until it is back
  | 'withdrawn' // the consent that this rests on
  | 'not-demo'
  | 'server';

/** POST pass and POST pass/paper (citizen): for whom. */
export interface PersonRequest {
  /** The handle of a person for whom the account stands, as GET me lists it; the first of them when missing. */
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

/**
 * POST me/identity (citizen): whether a name and an ID number are those of a person for whom the account stands, so that the phone keeps
 * them: the server compares the masked name and the number's index, and keeps neither. 'not-allowed' says that they are not.
 */
export interface ProveIdentityRequest extends PersonRequest {
  name: string;
  idNumber: string;
}

/** POST pass/paper/begin, desk/paper/begin: the id that the hash of the ID number is salted with. */
export interface PaperBeginAnswer {
  /** 16 hexadecimal characters. */
  passId: string;
  /** What to hand in with the hash. */
  begun: string;
  now: number;
}
/** POST desk/paper */
export interface PaperRequest {
  begun: string;
  /** The first two bytes of SHA-256 of `paperIdText`, hexadecimal: made in the browser, which has the number. */
  idHash: string;
}
/** POST pass/paper: the number is compared by its index, and kept nowhere. */
export interface OwnPaperRequest extends PersonRequest, PaperRequest {
  idNumber: string;
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

/**
 * GET me (citizen): what the account may see of the first person for whom it stands, its own where it has one; GET me?person=HANDLE:
 * of another. Visits are told of its own person alone.
 */
export interface MeAnswer {
  /** The full one is kept on the phone, where it was given: the server has none. */
  maskedName: string;
  status: HealthStatus;
  /** Latest first, at most 10. */
  tests: { sampleTime: number; result: 'negative' | 'positive' | 'pending'; lab: string }[];
  doses: { day: number; product: string; number: number }[];
  /**
   * Where the person was last, at most 10: a visit registered with a site's code and the passage through its sentry are one. `left` is there
   * where a sentry recorded their way out, `onlyLeft` where nothing tells when they came: `at` is then the same. A server before this has neither, nor `by`.
   */
  visits: {
    at: number;
    left?: number;
    onlyLeft?: true;
    by?: Stay['by'];
    site: string;
    siteEn?: string;
    zone: string;
    zoneEn?: string;
  }[];
  /** The colour that two officials set by hand; null when none is in force. */
  override: MyOverride | null;
  /** What to do with a red or yellow code; a server before this has none. */
  advice?: Advice;
  /** Whom this is about, by the handle in `persons`; a server before this has neither. */
  person?: string;
  /** For whom the account stands: its own person first. */
  persons?: AccountPerson[];
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

/** Fields that end in `En` are English names; each is missing where the place has none. */
export interface SitePlace {
  /** The site's number. */
  site: number;
  name: string;
  nameEn?: string;
  address: string;
  category: SiteCategory;
  subdistrict: string;
  subdistrictEn?: string;
  /** Empty when the code is that of the whole site. */
  zone: string;
  zoneEn?: string;
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
  /** What to do next and whom to call; null for who is admitted. */
  advice: { text: BothLanguages; phone: string } | null;
}

/**
 * GET venue (owner): own sites. Numbers of persons and visits are told as told-count.ts has them: null for few (fewer than
 * `leastTold`), else rounded.
 */
export interface VenueAnswer {
  sites: {
    site: number;
    name: string;
    nameEn?: string;
    address: string;
    category: SiteCategory;
    subdistrict: string;
    subdistrictEn?: string;
    /** The address on the poster. */
    codeUrl: string;
    zones: { zone: number; name: string; nameEn?: string; codeUrl: string }[];
    /** People who were scanned at a gate or registered a visit themselves. */
    today: number | null;
    alertsToday: number | null;
    /** People let in today by a guard's hand in an emergency. */
    emergenciesToday: number | null;
    /** Those of the last 14 days of which a number is told, oldest first (`daysOf` gives the others). */
    days: ToldDay[];
    sentries: OwnSentry[];
  }[];
  /** The latest at own sites, newest first, at most 30. */
  alarms: Alarm[];
  now: number;
}
/** A sentry as its site's owner sees it; null: some, and not told how many. `oldestMs` is in whole minutes. */
export interface OwnSentry extends Omit<SentryRow, 'queue' | 'rejected'> {
  queue: number | null;
  rejected: 0 | null;
}
export interface SentryRow {
  device: number;
  name: string;
  site: number;
  siteName: string;
  siteNameEn?: string;
  zoneName: string;
  zoneNameEn?: string;
  paired: boolean;
  online: boolean;
  /** UTC ms of the last heartbeat; 0 when there was none. */
  lastSeen: number;
  /** Since when it has been silent (server/fleet/silence.ts), UTC ms; 0 when it is not. */
  silentSince: number;
  queue: number;
  oldestMs: number;
  rejected: number;
  bundleVersion: number;
  camera: string;
  temperature: string;
  sound: string;
}

/** POST venue/pairing-code: by the site's owner, or staff who may. */
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

/** GET board: roll-ups alone, of the sites in the account's sub-districts. */
export interface BoardAnswer {
  day: number;
  scans: number;
  visits: number;
  alerts: number;
  refused: number;
  /** People let in today by a guard's hand in an emergency; none of them is a scan or an alert. */
  emergencies: number;
  /** Active site codes in the district. */
  sites: number;
  /** Hours 0..23 of today; none for an account of some sub-districts, since hours are counted of the whole district. */
  hours: { scans: number; alerts: number }[];
  /** The last 14 days, oldest first, today last. */
  days: { day: number; scans: number; visits: number; alerts: number }[];
  categories: { category: SiteCategory; sites: number; scansToday: number }[];
  subdistricts: {
    subdistrict: string;
    subdistrictEn?: string;
    sites: number;
    scansToday: number;
    alertsToday: number;
  }[];
  sentries: BoardSentries;
  /** The latest. */
  alarms: Alarm[];
  /** Since when the signer gives no answer, UTC ms; missing while it does. */
  signerAway?: number;
  now: number;
}

/** The sentries in numbers, and those that the board names. */
export interface BoardSentries {
  totals: SentryTotals;
  /** Those paired that need somebody's hand most, the worst first. */
  worst: SentryRow[];
  /** Those silent for longest. */
  silent: SentryRow[];
}
/** Sums over sentries. */
export interface SentryTotals {
  /** Sentries that are paired. */
  total: number;
  online: number;
  silent: number;
  never: number;
  unpaired: number;
  /** Those paired that have a problem (fleet/sentry-health.ts). */
  problems: number;
  /** Scans that wait on all sentries together, as far as the server heard. */
  queue: number;
  /** On how many sentries they wait. */
  queueing: number;
  /** Ms that the oldest of them has waited; 0 when none waits. */
  oldestMs: number;
}

/** GET board/sentries: all of them, as the board shows them. */
export interface BoardSentriesAnswer {
  sentries: SentryRow[];
  now: number;
}

/** An alarm of the list (POST alarms, body: ListRequest): `key` is where a page begins. */
export interface AlarmRow extends Alarm {
  key: number;
}

/** An alarm, as staff and the site's owner see it: no person. */
export interface Alarm {
  id: string;
  t: number;
  site: number;
  siteName: string;
  siteNameEn?: string;
  sentryName: string;
  outcome: Outcome;
  /** Rule ids. */
  reasons: string[];
  body: number | null;
  /** The facts that were not known; null when the sentry did not tell what it decided by. */
  unknown?: FactName[] | null;
  /**
   * How many more this sentry raised there in these minutes that are not listed by themselves; none when missing. To owners it
   * is told as other counts are: null for few.
   */
  more?: number | null;
}

/** Realtime topics. A message says only that something changed; the page asks again, so that rights are checked once. */
export const boardTopic = 'sitecode-board';
/** What waits for an approval, and the asker's own long work: all staff. */
export const deskTopic = 'sitecode-desk';
/** That there is something for a sentry to do: each hears of its own alone, and asks with its next heartbeat, at once. */
export const commandTopic = 'sitecode-command';
/** The collection whose creations are alarms at owners' own sites. Staff hear of theirs by the board's topic. */
export const noticesCollection = 'notices';
