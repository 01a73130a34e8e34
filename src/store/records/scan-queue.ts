import type { ChainHeld, ScanResult } from '../../domain/api/gate/sentry-api.ts';
import { hex } from '../../domain/bytes/bytes.ts';
import type { Scan } from '../../domain/scan/scan.ts';
import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import type { ChainKey } from './chain-key.ts';
import { atOnce, parts } from './scan-database.ts';
import {
  applied,
  chainStart,
  currentChain,
  entryOf,
  heldIn,
  inOrder,
  linkAfter,
  linkOf,
  type Entry,
  type Ledger,
} from './scan-ledger.ts';
import type { ScanStore } from './scan-store.ts';
import type { Sealer, Sealed } from './sealer.ts';
import { QueueRoom } from './queue-room.ts';
import { countIn, rangesOf, within, without, type SeqRange, type SeqRanges } from './seq-ranges.ts';
import type { Room } from '../browser/storage-health.ts';
import type { UploadSource } from './upload-source.ts';
import { UsedShowings } from './used-showings.ts';

export type { UploadSource } from './upload-source.ts';

/** A record the server will never take: kept where staff can see it. */
export interface RejectedRecord {
  chain: string;
  record: SealedRecord;
  /** The field at fault, as the server named it. */
  fault: string;
  /** UTC ms. */
  rejectedAt: number;
}

export interface QueueState {
  /** How many wait for the server, and since when the oldest does (UTC ms; null when none). */
  depth: number;
  oldest: number | null;
  rejected: number;
  /** Records that the server has, kept until it has them for good. */
  held: number;
  room: Room;
}

interface Options {
  store: ScanStore;
  key: ChainKey;
  /** UTC ms. */
  now: () => number;
  /** True when the key is another than the one that signed what is here: all that waits goes on in a new chain. */
  isNewKey?: boolean;
  /** The most records on this device; tests take fewer. */
  most?: number;
}

/** An upload should carry no more than this, bytes of boxes. */
const uploadBytes = 2_000_000;
/** The heartbeat names no more chains. */
const mostChainsNamed = 4;

interface Adding {
  scan: Omit<Scan, 'seq'>;
  used: string | null;
  sealing: Promise<Sealed>;
  resolve: (scan: Scan) => void;
  reject: (fault: unknown) => void;
}

/**
 * Scans on their way to the server. A scan is sealed, and on the disk, before `add` answers. It waits until the server has
 * named it; then it is held until the server has it in a backup, for a server may be restored to an older state.
 */
export class ScanQueue implements UploadSource {
  readonly #store: ScanStore;
  readonly #key: ChainKey;
  readonly #now: () => number;
  readonly #room: QueueRoom;
  readonly #used: UsedShowings;
  #sealer: Sealer | null = null;
  #adding: Adding[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  /** True when the next record begins a chain. */
  #beginsChain: boolean;
  #settled = 0;
  #oldest: { place: string; t: number } | null = null;

  private constructor({ store, key, now, most }: Options) {
    this.#store = store;
    this.#key = key;
    this.#now = now;
    this.#room = new QueueRoom(store, most);
    this.#used = new UsedShowings(store.salt, store.used);
    this.#beginsChain = store.isUncertain;
  }

