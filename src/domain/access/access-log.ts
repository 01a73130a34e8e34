/**
 * The log of who looked at a person's data, which the person reads: what pages and server say to one another about it, under
 * /api/sitecode/me/access and access/withhold.
 */
import type { RoleName } from './rights.ts';

/**
 * What somebody of the staff did that showed them something tied to a person. Those of lists are noted once a day for each
 * official, the others each time.
 */
export const accessKinds = [
  'search', // found by a whole number
  'colour', // a colour asked for, or lifted
  'overrides', // in the list of colours set by hand
  'approvals', // in the list of what waits for a second official
  'desk', // found or registered at a desk, by the number on the document
  'paper', // a pass on paper printed, or all withdrawn, at a desk
  'lost-phone', // sign-ins ended at a desk
  'proof', // whether a passage carries the holder's signature
  'hold', // records held for a case
  'cases', // in the list of cases
  'name', // the full name opened, for a case
  'merge', // asked for two records to be merged, or parted again
  'merges', // in the list of merged records
  'withholdings', // in the list of reads that are withheld
  'guardian', // a guardian entered or ended at a desk
  'request', // a review or a correction asked for at a desk, or decided on
  'requests', // in the list of what people ask for
  'roster', // in the list of those who belong to a site, as its owner sees it
  'gate', // a document laid on a sentry's reader
  'enrol', // put on a site's roster at a desk, taken off, or looked up for that
] as const;
export type AccessKind = (typeof accessKinds)[number];
export const accessLists: readonly AccessKind[] = [
  'overrides',
  'approvals',
  'cases',
  'merges',
  'requests',
  'roster',
  'withholdings',
];

/** One read, as the person is shown it: no official by name. */
export interface AccessRow {
  key: number;
  /** UTC ms; of a list the first time on that day. */
  at: number;
  /** Of an official, or the owner of a site. */
  role: RoleName;
  kind: AccessKind;
  /** In the official's words; '' where none is asked for. */
  purpose: string;
  /** Until when two officials withheld it for an investigation, UTC ms; null where they did not. */
  withheldUntil: number | null;
}

/** GET me/access: the latest first. */
export interface AccessAnswer {
  rows: AccessRow[];
  /** What to send as `before` for those that come next; null where these are the last. */
  next: number | null;
  now: number;
}

/** POST access/withhold: reads for an open case are kept from those whom they concern; another official decides. */
export interface WithholdRequest {
  case: number;
  /** The handle of the person whose reads alone are withheld; everybody's when left out. */
  person?: string;
  days: number;
  /** Why; without any name. */
  reason: string;
}
/**
 * - waiting: for a second official
 * - running: it holds
 * - over: its days are over, or its case was closed
 * - ended: before its time
 */
export type WithholdingState = 'waiting' | 'running' | 'over' | 'ended';
export interface WithholdingRow {
  /** Of the withholding, or of the request ("asked-7") while it waits. */
  id: string;
  forCase: number;
  /** Of the person whose reads alone it is of; '' for everybody's. */
  maskedName: string;
  purpose: string;
  days: number;
  state: WithholdingState;
  /** Names of officials; '' where there is none, or the account is gone. */
  askedBy: string;
  decidedBy: string;
  endedBy: string;
  /** Since when it is asked or holds, UTC ms. */
  at: number;
  /** Until when it holds, or held; of a request: until when somebody must decide. */
  until: number;
}
/** GET access/withholdings: what waits and runs first, then the latest others; and the open cases for which one can be asked. */
export interface WithholdingsAnswer {
  withholdings: WithholdingRow[];
  cases: { id: number; purpose: string; openedAt: number }[];
  now: number;
}
/** POST access/show: ends one that runs. */
export interface WithholdingEndRequest {
  id: number;
}

/** The most days. Then they are shown by themselves. */
export const mostDaysWithheld = 30;
