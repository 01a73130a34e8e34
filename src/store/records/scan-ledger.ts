import { sha256 } from '@noble/hashes/sha2.js';
import { hex, utf8 } from '../../domain/bytes/bytes.ts';
import { chainStartText, linkText } from '../../domain/scan/scan-chain.ts';
import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import {
  holdsSeq,
  together,
  withRange,
  withoutRange,
  without,
  within,
  type SeqRange,
  type SeqRanges,
} from './seq-ranges.ts';

/** Why the server will never take a record, and when it said so (UTC ms). */
export interface Rejection {
  fault: string;
  rejectedAt: number;
}

/**
 * A change of what a sentry keeps. Both copies are written in these words: the journal holds them as they are, and the
 * database becomes what they lead to. Every one may be said twice without harm.
 */
export type Entry =
  /** A chain begins, or is known to have come to this head: its next record's seq, and the link before it. */
  | ['chain', chain: string, begun: number, next: number, link: string]
  /** A record, waiting for the server. `used`: which showing it used, as `UsedShowings` names it. */
  | [
      'scan',
      chain: string,
      seq: number,
      session: string,
      step: number,
      box: string,
      before: string,
      t: number,
      used: string | null,
    ]
  /** The server has these. */
  | ['held', chain: string, first: number, last: number]
  /** The server has these no more, or was repaired: they are sent again. */
  | ['waiting', chain: string, first: number, last: number]
  /** The server will never take this one. */
  | ['rejected', chain: string, seq: number, fault: string, at: number]
  /** These are deleted here. */
  | ['gone', chain: string, first: number, last: number]
  /** What showings are hashed with. */
  | ['salt', salt: string];

/** One chain of this device: its head, and which of its records are here. Values are replaced, never changed. */
export interface Chain {
  chain: string;
  /** UTC ms; of two chains the one with the higher value is the later one. */
  begun: number;
  /** The seq of the next record. */
  next: number;
  /** The link after record `next - 1`; null until somebody asks: `linkOf`. */
  link: string | null;
  /** What that link is made of. */
  tail: readonly [before: string, box: string] | null;
  /** Records on this device. Those that neither wait nor are rejected are held: the server has them, not yet for good. */
  here: SeqRanges;
  waiting: SeqRanges;
  rejected: ReadonlyMap<number, Rejection>;
}

/** Every chain with records on this device, and the current one; in the order in which they began. */
export type Ledger = ReadonlyMap<string, Chain>;

/** The first record's `before`. */
export function chainStart(chain: string): string {
  return hex(sha256(utf8(chainStartText(chain))));
}

// Each scan is hashed while a person waits: the platform's encoder is quicker than the one of the domain.
const encoder = new TextEncoder();

/** The link after a record. */
export function linkAfter(before: string, box: string): string {
  return hex(sha256(encoder.encode(linkText(before, box))));
}

/** The link before a chain's next record. */
export function linkOf(chain: Chain): string {
  chain.link ??= chain.tail ? linkAfter(...chain.tail) : chainStart(chain.chain);
  return chain.link;
}

/** The chain that new records go into; null on a new device. */
export function currentChain(ledger: Ledger): Chain | null {
  let current: Chain | null = null;
  for (const chain of ledger.values()) if (!current || chain.begun >= current.begun) current = chain;
  return current;
}

export function inOrder(ledger: Ledger): Chain[] {
  return [...ledger.values()].sort((a, b) => a.begun - b.begun);
}

/** Records that the server has, kept until it has them for good. */
export function heldIn({ here, waiting, rejected }: Chain): SeqRanges {
  const left = without(here, waiting);
  return [...rejected.keys()].reduce<SeqRanges>((ranges, seq) => withoutRange(ranges, [seq, seq]), left);
}

export function entryOf(chain: string, record: SealedRecord, used: string | null = null): Entry {
  const { seq, session, step, box, before, t } = record;
  return ['scan', chain, seq, session, step, box, before, t, used];
}

export function recordOf(entry: Entry & { 0: 'scan' }): SealedRecord {
  const [, , seq, session, step, box, before, t] = entry;
  return { seq, session, step, box, before, t };
}

/** What the ledger is after a change. What is said of a chain that is not known changes nothing. */
export function applied(ledger: Ledger, entries: Iterable<Entry>): Ledger {
  const chains = new Map(ledger);
  for (const entry of entries) apply(chains, entry);
  const current = currentChain(chains);
  for (const chain of chains.values())
    if (chain !== current && chain.here.length === 0) chains.delete(chain.chain);
  return chains;
}

