import type { JournalContent } from '../journal/journal-log.ts';
import type { DatabaseContent } from './scan-database.ts';
import { united, type Ledger } from './scan-ledger.ts';
import { countIn, without, type SeqRanges } from './seq-ranges.ts';

/** Records by chain that a copy lacks. */
export type Missing = Map<string, SeqRanges>;

/**
 * What the two copies together say. Of two sound copies the one with the later write is right, since a write is made in both
 * or missed by one; where both are damaged, what either knows counts.
 */
export function truthOf(
  database: DatabaseContent | null,
  journal: JournalContent | null,
): { ledger: Ledger; isCertain: boolean } {
  const first = database && database.ledger.size > 0 ? database : null;
  const second = journal && journal.chains.size > 0 ? journal : null;
  const isSound = journal?.damaged === 0;
  if (first && (!second || first.write >= second.write)) return { ledger: first.ledger, isCertain: true };
  // The end of a journal that is alone may have been cut off in time, or damaged: that looks the same.
  if (second && isSound) return { ledger: second.chains, isCertain: first !== null || !journal.torn };
  return {
    ledger: united(first?.ledger ?? new Map(), second?.chains ?? new Map()),
    isCertain: !second && !first,
  };
}

/** Whether a copy lost something, or missed more than the one write that a crash may cut off. */
export function hasTrouble(
  copy: DatabaseContent | JournalContent | null,
  other: DatabaseContent | JournalContent | null,
  wasExpected: boolean,
  isDamaged: boolean,
): boolean {
  if (!copy) return false;
  const isNew = copy.write === 0;
  if (isNew && (wasExpected || (other?.write ?? 0) > 1)) return true;
  if (!other) return isDamaged;
  const behind = other.write - copy.write;
  return behind > 1 || (isDamaged && behind <= 0) || ('damaged' in copy && isDamaged);
}

export function lacking(ledger: Ledger, there: (chain: string) => SeqRanges): Missing {
  const missing: Missing = new Map();
  for (const { chain, here } of ledger.values()) {
    const ranges = without(here, there(chain));
    if (ranges.length > 0) missing.set(chain, ranges);
  }
  return missing;
}

export function removed(missing: Missing, taken: Missing): Missing {
  return new Map([...missing].map(([chain, ranges]) => [chain, without(ranges, taken.get(chain) ?? [])]));
}

export function counted(missing: Missing): number {
  return [...missing.values()].reduce((sum, ranges) => sum + countIn(ranges), 0);
}
