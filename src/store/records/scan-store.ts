import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import { Journal } from '../journal/journal.ts';
import type { JournalContent } from '../journal/journal-log.ts';
import { counted, hasTrouble, lacking, removed, truthOf, type Missing } from './copy-comparison.ts';
import {
  copyFault,
  movedWhereLost,
  openDatabaseCopy,
  openJournalCopy,
  type JournalCopy,
} from './scan-copies.ts';
import { ScanDatabase, parts, type DatabaseContent } from './scan-database.ts';
import { deleteBucket } from './scan-bucket.ts';
import { applied, difference, entryOf, heldIn, linkOf, type Entry, type Ledger } from './scan-ledger.ts';
import { countIn, holdsSeq, within, without, type SeqRanges } from './seq-ranges.ts';
import type { CopyHealth, StorageHealth } from '../browser/storage-health.ts';
import { holdStore, type StoreLock } from '../browser/store-lock.ts';
import { withinTime } from '../browser/within-time.ts';

/** Where the copies lie. */
export interface StoreNames {
  database: string;
  journal: string;
  /** The Web Lock of the page that may write. */
  lock: string;
}

interface Options {
  names: StoreNames;
  /** True when this device has recorded before: an empty store is then a lost one. */
  known: boolean;
  /** UTC ms. */
  now: () => number;
}

/** So many changes that one copy missed are kept in memory for it; with more it is compared anew. */
const mostMissed = 2000;
/** How many records the journal is brought at once. */
const mendAtOnce = 200;

/**
 * All that a sentry recorded and still has, in two independent copies: a database and a journal. A change counts when one of
 * them has it on the disk; `health` says when it was one alone. At the start they are compared, and each is mended from the
 * other.
 */
