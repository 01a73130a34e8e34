/** What tracing officers and the server say to one another about cases, under /api/sitecode. */

/** What a case keeps beyond the usual time. Numbers of passes and persons are those of that one day (YYYYMMDD). */
export type CaseHold =
  | { kind: 'scan'; site: number; t: number; device: number; seq: number }
  | { kind: 'pass'; day: number; pass: number }
  | { kind: 'person'; day: number; person: number }
  /** All scans and visits at a site, UTC ms, `to` exclusive; at most `longestHoldMs`. */
  | { kind: 'place'; site: number; from: number; to: number };

export const longestHoldMs = 31 * 86_400_000;
/** More than this is no case but a surveillance: scans and visits that one hold may match when it is made. */
export const mostHeld = 20_000;

/** POST case/hold: opens a case, or adds to the open one with the id `case`. */
export interface CaseHoldRequest {
  case?: number;
  /** Why; for the audit log, so without any name. */
  purpose: string;
  hold: CaseHold;
}
export interface CaseHoldAnswer {
  case: number;
  /** What it matches at this moment. What arrives later for these times and numbers is kept too. */
  matches: { scans: number; visits: number };
}

/**
 * POST case/close and case/reopen: asks for it; another official decides. What a closed case keeps, and its key, are destroyed after
 * 30 days; until then it can be opened again.
 */
export interface CaseChangeRequest {
  case: number;
  /** Why; without any name. */
  reason: string;
}
export interface CaseChangeAnswer {
  /** Of what waits for a second official. */
  approval: number;
}

/** GET cases */
export interface CaseRow {
  id: number;
  purpose: string;
  /** Names of officials. */
  openedBy: string;
  /** UTC ms. */
  openedAt: number;
  /** Null while it is open. */
  closedAt: number | null;
  closedBy: string | null;
  /** Of a closed case: until when it can be opened again; null once its key is destroyed. */
  keyUntil: number | null;
  /** Empty once its key is destroyed. */
  holds: CaseHold[];
  /** What it keeps of days that are deleted by now. */
  kept: { scans: number; visits: number };
}
export interface CasesAnswer {
  cases: CaseRow[];
  now: number;
}
