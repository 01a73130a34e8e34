import { concat, utf8 } from '../bytes/bytes.ts';

/**
 * What the server says when it has deleted a day: signed, so that anybody with the district's charter can verify it, and each
 * one names the one before, so that none can be left out.
 */
export interface DeletionCertificate {
  /** 1, 2, 3, … */
  number: number;
  /** SHA-256 of the body of the one before, hexadecimal; empty for the first. */
  before: string;
  /** Missing: a day. 'identity-key': the key with which versions before sealed identities; `day` is then the day of its end. */
  what?: 'identity-key';
  /** YYYYMMDD in Asia/Shanghai. */
  day: number;
  /** What was deleted: the tables of the day with the rows they held, and the day's rows of the table `notices`. */
  tables: { name: string; rows: number }[];
  /** When the rows were gone from the database, UTC ms. */
  droppedAt: number;
  /** SHA-256 of the day's key as text (64 hexadecimal characters), hexadecimal; null when the day never had one. */
  key: string | null;
  /** When its file was gone, UTC ms. */
  keyDestroyedAt: number;
  /** How many full days before the current one were kept. */
  retentionDays: number;
  /** What was kept for open cases, sealed with their own keys, until they are closed. */
  kept: { case: number; scans: number; visits: number }[];
}

/** A certificate as it travels: the very text that was signed, and r||s over `deletionMessage(body)`, base64url. */
export interface SignedDeletion {
  body: string;
  /** The id of one of the charter's `wordKeys`. */
  key: number;
  signature: string;
}

/** GET deletion-certificates: those after number `after`, oldest first, 500 at most. */
export interface DeletionCertificatesAnswer {
  certificates: SignedDeletion[];
  now: number;
}

/** What the server signs (ECDSA P-256 with SHA-256). */
export function deletionMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-deletion\0'), utf8(body));
}

/** Reads the text of a certificate. Throws a RangeError when a part is missing. */
export function readDeletion(body: string): DeletionCertificate {
  let read: DeletionCertificate;
  try {
    read = JSON.parse(body) as DeletionCertificate;
  } catch {
    throw new RangeError('The certificate is no JSON text.');
  }
  const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  const digest = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  const whole =
    read !== null &&
    typeof read === 'object' &&
    (read.what === undefined || read.what === 'identity-key') &&
    [read.number, read.day, read.droppedAt, read.keyDestroyedAt, read.retentionDays].every(count) &&
    (read.before === '' || digest(read.before)) &&
    (read.key === null || digest(read.key)) &&
    Array.isArray(read.tables) &&
    read.tables.every((table) => typeof table?.name === 'string' && count(table.rows)) &&
    Array.isArray(read.kept) &&
    read.kept.every((one) => one && [one.case, one.scans, one.visits].every(count));
  if (!whole) throw new RangeError('The certificate lacks a part.');
  return read;
}