/** Changes one map in place: for reading a whole journal, where a copy for each entry would be too dear. */
export function apply(chains: Map<string, Chain>, entry: Entry): void {
  if (entry[0] === 'salt') return;
  const known = chains.get(entry[1]);
  if (entry[0] === 'chain') {
    chains.set(entry[1], headAt(known, entry));
  } else if (entry[0] === 'scan') {
    chains.set(entry[1], withScan(known ?? emptyChain(entry[1], entry[7]), entry));
  } else if (known) {
    chains.set(entry[1], changed(known, entry));
  }
}

function emptyChain(chain: string, begun: number): Chain {
  return { chain, begun, next: 1, link: null, tail: null, here: [], waiting: [], rejected: new Map() };
}

function headAt(known: Chain | undefined, [, id, begun, next, link]: Entry & { 0: 'chain' }): Chain {
  const chain = { ...(known ?? emptyChain(id, begun)), begun };
  return known && known.next > next ? chain : { ...chain, next, link };
}

function withScan(chain: Chain, [, , seq, , , box, before]: Entry & { 0: 'scan' }): Chain {
  const range: SeqRange = [seq, seq];
  return {
    ...chain,
    ...(seq >= chain.next && { next: seq + 1, link: null, tail: [before, box] as const }),
    here: withRange(chain.here, range),
    waiting: withRange(chain.waiting, range),
    ...(chain.rejected.has(seq) && { rejected: withoutSeqs(chain.rejected, range) }),
  };
}

function changed(chain: Chain, entry: Exclude<Entry, { 0: 'chain' | 'scan' | 'salt' }>): Chain {
  if (entry[0] === 'rejected') {
    const [, , seq, fault, rejectedAt] = entry;
    return {
      ...chain,
      waiting: withoutRange(chain.waiting, [seq, seq]),
      rejected: new Map(chain.rejected).set(seq, { fault, rejectedAt }),
    };
  }
  const range: SeqRange = [entry[2], entry[3]];
  const rejected = withoutSeqs(chain.rejected, range);
  switch (entry[0]) {
    case 'held':
      return { ...chain, rejected, waiting: withoutRange(chain.waiting, range) };
    case 'waiting':
      return { ...chain, rejected, waiting: together(chain.waiting, within(chain.here, [range])) };
    case 'gone':
      return {
        ...chain,
        rejected,
        here: withoutRange(chain.here, range),
        waiting: withoutRange(chain.waiting, range),
      };
  }
}

function withoutSeqs(
  rejected: ReadonlyMap<number, Rejection>,
  [first, last]: SeqRange,
): ReadonlyMap<number, Rejection> {
  if (rejected.size === 0) return rejected;
  return new Map([...rejected].filter(([seq]) => seq < first || seq > last));
}

/** What makes one ledger the other, but for records that it lacks. */
export function difference(from: Ledger, to: Ledger): Entry[] {
  const entries: Entry[] = [];
  const say = (what: 'gone' | 'waiting' | 'held', chain: string, ranges: SeqRanges): void => {
    for (const [first, last] of ranges) entries.push([what, chain, first, last]);
  };
  for (const old of from.values()) {
    say('gone', old.chain, without(old.here, to.get(old.chain)?.here ?? []));
  }
  for (const chain of to.values()) {
    const { chain: id, begun, next, rejected } = chain;
    const old = from.get(id);
    if (old?.next !== next || old.begun !== begun) entries.push(['chain', id, begun, next, linkOf(chain)]);
    say('waiting', id, without(chain.waiting, old?.waiting ?? []));
    say('held', id, without(heldIn(chain), old ? heldIn(old) : []));
    for (const [seq, { fault, rejectedAt }] of rejected) {
      if (old?.rejected.get(seq)?.fault !== fault) entries.push(['rejected', id, seq, fault, rejectedAt]);
    }
  }
  return entries;
}

/** What either of two ledgers knows. Where they differ on a record, it is sent again. */
export function united(a: Ledger, b: Ledger): Ledger {
  const chains = new Map(a);
  for (const other of b.values()) {
    const own = chains.get(other.chain);
    if (!own) {
      chains.set(other.chain, other);
      continue;
    }
    const ahead = other.next > own.next ? other : own;
    const waiting = together(own.waiting, other.waiting);
    const rejected = [...other.rejected, ...own.rejected].filter(([seq]) => !holdsSeq(waiting, seq));
    chains.set(other.chain, {
      ...ahead,
      here: together(own.here, other.here),
      waiting,
      rejected: new Map(rejected),
    });
  }
  return chains;
}
