import type { AuditHead } from '../access/audit-chain.ts';

/** What the backup tool and the server say to one another. Superusers alone, from the server's own machine. */

/** The last record of a device's chain up to which nothing is missing, by the chain's number in the database. */
export interface ChainHead {
  chain: number;
  last: number;
}

/**
 * What the console command `check-data` prints about a data folder, after `marker`, on one line: the tools ask it of a copy
 * before they trust it.
 */
export interface DataCheck {
  /** "ok", or what SQLite's integrity check found. */
  integrity: string;
  /** File names of the schema's steps that the database has. */
  steps: string[];
  heads: ChainHead[];
  /** Days whose scans and visits are in it. */
  days: number[];
  /** Kept days whose key is not in the folder beside the keyring; null where no keyring was named. */
  lostDays: number[] | null;
  /** Open cases whose key is not there; null where no keyring was named. */
  lostCases: number[] | null;
  /** What is wrong between the keyring and the charter, or with opening a person's name; null when nothing is, or none was named. */
  keys: string | null;
  /** Records of persons. */
  persons: number;
  /** Where the audit log stands; null before its first entry. */
  audit: AuditHead | null;
}

/** Begins the line that holds a DataCheck. */
export const dataCheckMarker = 'SITECODE-DATA ';

/** POST backup/durable: a copy of this backup lies elsewhere and was verified. */
export interface BackupDurableRequest {
  /** The backup's file name. */
  name: string;
  /** What the copy was found to contain. */
  heads: ChainHead[];
  /** SHA-256 of the copy, hexadecimal; for the audit log. */
  sha256: string;
}
export interface BackupDurableAnswer {
  /** How many chains have records that are durable by it. */
  chains: number;
  now: number;
}
