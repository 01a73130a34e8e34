/**
 * Long work: what takes the server more than a moment goes on there, whoever leaves the page, and its result is fetched when it
 * is ready. What pages and server say to one another about it, under /api/sitecode/work.
 */
import type { Outcome } from '../policy/outcome.ts';
import type { PolicyLanguage } from '../policy/policy.ts';
import type { ListRequest } from './list-api.ts';
import type { AskedVersion } from './policy-api.ts';

/** Lists that are exported as a file. */
export const exportLists = ['fleet', 'sites', 'alarms', 'audit'] as const;
export type ExportList = (typeof exportLists)[number];

/** What long work is about, as the asker reads it. Holds nothing personal. */
export type WorkSubject =
  | {
      kind: 'policy-replay';
      version: AskedVersion;
      /** Null: the whole district. */
      site: { number: number; name: string } | null;
      /** Days, YYYYMMDD, both included. */
      first: number;
      last: number;
    }
  | { kind: 'export'; list: ExportList }
  | { kind: 'audit-check' };
export type WorkKindName = WorkSubject['kind'];

/**
 * - waiting: not begun; running: begun, also while the server is away
 * - done: the result is there until it expires; failed: `fault` says why
 * - cancelled: by who asked
 */
export type WorkState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Why it failed. */
export type WorkFault =
  | 'not-allowed' // the asker may no longer ask for it
  | 'not-found' // what it is about is gone
  | 'late' // it did not end within a day
  | 'server';

/** At most so many of one account are under way at a time, and so many of all. */
export const mostOwnWork = 3;
export const mostWork = 30;
/** It has so long to end, and its result is kept for as long, ms. */
export const workKeptMs = 24 * 3_600_000;

export interface WorkRow {
  id: number;
  subject: WorkSubject;
  state: WorkState;
  done: number;
  /** How many there are to do; null: not known. */
  total: number | null;
  /** UTC ms; 0 for not yet. */
  askedAt: number;
  endedAt: number;
  /** When it, and its result, is deleted. */
  expires: number;
  fault: WorkFault | null;
  /** Of what is done: the file it made. */
  file: { name: string; bytes: number } | null;
}

/** GET work: the asker's own, the latest first. */
export interface WorkAnswer {
  work: WorkRow[];
  now: number;
}

/** POST work: asks for some. */
export type AskedWork =
  | {
      /** What a version would have said of all scans of some days. */
      kind: 'policy-replay';
      version: AskedVersion;
      /** Left out: the whole district. */
      site?: number;
      first: number;
      last: number;
    }
  | {
      /** A list as a CSV file. */
      kind: 'export';
      list: ExportList;
      /** Of its heads and words; Chinese when left out. */
      language?: PolicyLanguage;
      /** Which rows of it, in which order; of lists that can be narrowed. */
      request?: ListRequest;
    }
  | {
      /** Follows the whole audit log. */
      kind: 'audit-check';
    };
/** It is begun when the answer is out. */
export interface WorkAskedAnswer {
  work: WorkRow;
}

/** POST work/cancel, POST work/delete: by who asked. */
export interface WorkRequest {
  id: number;
}

/** GET work/one?id=N: one, with what a page shows of its result. */
export interface OneWorkAnswer {
  work: WorkRow;
  /** Of a replay that has begun: how far it came. */
  replay: ReplaySummary | null;
  now: number;
}

/** What a version would have said, in numbers. */
export interface ReplaySummary {
  scans: number;
  emergencies: number;
  withoutFacts: number;
  otherReasons: number;
  /** By what was decided and what the version says, also where that is the same. */
  outcomes: { from: Outcome; to: Outcome; scans: number }[];
  /** Of the asked days those that are no longer kept. */
  daysGone: number[];
}