  /** Opens the queue. A restart of the browser revives no used code. */
  static async open(options: Options): Promise<ScanQueue> {
    const queue = new ScanQueue(options);
    // A first write, so that both copies are known again, and missed, though nobody was scanned yet.
    if (options.store.salt === null)
      await options.store.write(() => [[['salt', queue.#used.salt]]]).catch(() => undefined);
    if (options.isNewKey) {
      queue.#beginsChain = true;
      for (const chain of inOrder(options.store.ledger)) await queue.fork(chain.chain, 1);
    }
    await queue.#room.look();
    return queue;
  }

  /** What closes records from now on; null when there is nothing to seal with: no scan is taken then. */
  useSealer(sealer: Sealer | null): void {
    this.#sealer = sealer;
  }

  /** True when this showing was used at this gate before. */
  wasUsed(replayKey: string): boolean {
    return this.#used.has(replayKey);
  }

  /**
   * Seals one scan and stores it durably, and with it that its showing is used and that the clock has reached `scan.t`.
   * @returns the scan with its sequence number. Rejects when neither copy took it (full, broken), or there is no key to seal
   * with: nobody may be released.
   */
  add(scan: Omit<Scan, 'seq'>, replayKey: string | null): Promise<Scan> {
    const sealer = this.#sealer;
    if (!sealer) return Promise.reject(new Error('There is no key of the server to seal records with.'));
    const used = replayKey === null ? null : this.#used.nameOf(replayKey);
    const sealing = sealer.seal(scan);
    sealing.catch(() => undefined);
    return new Promise((resolve, reject) => {
      this.#adding.push({ scan, used, sealing, resolve, reject });
      // Those that come while a write is under way are written together.
      if (this.#adding.length === 1) void this.#inTurn(() => this.#addAll());
    });
  }

  async oldest(limit: number): Promise<{ chain: string; records: SealedRecord[] } | null> {
    for (const { chain, waiting } of inOrder(this.#store.ledger)) {
      const [range] = waiting;
      if (!range) continue;
      const first = range[0];
      const records = await this.#store.read(chain, [[first, Math.min(range[1], first + limit - 1)]]);
      const row = inARow(records, first);
      if (row.length > 0) return { chain, records: row };
      // In neither copy: it holds up nobody, and the gap in the chain shows it to the server.
      const next = records[0]?.seq ?? Math.min(range[1], first + limit - 1) + 1;
      this.#store.noteLost(next - first);
      await this.#store.write(() => [[['gone', chain, first, next - 1]]]);
      return this.oldest(limit);
    }
    return null;
  }

  sign(chain: string, seq: number, link: string): Promise<string> {
    return this.#key.signHead(chain, seq, link);
  }

  /** How many wait, and how the storage is. */
  async state(): Promise<QueueState> {
    let depth = 0;
    let rejected = 0;
    let held = 0;
    for (const chain of this.#store.ledger.values()) {
      depth += countIn(chain.waiting);
      rejected += chain.rejected.size;
      held += countIn(heldIn(chain));
    }
    const oldest = depth > 0 ? await this.#oldestTime() : null;
    return { depth, oldest, rejected, held, room: this.#room.state };
  }

  /** How many answers of the server's were taken since this start. */
  get settled(): number {
    return this.#settled;
  }

  /** The chains to ask the server about. @returns at most four: the oldest with records here, and the current one */
  chains(): { chain: string; next: number }[] {
    const current = currentChain(this.#store.ledger);
    const others = inOrder(this.#store.ledger).filter((one) => one !== current && one.here.length > 0);
    const named = others.slice(0, mostChainsNamed - 1);
    return [...named, ...(current ? [current] : [])].map(({ chain, next }) => ({ chain, next }));
  }

  /**
   * Takes the server's answers: what it has is held here, what is over is deleted, what it rejected moves to the list that
   * staff can see. A record the server did not name stays where it is.
   */
  settle(chain: string, results: ScanResult[], now: number): Promise<void> {
    this.#settled++;
    return this.#store.write((ledger) => {
      const here = ledger.get(chain);
      if (!here) return [];
      const entries = results.flatMap(({ first, last, status, fault }): Entry[] => {
        const ranges = within(status === 'expired' ? here.here : here.waiting, [[first, last]]);
        if (status === 'rejected') {
          return seqsIn(ranges).map((seq): Entry => ['rejected', chain, seq, fault ?? 'record', now]);
        }
        const what = status === 'expired' ? 'gone' : 'held';
        return ranges.map(([from, to]): Entry => [what, chain, from, to]);
      });
      return entries.length > 0 ? [entries] : [];
    });
  }

  /** What the server has not acknowledged of this chain from `seq` on goes on, in order, in a new chain. */
  fork(chain: string, seq: number): Promise<void> {
    return this.#inTurn(async () => {
      const moving = within(this.#store.ledger.get(chain)?.waiting ?? [], [[seq, Number.MAX_SAFE_INTEGER]]);
      this.#beginsChain = true;
      for (const part of parts(moving, atOnce)) {
        const records = await this.#store.read(chain, [part]);
        if (records.length === 0) continue;
        await this.#store.write((ledger) =>
          this.#placed(ledger, records).map((group, index) => {
            const old = records[index]!.seq;
            return [...group, ['gone', chain, old, old]];
          }),
        );
        this.#beginsChain = false;
      }
    });
  }

  /**
   * Takes what the server has of each chain. Records it was thought to have and has not (it was restored from a backup) wait
   * again; those that it has in a backup are deleted here.
   * @param asOf `settled` when the server was asked: what was named since then it could not know of, and nothing is missing for that
   * @returns true when records wait again
   */
  async heard(chains: readonly ChainHeld[], asOf: number): Promise<boolean> {
    let isAgain = false;
    await this.#store.write((ledger) => {
      const current = currentChain(ledger);
      const entries = chains.flatMap(({ chain: id, have, durable }): Entry[] => {
        const chain = ledger.get(id);
        if (!chain) return [];
        // The server knows a later record than this device: it lost some, and must not give their numbers to others.
        if (chain === current && have.some(([, last]) => last >= chain.next)) this.#beginsChain = true;
        const held = heldIn(chain);
        const missing = asOf === this.#settled ? without(held, have) : [];
        if (missing.length > 0) isAgain = true;
        const safe = within(within(held, have), [[1, durable]]);
        return [
          ...missing.map(([first, last]): Entry => ['waiting', id, first, last]),
          ...safe.map(([first, last]): Entry => ['gone', id, first, last]),
        ];
      });
      return entries.length > 0 ? [entries] : [];
    });
    return isAgain;
  }

  /** What the server will never take, oldest first, as it can be exported: sealed. */
  async rejected(): Promise<RejectedRecord[]> {
    const list: RejectedRecord[] = [];
    for (const { chain, rejected } of inOrder(this.#store.ledger)) {
      const seqs = [...rejected.keys()].sort((a, b) => a - b);
      for (const record of await this.#store.read(chain, rangesOf(seqs)))
        list.push({ chain, record, ...rejected.get(record.seq)! });
    }
    return list;
  }

  /** Lets rejected records wait again, for instance after the server was repaired. */
  retryRejected(): Promise<void> {
    return this.#store.write((ledger) => {
      const entries = inOrder(ledger).flatMap(({ chain, rejected }) =>
        rangesOf([...rejected.keys()].sort((a, b) => a - b)).map(([first, last]): Entry => [
          'waiting',
          chain,
          first,
          last,
        ]),
      );
      return entries.length > 0 ? [entries] : [];
    });
  }

  /** Forgets showings used long ago. */
  async forgetUsed(now: number): Promise<void> {
    await this.#store.forget(this.#used.forget(now));
  }

  /** What is to be done now and then: a copy that failed is tried again, held records that are too old go. */
  async tidy(now: number): Promise<void> {
    await this.forgetUsed(now);
    await this.#store.mend();
    await this.#room.giveUpOld(now);
    await this.#room.look();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #addAll(): Promise<void> {
    while (this.#adding.length > 0) {
      const batch = this.#adding.slice(0, atOnce);
      await this.#addBatch(batch);
      this.#adding.splice(0, batch.length);
    }
  }

  async #addBatch(batch: Adding[]): Promise<void> {
    const sealings = await Promise.allSettled(batch.map(({ sealing }) => sealing));
    const ready: { adding: Adding; sealed: Sealed }[] = [];
    sealings.forEach((sealing, index) => {
      if (sealing.status === 'fulfilled') ready.push({ adding: batch[index]!, sealed: sealing.value });
      else batch[index]!.reject(sealing.reason);
    });
    if (ready.length === 0) return;
    let first: number;
    try {
      first = await this.#keep(ready);
    } catch (fault) {
      for (const { adding } of ready) adding.reject(fault);
      return;
    }
    this.#beginsChain = false;
    ready.forEach(({ adding: { scan, used, resolve } }, index) => {
      if (used !== null) this.#used.add(used, scan.t);
      resolve({ ...scan, seq: first + index });
    });
  }