export class ScanStore {
  readonly #names: StoreNames;
  readonly #now: () => number;
  #lock: StoreLock | null = null;
  #database: ScanDatabase | null = null;
  #journal: Journal | null = null;
  /** What a copy missed since it failed; null when that is too much to keep. */
  #missedByDatabase: Entry[] | null = [];
  #missedByJournal: Entry[] | null = [];
  #ledger: Ledger = new Map();
  #write = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #taken = false;
  #tellTaken: () => void = () => undefined;
  /** Resolves when another page of this device has taken over; this one can then write no more. */
  readonly taken = new Promise<void>((resolve) => (this.#tellTaken = resolve));
  #health: StorageHealth = {
    database: 'ok',
    journal: 'ok',
    settings: 'ok',
    healed: 0,
    lost: 0,
    noticedAt: null,
  };
  /** What showings are hashed with; null on a new device. */
  salt: string | null = null;
  /** Showings that were used, with the times of their scans. */
  used: [used: string, t: number][] = [];
  /** True when the newest records may be in neither copy: what comes now must not go on in their chain. */
  isUncertain = false;

  private constructor({ names, now }: Options) {
    this.#names = names;
    this.#now = now;
  }

  /** Opens both copies and makes them one. Rejects when neither can be opened: nothing can be recorded then. */
  static async open(options: Options): Promise<ScanStore> {
    const store = new ScanStore(options);
    store.#lock = await holdStore(options.names.lock, () => store.#leave());
    const [database, journal] = await Promise.allSettled([
      openDatabaseCopy(options.names.database),
      openJournalCopy(options.names.journal),
    ]);
    if (database.status === 'rejected' && journal.status === 'rejected') {
      store.#lock.release();
      throw new Error('Neither copy of the records can be opened.', { cause: database.reason });
    }
    if (database.status === 'fulfilled') store.#use(database.value.database);
    else store.#note({ database: copyFault(database.reason) });
    const content = database.status === 'fulfilled' ? database.value.content : null;
    let second: JournalCopy | null = null;
    if (journal.status === 'fulfilled') {
      const isExpected = options.known || (content?.write ?? 0) > 1;
      second = await movedWhereLost(options.names.journal, journal.value, isExpected);
      store.#journal = second.journal;
    } else store.#note({ journal: copyFault(journal.reason) });
    await store.#compare(content, second?.journal.content ?? null, {
      database: database.status === 'fulfilled' && (database.value.lost || options.known),
      journal: second !== null && (second.lost || options.known),
    });
    if (second && second.place > 0) await store.#moveDatabase();
    return store;
  }

  /** Every chain with records here, and the current one. */
  get ledger(): Ledger {
    return this.#ledger;
  }

  get health(): StorageHealth {
    return this.#health;
  }

  /** The first copy; null when it cannot be opened. */
  get database(): ScanDatabase | null {
    return this.#database;
  }

  /** True when another page of this device has taken over: this one can write no more. */
  get isTaken(): boolean {
    return this.#taken;
  }

  /**
   * Makes changes in both copies at once, one write after the other. Resolves when at least one has them on the disk; rejects,
   * and changes nothing, when neither has.
   * @param make says what is to be changed, from what the ledger is when it is this write's turn; those of a group are made
   * together or not at all
   * @param floor a time that has passed, UTC ms
   */
  write(make: (ledger: Ledger) => Entry[][], floor: number | null = null): Promise<void> {
    return this.#inTurn(() => this.#writeNow(make(this.#ledger), floor));
  }

  /**
   * The records of a chain in these places, from whichever copy has them, in order. Rejects when some are missing and a copy
   * could not be asked; where it resolves, what is missing is nowhere.
   */
  async read(chain: string, ranges: SeqRanges): Promise<SealedRecord[]> {
    const records = new Map<number, SealedRecord>();
    let fault: unknown;
    for (const copy of [this.#database, this.#journal]) {
      const left = [...records.keys()].reduce<SeqRanges>((rest, seq) => without(rest, [[seq, seq]]), ranges);
      if (left.length === 0) break;
      try {
        for (const record of (await copy?.read(chain, left)) ?? []) records.set(record.seq, record);
      } catch (why) {
        fault = why;
      }
    }
    const isComplete = records.size === countIn(ranges);
    if (fault !== undefined && !isComplete)
      throw new Error('Some records cannot be read now.', { cause: fault });
    return [...records.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Forgets used showings; what the disk says to it is no matter: they are stale by themselves. */
  async forget(used: readonly string[]): Promise<void> {
    if (used.length > 0) await this.#database?.forget(used).catch(() => undefined);
  }

  /** Tries to bring a copy back that failed. To be called now and then. */
  mend(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#taken) return;
      if (this.#health.database === 'failed') await this.#mendDatabase();
      if (this.#health.journal === 'failed') await this.#mendJournal();
    });
  }

  /** True while the disk takes what is written to both copies. */
  get isTaking(): boolean {
    return this.#health.database !== 'failed' && this.#health.journal !== 'failed';
  }

  /** Notes how the database of the settings is. */
  noteSettings(settings: CopyHealth): void {
    if (settings !== this.#health.settings) this.#note({ settings });
  }

  /** Notes records that are in neither copy. */
  noteLost(records: number): void {
    this.#note({ lost: this.#health.lost + records });
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    this.#database?.close();
    await this.#journal?.close();
    this.#lock?.release();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #writeNow(groups: Entry[][], floor: number | null): Promise<void> {
    const entries = groups.flat();
    if (entries.length === 0) return;
    if (this.#taken) throw new Error('Another page of this sentry has taken over.');
    const after = applied(this.#ledger, entries);
    const write = this.#write + 1;
    const [database, journal] = await Promise.allSettled([
      this.#toDatabase(write, entries, after, floor),
      this.#toJournal(write, groups),
    ]);
    if (database.status === 'rejected' && journal.status === 'rejected') {
      throw new Error('Neither copy took the record.', { cause: database.reason });
    }
    if (database.status === 'rejected') {
      this.#missedByDatabase = missed(this.#missedByDatabase, entries);
      this.#fail('database');
    }
    if (journal.status === 'rejected') {
      this.#missedByJournal = missed(this.#missedByJournal, entries);
      this.#fail('journal');
    }
    this.#write = write;
    this.#ledger = after;
  }

  async #toDatabase(write: number, entries: Entry[], after: Ledger, floor: number | null): Promise<void> {
    if (!this.#database || !this.#missedByDatabase) throw new Error('There is no database.');
    const missed = this.#missedByDatabase;
    const all = missed.length > 0 ? [...missed, ...entries] : entries;
    await withinTime(this.#database.write(write, all, after, floor), 'The database');
    if (missed.length > 0) this.#healed('database', missed);
    this.#missedByDatabase = [];
  }

  async #toJournal(write: number, groups: Entry[][]): Promise<void> {
    if (!this.#journal || !this.#missedByJournal) throw new Error('There is no journal.');
    const missed = this.#missedByJournal;
    await this.#journal.append(write, missed.length > 0 ? [missed, ...groups] : groups);
    if (missed.length > 0) this.#healed('journal', missed);
    this.#missedByJournal = [];
  }

  /** Makes both copies what the better one of them says. */
  async #compare(
    database: DatabaseContent | null,
    journal: JournalContent | null,
    expected: { database: boolean; journal: boolean },
  ): Promise<void> {
    const { ledger, isCertain } = truthOf(database, journal);
    const missing = {
      database: lacking(ledger, (chain) => database?.records.get(chain) ?? []),
      journal: lacking(ledger, (chain) => journal?.chains.get(chain)?.here ?? []),
    };
    const nowhere = new Map(
      [...missing.database].map(([chain, ranges]) => [
        chain,
        within(ranges, missing.journal.get(chain) ?? []),
      ]),
    );
    const lost = counted(nowhere);
    this.#ledger = applied(
      ledger,
      [...nowhere].flatMap(([chain, ranges]) =>
        ranges.map(([first, last]): Entry => ['gone', chain, first, last]),
      ),
    );
    this.#write = Math.max(database?.write ?? 0, journal?.write ?? 0);
    this.salt = database?.salt ?? journal?.salt ?? null;
    this.used = [...(journal?.used ?? []), ...(database?.used ?? [])];
    this.isUncertain = !isCertain;
    const trouble = {
      database: hasTrouble(database, journal, expected.database, counted(missing.database) > 0),
      journal: hasTrouble(journal, database, expected.journal, (journal?.damaged ?? 0) > 0),
    };
    if (lost > 0) this.#note({ lost });
    let healed = 0;
    try {
      const brought = await this.#fillDatabase(database, removed(missing.database, nowhere));
      if (trouble.database) healed += brought;
      if (database && trouble.database) this.#note({ database: 'healed' });
    } catch {
      this.#missedByDatabase = null;
      this.#note({ database: 'failed' });
    }
    try {
      const brought = await this.#fillJournal(journal, removed(missing.journal, nowhere));
      if (trouble.journal) healed += brought;
      if (journal && trouble.journal) this.#note({ journal: 'healed' });
    } catch {
      this.#missedByJournal = null;
      this.#note({ journal: 'failed' });
    }
    if (healed > 0) this.#note({ healed: this.#health.healed + healed });
  }

  async #fillDatabase(content: DatabaseContent | null, missing: Missing): Promise<number> {
    if (!this.#database || !content) return 0;
    const isSame = content.write === this.#write && difference(content.ledger, this.#ledger).length === 0;
    if (isSame && counted(missing) === 0) return 0;
    return this.#database.become(
      this.#ledger,
      { write: this.#write, salt: this.salt, used: this.used },
      missing,
      (chain, ranges) => this.#journal?.read(chain, ranges) ?? Promise.resolve([]),
    );
  }

  async #fillJournal(content: JournalContent | null, missing: Missing): Promise<number> {
    const journal = this.#journal;
    if (!journal || !content) return 0;
    const begin: Entry[] = this.salt === null || content.salt === this.salt ? [] : [['salt', this.salt]];
    for (const chain of this.#ledger.values()) {
      if (!content.chains.has(chain.chain))
        begin.push(['chain', chain.chain, chain.begun, chain.next, linkOf(chain)]);
    }
    if (begin.length > 0) await journal.append(this.#write, [begin]);
    let brought = 0;
    let there: Ledger = applied(content.chains, begin);
    for (const [chain, ranges] of missing) {
      for (const part of parts(ranges, mendAtOnce)) {
        const records = (await this.#database?.read(chain, [part])) ?? [];
        const groups = records.map((record) => [entryOf(chain, record), ...this.#stateOf(chain, record.seq)]);
        if (groups.length > 0) await journal.append(this.#write, groups);
        there = applied(there, groups.flat());
        brought += records.length;
      }
    }
    const rest = difference(there, this.#ledger);
    if (rest.length > 0) await journal.append(this.#write, [rest]);
    if (content.damaged > 0) await journal.clearDamage();
    return brought;
  }

  #stateOf(id: string, seq: number): Entry[] {
    const chain = this.#ledger.get(id)!;
    const rejection = chain.rejected.get(seq);
    if (rejection) return [['rejected', id, seq, rejection.fault, rejection.rejectedAt]];
    return holdsSeq(heldIn(chain), seq) ? [['held', id, seq, seq]] : [];
  }

  /** To the page's own databases: the journal lies in a bucket, and what takes all buckets must not take both copies. */
  async #moveDatabase(): Promise<void> {
    const before = this.#database;
    const name = this.#names.database;
    if (!before || this.#health.database === 'failed') return;
    // One that an earlier start left behind when it moved.
    if (before.isOwn) return deleteBucket(name).catch(() => undefined);
    try {
      const database = await ScanDatabase.openOwn(name);
      await database.takeSettings(before);
      const { salt, used } = this;
      const state = { write: this.#write, salt, used };
      await database.become(
        this.#ledger,
        state,
        lacking(this.#ledger, () => []),
        (chain, ranges) => this.read(chain, ranges),
      );
      this.#use(database);
      before.close();
      await deleteBucket(name);
    } catch {
      // It stays where it is; the next start tries again.
      if (this.#database === before) globalThis.indexedDB.deleteDatabase(name);
    }
  }

  async #mendDatabase(): Promise<void> {
    try {
      this.#database?.close();
      this.#database = null;
      const { database, content } = await openDatabaseCopy(this.#names.database);
      this.#use(database);
      const missing = lacking(this.#ledger, (chain) => content.records.get(chain) ?? []);
      const brought = await this.#fillDatabase({ ...content, write: -1 }, missing);
      this.#missedByDatabase = [];
      this.#note({ database: 'healed', healed: this.#health.healed + brought });
    } catch {
      // It stays failed; the next turn tries again.
    }
  }

  async #mendJournal(): Promise<void> {
    try {
      this.#journal?.abandon();
      this.#journal = null;
      const { journal: name } = this.#names;
      const copy = await movedWhereLost(name, await openJournalCopy(name), this.#write > 1);
      this.#journal = copy.journal;
      const { content } = this.#journal;
      const missing = lacking(this.#ledger, (chain) => content.chains.get(chain)?.here ?? []);
      const brought = await this.#fillJournal(content, missing);
      this.#missedByJournal = [];
      this.#note({ journal: 'healed', healed: this.#health.healed + brought });
    } catch {
      // It stays failed; the next turn tries again.
    }
  }

  #use(database: ScanDatabase): void {
    this.#database = database;
    // The browser closes a database whose files it lost, or when somebody clears its data.
    database.database.addEventListener('close', () => {
      if (this.#database !== database) return;
      this.#database = null;
      this.#missedByDatabase = null;
      this.#fail('database');
    });
  }

  #fail(copy: 'database' | 'journal'): void {
    if (this.#health[copy] !== 'missing' && this.#health[copy] !== 'failed') this.#note({ [copy]: 'failed' });
  }

  #healed(copy: 'database' | 'journal', missed: Entry[]): void {
    const records = missed.filter(([what]) => what === 'scan').length;
    this.#note({ [copy]: 'healed', healed: this.#health.healed + records });
  }

  #note(change: Partial<StorageHealth>): void {
    this.#health = { ...this.#health, ...change, noticedAt: this.#now() };
  }

  /** Another page has taken over: whatever this one still writes could only do harm. */
  #leave(): void {
    this.#taken = true;
    this.#database?.close();
    this.#journal?.abandon();
    this.#tellTaken();
  }
}

function missed(already: Entry[] | null, entries: Entry[]): Entry[] | null {
  return already && already.length + entries.length <= mostMissed ? [...already, ...entries] : null;
}
