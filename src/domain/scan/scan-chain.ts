import { utf8 } from '../bytes/bytes.ts';

/**
 * The records of a device form a chain: each record's link is the hash of the link before it and of the record, so that the
 * last link says what all records before it were. The device signs links; the server keeps which stretches of each chain it
 * has, and a stretch that is missing shows.
 */

/** What the first record's `before` is the SHA-256 of (hexadecimal). @param chain 16 hexadecimal characters */
export function chainStartText(chain: string): string {
  return `HSC1-chain.${chain}`;
}

/** What a record's link is the SHA-256 of (hexadecimal). */
export function linkText(before: string, box: string): string {
  return before + box;
}

/** What a device signs (ECDSA P-256 with SHA-256): that its chain reads `link` after record `seq`. */
export function chainHeadMessage(chain: string, seq: number, link: string): Uint8Array<ArrayBuffer> {
  return utf8(`HSC1-head.${chain}.${seq}.${link}`);
}

export function isChainId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
}

export function isLink(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** Records `first` to `last` of a chain without a gap between them. */
export interface Stretch {
  first: number;
  last: number;
  /** The link before `first` and the one after `last`. */
  before: string;
  after: string;
}

/**
 * Adds a stretch to those held.
 * @param held sorted, with gaps between them
 * @param links of the added stretch: `links[0]` is its `before`, `links[n]` the link after its nth record
 * @returns the stretches afterwards; or at which record the two tell different stories of the same chain
 */
export function joinStretch(
  held: readonly Stretch[],
  first: number,
  links: readonly string[],
): { stretches: Stretch[]; fork: null } | { stretches: null; fork: number } {
  const last = first + links.length - 2;
  let joined: Stretch = { first, last, before: links[0]!, after: links.at(-1)! };
  const stretches: Stretch[] = [];
  for (const one of held) {
    if (one.last < first - 1 || one.first > last + 1) {
      stretches.push(one);
      continue;
    }
    // Where an end of the one lies within the other, both know that link.
    const known: [number, string][] = [
      [one.first - 1, one.before],
      [one.last, one.after],
    ];
    const wrong = known.find(([at, link]) => at >= first - 1 && at <= last && links[at - first + 1] !== link);
    if (wrong) return { stretches: null, fork: Math.max(first, Math.min(wrong[0], last)) };
    joined = {
      first: Math.min(one.first, joined.first),
      last: Math.max(one.last, joined.last),
      before: one.first < joined.first ? one.before : joined.before,
      after: one.last > joined.last ? one.after : joined.after,
    };
  }
  stretches.push(joined);
  return { stretches: stretches.sort((a, b) => a.first - b.first), fork: null };
}

/** True when a record is in one of the stretches. */
export function isHeld(stretches: readonly Pick<Stretch, 'first' | 'last'>[], seq: number): boolean {
  return stretches.some(({ first, last }) => seq >= first && seq <= last);
}