  /** Writes sealed scans. What the disk does not take it may take once held records have made room. @returns the first's seq */
  async #keep(ready: readonly { adding: Adding; sealed: Sealed }[]): Promise<number> {
    await this.#room.make(ready.length);
    const records = ready.map(({ adding, sealed }) => ({ ...sealed, t: adding.scan.t }));
    const used = ready.map(({ adding }) => adding.used);
    let first = 0;
    const write = (): Promise<void> =>
      this.#store.write((ledger) => {
        const groups = this.#placed(ledger, records, used);
        first = groups[0]!.find((entry) => entry[0] === 'scan')![2] as number;
        return groups;
      }, ready.at(-1)!.adding.scan.t);
    try {
      await write();
    } catch (fault) {
      if ((await this.#room.giveUp(atOnce).catch(() => 0)) === 0) throw fault;
      await write();
    }
    return first;
  }

  /** Records as the next ones of the current chain, or of one that begins with them; each a group of its own. */
  #placed(ledger: Ledger, records: readonly (Sealed & { t: number })[], used?: (string | null)[]): Entry[][] {
    const begin: Entry[] = [];
    let current = currentChain(ledger);
    if (!current || this.#beginsChain) {
      const chain = hex(crypto.getRandomValues(new Uint8Array(8)));
      const begun = Math.max(this.#now(), (current?.begun ?? 0) + 1);
      begin.push(['salt', this.#used.salt], ['chain', chain, begun, 1, chainStart(chain)]);
      current = applied(new Map(), begin).get(chain)!;
    }
    let { next } = current;
    let before = linkOf(current);
    return records.map(({ session, step, box, t }, index): Entry[] => {
      const record: SealedRecord = { seq: next++, session, step, box, before, t };
      before = linkAfter(before, box);
      const entry = entryOf(current.chain, record, used?.[index] ?? null);
      return index === 0 ? [...begin, entry] : [entry];
    });
  }

  async #oldestTime(): Promise<number | null> {
    const chain = inOrder(this.#store.ledger).find(({ waiting }) => waiting.length > 0);
    if (!chain) return null;
    const seq = chain.waiting[0]![0];
    const place = `${chain.chain}.${seq}`;
    if (this.#oldest?.place !== place) {
      const [record] = await this.#store.read(chain.chain, [[seq, seq]]).catch(() => []);
      if (!record) return null;
      this.#oldest = { place, t: record.t };
    }
    return this.#oldest.t;
  }
}

/** The records from `first` on without a gap, as far as an upload should carry them. */
function inARow(records: readonly SealedRecord[], first: number): SealedRecord[] {
  const row: SealedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    bytes += record.box.length;
    if (record.seq !== first + row.length || (row.length > 0 && bytes > uploadBytes)) break;
    row.push(record);
  }
  return row;
}

function seqsIn(ranges: SeqRanges): number[] {
  return ranges.flatMap(([first, last]: SeqRange) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
}
