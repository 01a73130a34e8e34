/** Two records of one person, merged and parted by two officials: what pages and server say to one another. */

/** POST merge: another official decides (access/approval.ts). */
export interface MergeRequest {
  /** The handle (POST person/find) of the record that is to stand for both. */
  person: string;
  /** That of the other. */
  other: string;
  reason: string;
}

/** POST merge/undo: each record is what it was. Another official decides. */
export interface UnmergeRequest {
  /** Of the row. */
  id: string;
  reason: string;
}

/** Of both: the number of what waits for a second official. */
export interface MergeAnswer {
  approval: number;
}

/** GET merges: those in force, then those that were undone, the latest first; 500 at most. */
export interface MergesAnswer {
  merges: MergeRow[];
  now: number;
}
export interface MergeRow {
  id: string;
  /** The masked name of the record that stands for both, and that of the other. */
  maskedName: string;
  otherName: string;
  reason: string;
  /** Names of officials; times UTC ms. */
  askedBy: string;
  decidedBy: string;
  at: number;
  /** 0 and '' while it is in force. */
  undoneAt: number;
  undoReason: string;
  undoAskedBy: string;
  undoneBy: string;
}
