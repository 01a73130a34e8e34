/** Whole numbers as sorted ranges with gaps between them, first and last included: places of records in a chain. */
export type SeqRange = readonly [first: number, last: number];
export type SeqRanges = readonly SeqRange[];

/** How many numbers these are. */
export function countIn(ranges: SeqRanges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export function holdsSeq(ranges: SeqRanges, seq: number): boolean {
  return ranges.some(([first, last]) => seq >= first && seq <= last);
}

/** These and those of `added`. */
export function withRange(ranges: SeqRanges, added: SeqRange): SeqRanges {
  let [first, last] = added;
  if (last < first) return ranges;
  const before: SeqRange[] = [];
  const after: SeqRange[] = [];
  for (const range of ranges) {
    if (range[1] < first - 1) before.push(range);
    else if (range[0] > last + 1) after.push(range);
    else {
      first = Math.min(first, range[0]);
      last = Math.max(last, range[1]);
    }
  }
  return [...before, [first, last], ...after];
}

/** These without those of `removed`. */
export function withoutRange(ranges: SeqRanges, [first, last]: SeqRange): SeqRanges {
  const left: SeqRange[] = [];
  for (const range of ranges) {
    if (range[1] < first || range[0] > last) {
      left.push(range);
      continue;
    }
    if (range[0] < first) left.push([range[0], first - 1]);
    if (range[1] > last) left.push([last + 1, range[1]]);
  }
  return left;
}

/** Those that are in both. */
export function within(ranges: SeqRanges, others: SeqRanges): SeqRanges {
  const both: SeqRange[] = [];
  for (const [first, last] of ranges) {
    for (const other of others) {
      if (other[1] >= first && other[0] <= last)
        both.push([Math.max(first, other[0]), Math.min(last, other[1])]);
    }
  }
  return both;
}

/** Those of `ranges` that are not in `others`. */
export function without(ranges: SeqRanges, others: SeqRanges): SeqRanges {
  return others.reduce<SeqRanges>((left, range) => withoutRange(left, range), ranges);
}

/** Those of both. */
export function together(ranges: SeqRanges, others: SeqRanges): SeqRanges {
  return others.reduce<SeqRanges>((all, range) => withRange(all, range), ranges);
}

/** Sorted numbers as ranges. */
export function rangesOf(seqs: Iterable<number>): SeqRanges {
  const ranges: [number, number][] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last && last[1] === seq - 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}
