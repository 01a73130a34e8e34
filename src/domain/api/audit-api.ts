/** What the auditor's page and the server say to one another, under /api/sitecode/audit. */
import type { AuditAction } from '../access/audit-action.ts';
import type { AuditHead, StatedHead } from '../access/audit-chain.ts';
import type { StaffRole } from '../access/rights.ts';
import type { ListAnswer } from './list-api.ts';
import type { SearchesRefused } from './official-api.ts';

/** One entry, as it is kept, and who it was. */
export interface AuditRow extends AuditHead {
  /** UTC ms. */
  at: number;
  /** As the log has it: "staff:RECORD", "server". */
  actor: string;
  /** Of a member of staff, as the account is called now: the log holds no name. */
  name: string;
  /** As what they acted; of an entry of an earlier version, as what the account acts today. */
  roles: StaffRole[];
  /** None: the whole district. */
  subdistricts: string[];
  /** Whether the entry itself says both. */
  isThen: boolean;
  action: AuditAction;
  subject: string;
  /** True where it lies in a sealed part. */
  sealed: boolean;
}

/** Whoever is no account of staff is chosen by what they are. */
export const auditActorKinds = [
  'server',
  'set-up',
  'nobody',
  'owner',
  'person',
  'sentry',
  'superuser',
] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/**
 * POST audit: entries, the newest first. Filters: `from` and `to`, days YYYYMMDD, both included; `who`, an AuditActorKind or
 * "staff:RECORD"; `action`. The key of a row is its number.
 */
export interface AuditAnswer extends ListAnswer<AuditRow> {
  /** All accounts of staff, for the filter. */
  officials: { id: string; name: string }[];
  /** Where the search through sealed parts was left for now: ask on from there. Null where the page is whole. */
  lookedTo: number | null;
}

/** Why the log does not hold. */
export const auditFaults = ['entry', 'signed-head', 'signature', 'bundle', 'cut'] as const;
export type AuditFault = (typeof auditFaults)[number];

/** What following the whole chain found. */
export interface AuditVerification {
  /** When it ended, UTC ms; who asked, by name. */
  at: number;
  by: string;
  /** Entries that hold, sealed parts among them, signed heads that fit. */
  entries: number;
  parts: number;
  heads: number;
  /** Signed heads that fit too, of keys that the charter no longer names: their signatures could not be checked. */
  unproved: number;
  /** The first entry that does not hold; null where all do. */
  wrong: number | null;
  fault: AuditFault | null;
}

/** Five or more wrong passwords of one account in a row. */
export interface FailedSignIns {
  id: string;
  name: string;
  roles: StaffRole[];
  failures: number;
  /** UTC ms. */
  first: number;
  last: number;
  /** Whether a right one came after them. */
  ended: boolean;
}

/** What an official did between 22:00 and 06:00. */
export interface NightWork {
  id: string;
  name: string;
  roles: StaffRole[];
  entries: number;
  /** In how many nights. */
  nights: number;
  last: number;
}

/** How often an account did something unusual of one kind that is an entry of its own. */
export interface OddActs {
  id: string;
  name: string;
  roles: StaffRole[];
  times: number;
  last: number;
}

/** Who acted in another sub-district than always before. */
export interface ElsewhereActs extends OddActs {
  usual: string;
  others: string[];
}

/** Who looked for many persons on a day, within what the day allows. */
export interface ManySearches {
  id: string;
  name: string;
  roles: StaffRole[];
  /** YYYYMMDD. */
  day: number;
  searches: number;
}

/** GET audit/state */
export interface AuditStateAnswer {
  /** Null before the first entry. */
  head: AuditHead | null;
  parts: number;
  /** The last head that the signer signed. */
  signed: StatedHead | null;
  /** What the bundle in force says of the log; `head` is null in one that does not. */
  bundle: { version: number; head: AuditHead | null } | null;
  verification: AuditVerification | null;
  searches: SearchesRefused[];
  failures: FailedSignIns[];
  nights: NightWork[];
  /** Signed in from two networks at once. */
  networks: OddActs[];
  /** Decided with an account that one of both let in a short time ago. */
  linked: OddActs[];
  /** One sign-in used from another network than before. */
  moved: OddActs[];
  /** Asked for sites outside the sub-districts that the account is for. */
  outside: OddActs[];
  elsewhere: ElsewhereActs[];
  many: ManySearches[];
  now: number;
}
