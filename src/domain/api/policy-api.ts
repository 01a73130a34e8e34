/** What the policy pages and the server say to one another, under /api/sitecode/policy. Staff who make policy alone. */
import type { OfficialSignature } from '../bundle/bundle.ts';
import type { SiteCategory } from '../access/categories.ts';
import type { Official } from '../bundle/charter.ts';
import type { emergencyIn } from '../policy/emergency.ts';
import type { Facts } from '../policy/facts.ts';
import type { DecisionPlace } from '../policy/limits.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { Policy, Verdict } from '../policy/policy.ts';
import type { TrustList } from '../credential/trust-list.ts';

/** The bundle in force, or one that is to be signed: `body` is the very text. */
export interface BundleText {
  version: number;
  issuedAt: number;
  expiresAt: number;
  body: string;
}

export interface PolicyDraft extends BundleText {
  id: number;
  /** Who made it. */
  author: string;
  created: number;
  signatures: OfficialSignature[];
}

/** GET policy. */
export interface PolicyAnswer {
  current: BundleText & { signatures: OfficialSignature[] };
  draft: PolicyDraft | null;
  /** Whom the charter names. */
  officials: Official[];
  /** The asker's own account, as the charter binds keys to it. */
  account: string;
  /** Every version published, newest first. */
  versions: { version: number; issuedAt: number }[];
  /** Sites by number, for overrides and replays; `sentries`: how many were ever paired there. */
  sites: { number: number; name: string; category: SiteCategory; sentries: number }[];
  now: number;
}

/** POST policy/draft: takes the place of the open draft, whose signatures then count for nothing. */
export interface DraftRequest {
  policy: Omit<Policy, 'version'>;
  trust: TrustList;
  /** For how many days the bundle is to decide, 1..365. */
  validDays: number;
  /** What it was made from: refused as 'overtaken' when that is no longer so. Left out: nothing is compared. */
  basis?: DraftBasis;
}
/** The version in force and the open draft, null when there is none, that somebody had before them. */
export interface DraftBasis {
  version: number;
  draft: number | null;
}
export interface DraftAnswer {
  draft: PolicyDraft;
}

/** POST policy/sign: one official's signature over `bundleMessage(draft.body)`. */
export interface SignRequest {
  draft: number;
  official: number;
  signature: string;
}
export interface SignAnswer {
  /** Null while another signature is needed. */
  published: number | null;
  signatures: OfficialSignature[];
}

/** POST policy/draft/withdraw */
export interface WithdrawRequest {
  draft: number;
}

/** A published version; 'draft': the one that is to be signed. */
export type AskedVersion = number | 'draft';

/** POST policy/decide: what a version (the one in force when left out) says of these facts. */
export interface DecideRequest {
  facts: Facts;
  place: DecisionPlace;
  version?: AskedVersion;
}
export interface DecideAnswer {
  verdict: Verdict;
}

/** Which of a day's scans; none is about a person. */
export interface ScanKey {
  t: number;
  device: number;
  seq: number;
}

/** POST policy/replay: a day of one site, or with `scan` a single one. `after` continues where an answer ended. */
export interface ReplayRequest {
  site: number;
  /** YYYYMMDD in Asia/Shanghai; not needed with `scan`. */
  day?: number;
  scan?: ScanKey;
  version: AskedVersion;
  after?: ScanKey;
}
export interface Said {
  outcome: Outcome;
  /** Rule ids, the worst first. */
  reasons: string[];
}
export interface ReplayedScan extends ScanKey {
  /** By which version it was decided. */
  policy: number;
  recorded: Said;
  /** What that version says of the recorded facts now; null when it is not there or no facts were recorded. */
  byThen: Said | null;
  /** What the version asked for says; null when no facts were recorded. */
  now: Said | null;
  /** The reasons given for a fact that was not known, which have words of their own; left out when there are none. */
  unknown?: { byThen: string[]; now: string[] };
  /** What it says of an emergency (domain/policy/emergency.ts): no version decides that. Left out for every other scan. */
  emergency?: NonNullable<ReturnType<typeof emergencyIn>>;
}
export interface ReplayAnswer {
  scans: ReplayedScan[];
  counts: {
    scans: number;
    /** People let in by a guard's hand in an emergency: no rule decided that, and none would have. */
    emergencies: number;
    /** Without facts: nothing can be said of them. */
    withoutFacts: number;
    /** Whose outcome the version asked for changes, by "was>is". */
    changed: { from: Outcome; to: Outcome; scans: number }[];
    /** Whose outcome stays but for other reasons. */
    otherReasons: number;
  };
  /** Where to go on; null when that was all. */
  next: ScanKey | null;
}

/** GET demo/official-key (demo district alone): a founding official's key, for the role that plays them. */
export interface DemoOfficialKeyAnswer {
  official: number;
  /** PKCS #8, base64url. */
  privateKey: string;
  /** 65 bytes uncompressed, base64url. */
  point: string;
}
