import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { auditHeadMessage, type AuditHead } from '../../src/domain/access/audit-chain.ts';
import type { PublicKey } from '../../src/domain/bundle/charter.ts';
import { fromBase64url } from '../../src/domain/bytes/bytes.ts';
import type { AuditFile, FileHead } from './audit-file.ts';

/** A head that lies somewhere else, and where. */
export interface OtherHead extends AuditHead {
  from: string;
}

export interface Checked {
  /** The first and the last entry of the file; 0 where it has none. */
  first: number;
  last: number;
  /** Entries whose hash was computed anew and is right. */
  proved: number;
  /** Entries that an earlier version hashed under a key: they are chained, and only their server can say more. */
  keyed: number;
  /** Of these, how many acts were done in each set of roles and sub-districts, as the entries say. */
  held: Map<string, number>;
  /** Signed heads, and heads from elsewhere, that the chain fits. */
  heads: number;
  /** What does not hold: changed entries, gaps, forks. */
  faults: string[];
}

/**
 * Follows an exported log. Two entries with one number and two hashes are a fork: two logs were written.
 * @param others heads from elsewhere: another export, the bundles, the list beside the backups
 * @param wordKeys of the charter, to check the signatures of heads by; null: they are not checked
 */
export function checkChain(
  { keyedUntil, entries, heads, unread }: AuditFile,
  others: readonly OtherHead[] = [],
  wordKeys: readonly PublicKey[] | null = null,
): Checked {
  const faults = [...unread];
  const hashes = new Map<number, string>();
  const held = new Map<string, number>();
  let [proved, keyed] = [0, 0];
  let before: AuditHead | null = null;
  for (const entry of entries) {
    const known = hashes.get(entry.seq);
    if (known !== undefined) {
      const kind =
        known === entry.hash ? 'stands there twice' : 'forks: it stands there twice, with two hashes';
      faults.push(`Line ${entry.line}: entry ${entry.seq} ${kind}.`);
      continue;
    }
    hashes.set(entry.seq, entry.hash);
    if (before && entry.seq !== before.seq + 1) faults.push(gap(before.seq, entry.seq, entry.line));
    else if (before && entry.before !== before.hash)
      faults.push(`Line ${entry.line}: entry ${entry.seq} does not follow on entry ${before.seq}.`);
    if (!before && entry.seq === 1 && entry.before !== '')
      faults.push(`Line ${entry.line}: entry 1 names one before it.`);
    if (entry.seq <= keyedUntil) keyed++;
    else if (createHash('sha256').update(entry.text).digest('hex') === entry.hash) {
      proved++;
      if (entry.held !== '') held.set(entry.held, (held.get(entry.held) ?? 0) + 1);
    } else
      faults.push(`Line ${entry.line}: entry ${entry.seq} was changed: its hash is that of another text.`);
    before = entry;
  }
  const last = before?.seq ?? 0;
  const first = entries[0]?.seq ?? 0;
  let fitting = 0;
  const compare = ({ seq, hash }: AuditHead, from: string): void => {
    const own = hashes.get(seq);
    if (own === hash) fitting++;
    else if (own !== undefined) faults.push(`Entry ${seq} forks: ${from} has it with another hash.`);
    else if (seq > last)
      faults.push(`The log ends at entry ${last}: ${from} knows entry ${seq}, which is cut off here.`);
  };
  for (const head of heads) {
    if (wordKeys && !isSigned(head, wordKeys))
      faults.push(`Line ${head.line}: the head at entry ${head.seq} is not signed by a key of this charter.`);
    else compare(head, `the head that was signed on ${new Date(head.at).toISOString()}`);
  }
  for (const other of others) compare(other, other.from);
  return { first, last, proved, held, keyed, heads: fitting, faults };
}

function gap(before: number, after: number, line: number): string {
  if (after <= before) return `Line ${line}: entry ${after} comes after entry ${before}.`;
  const [from, to] = [before + 1, after - 1];
  return `Line ${line}: a gap: ${from === to ? `entry ${from} is` : `entries ${from} to ${to} are`} missing.`;
}

function isSigned({ body, key, signature }: FileHead, wordKeys: readonly PublicKey[]): boolean {
  const known = wordKeys.find(({ id }) => id === key);
  try {
    return (
      known !== undefined &&
      p256.verify(fromBase64url(signature), auditHeadMessage(body), fromBase64url(known.point), {
        prehash: true,
        lowS: false,
      })
    );
  } catch {
    return false;
  }
}
