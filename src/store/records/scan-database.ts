import { wrap, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import { durable, openDatabase, type DatabaseOptions } from '../browser/open-database.ts';
import { openPlacedDatabase } from '../browser/placed-database.ts';
import { isOwnDatabase } from './scan-bucket.ts';
import { linkOf, recordOf, type Chain, type Entry, type Ledger, type Rejection } from './scan-ledger.ts';
import { countIn, holdsSeq, rangesOf, type SeqRange, type SeqRanges } from './seq-ranges.ts';
import type { SettingsSchema } from '../device/settings-schema.ts';

/** A chain as the database holds it. */
type ChainRow = Pick<Chain, 'chain' | 'begun' | 'next' | 'here' | 'waiting'> & { link: string };

interface ScanSchema extends DBSchema {
  settings: SettingsSchema['settings'];
  /** Sealed records by chain and seq. */
  records: { key: [chain: string, seq: number]; value: Omit<SealedRecord, 'seq'> };
  chains: { key: string; value: ChainRow };
  rejected: { key: [chain: string, seq: number]; value: Rejection };
  /** When showings were used at this gate, UTC ms, by `UsedShowings`' name for them. */
  used: { key: string; value: number };
  /** 'write': the number of the last write. 'salt': what showings are hashed with. */
  state: { key: string; value: number | string };
}

type StoreName = 'records' | 'chains' | 'rejected' | 'used' | 'state' | 'settings';

/** What a database held when it was opened. */
export interface DatabaseContent {
  /** What it says of itself. */
  ledger: Ledger;
  /** The records that are really there, by chain. */
  records: ReadonlyMap<string, SeqRanges>;
  /** The number of the last write that is in it; 0 when it is new. */
  write: number;
  salt: string | null;
  used: [used: string, t: number][];
}

function optionsFor(name: string): Omit<DatabaseOptions, 'factory'> {
  return {
    name,
    version: 1,
    upgrade: (fresh) => {
      for (const store of ['settings', 'records', 'chains', 'rejected', 'used', 'state'] as const)
        fresh.createObjectStore(store);
    },
  };
}

/** How many records are read or written at once when one copy is mended from the other. */
const mendAtOnce = 500;

/**
 * The first copy of a sentry's records: a database in a storage bucket of its own, or one of the page's own where the journal
 * had to leave the page's own file system for a bucket, so that the two never lie in the same place.
 */
export class ScanDatabase {
  readonly database: IDBPDatabase<ScanSchema>;
  /** True when the browser lost what was in it. */
  readonly lost: boolean;
  /** True where it is one of the page's own databases. */
  readonly isOwn: boolean;
  readonly #factory: IDBFactory;

  private constructor(database: IDBPDatabase<ScanSchema>, lost: boolean, factory: IDBFactory) {
    this.database = database;
    this.lost = lost;
    this.isOwn = factory === globalThis.indexedDB;
    this.#factory = factory;
  }

  /** @param name of bucket and database. Rejects with what the browser says when it cannot be opened even anew. */
  static async open(name: string): Promise<ScanDatabase> {
    const { database, lost, factory } = await openPlacedDatabase<ScanSchema>(
      optionsFor(name),
      await isOwnDatabase(name),
    );
    return new ScanDatabase(database, lost, factory);
  }

  /** Makes one among the page's own. */
  static async openOwn(name: string): Promise<ScanDatabase> {
    const factory = globalThis.indexedDB;
    const { database, lost } = await openDatabase<ScanSchema>({ ...optionsFor(name), factory });
    return new ScanDatabase(database, lost, factory);
  }

  /** Closes and deletes it, and makes it anew: a database that opens and cannot be read. */
  async anew(): Promise<ScanDatabase> {
    this.close();
    const { name } = this.database;
    await wrap(this.#factory.deleteDatabase(name));
    const { database } = await openDatabase<ScanSchema>({ ...optionsFor(name), factory: this.#factory });
    return new ScanDatabase(database, true, this.#factory);
  }

  /** Its store of single values, the second copy of the device's settings. */
  get settings(): IDBPDatabase<SettingsSchema> {
    return this.database as unknown as IDBPDatabase<SettingsSchema>;
  }

  async content(): Promise<DatabaseContent> {
    const transaction = this.database.transaction(['records', 'chains', 'rejected', 'used', 'state']);
    const [rows, keys, rejectedKeys, rejections, usedKeys, usedTimes, write, salt] = await Promise.all([
      transaction.objectStore('chains').getAll(),
      transaction.objectStore('records').getAllKeys(),
      transaction.objectStore('rejected').getAllKeys(),
      transaction.objectStore('rejected').getAll(),
      transaction.objectStore('used').getAllKeys(),
      transaction.objectStore('used').getAll(),
      transaction.objectStore('state').get('write'),
      transaction.objectStore('state').get('salt'),
      transaction.done,
    ]);
    const rejected = new Map<string, Map<number, Rejection>>();
    rejectedKeys.forEach(([chain, seq], index) => {
      if (!rejected.has(chain)) rejected.set(chain, new Map());
      rejected.get(chain)!.set(seq, rejections[index]!);
    });
    return {
      ledger: new Map(
        rows.map((row) => [
          row.chain,
          { ...row, tail: null, rejected: rejected.get(row.chain) ?? new Map() },
        ]),
      ),
      records: byChain(keys),
      write: typeof write === 'number' ? write : 0,
      salt: typeof salt === 'string' ? salt : null,
      used: usedKeys.map((key, index) => [key, usedTimes[index]!]),
    };
  }

  /**
   * Makes changes in one strict transaction: all of them or none.
   * @param write the number of this write
   * @param after what the ledger is when they are made
   * @param floor a time that has passed, UTC ms: the clock may not go below it after a restart
   */
  async write(write: number, entries: readonly Entry[], after: Ledger, floor: number | null): Promise<void> {
    const stores: StoreName[] = ['records', 'chains', 'rejected', 'used', 'state', 'settings'];
    const transaction = this.database.transaction(stores, 'readwrite', durable);
    await together(transaction, writes());

    function* writes(): Iterable<Promise<unknown>> {
      const touched = new Set<string>();
      yield transaction.objectStore('state').put(write, 'write');
      for (const entry of entries) {
        if (entry[0] === 'salt') yield transaction.objectStore('state').put(entry[1], 'salt');
        else {
          yield* change(transaction, entry);
          touched.add(entry[1]);
        }
      }
      const rows = transaction.objectStore('chains');
      for (const id of touched) {
        const chain = after.get(id);
        yield chain ? rows.put(rowOf(chain), id) : rows.delete(id);
      }
      if (floor !== null) yield transaction.objectStore('settings').put(floor, 'clockFloor');
    }
  }

  /** The records in these places that are here, in order. */
  async read(chain: string, ranges: SeqRanges): Promise<SealedRecord[]> {
    const records: SealedRecord[] = [];
    for (const [first, last] of ranges) {
      const range = IDBKeyRange.bound([chain, first], [chain, last]);
      const transaction = this.database.transaction('records');
      const [keys, values] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range),
        transaction.done,
      ]);
      keys.forEach(([, seq], index) => records.push({ seq, ...values[index]! }));
    }
    return records;
  }

  /** Forgets showings. */
  async forget(used: readonly string[]): Promise<void> {
    const transaction = this.database.transaction('used', 'readwrite');
    await together(
      transaction,
      used.map((key) => transaction.store.delete(key)),
    );
  }

  /**
   * Makes the database what the ledger says.
   * @param missing the records that it lacks, by chain
   * @param read gives them, from the other copy
   * @returns how many were brought back
   */
  async become(
    ledger: Ledger,
    { write, salt, used }: Pick<DatabaseContent, 'write' | 'salt' | 'used'>,
    missing: ReadonlyMap<string, SeqRanges>,
    read: (chain: string, ranges: SeqRanges) => Promise<SealedRecord[]>,
  ): Promise<number> {
    let brought = 0;
    for (const [chain, ranges] of missing) {
      for (const part of parts(ranges, mendAtOnce)) {
        const records = await read(chain, [part]);
        const transaction = this.database.transaction('records', 'readwrite', durable);
        await together(
          transaction,
          records.map(({ seq, ...record }) => transaction.store.put(record, [chain, seq])),
        );
        brought += records.length;
      }
    }
    const transaction = this.database.transaction(
      ['records', 'chains', 'rejected', 'used', 'state'],
      'readwrite',
      durable,
    );
    const keys = await transaction.objectStore('records').getAllKeys();
    await together(transaction, writes());
    return brought;

    function* writes(): Iterable<Promise<unknown>> {
      const [chains, rejected] = [transaction.objectStore('chains'), transaction.objectStore('rejected')];
      yield chains.clear();
      yield rejected.clear();
      for (const chain of ledger.values()) {
        yield chains.put(rowOf(chain), chain.chain);
        for (const [seq, rejection] of chain.rejected) yield rejected.put(rejection, [chain.chain, seq]);
      }
      for (const key of keys) {
        if (!holdsSeq(ledger.get(key[0])?.here ?? [], key[1]))
          yield transaction.objectStore('records').delete(key);
      }
      for (const [key, t] of used) yield transaction.objectStore('used').put(t, key);
      yield transaction.objectStore('state').put(write, 'write');
      if (salt !== null) yield transaction.objectStore('state').put(salt, 'salt');
    }
  }

  /** Takes over the single values of another one. */
  async takeSettings(other: ScanDatabase): Promise<void> {
    const from = other.database.transaction('settings');
    const [names, values] = await Promise.all([from.store.getAllKeys(), from.store.getAll(), from.done]);
    const transaction = this.database.transaction('settings', 'readwrite', durable);
    await together(
      transaction,
      names.map((name, index) => transaction.store.put(values[index]!, name)),
    );
  }

  close(): void {
    this.database.close();
  }
}

function* change(
  transaction: IDBPTransaction<ScanSchema, StoreName[], 'readwrite'>,
  entry: Exclude<Entry, { 0: 'salt' }>,
): Iterable<Promise<unknown>> {
  const records = transaction.objectStore('records');
  const rejected = transaction.objectStore('rejected');
  switch (entry[0]) {
    case 'chain':
      return;
    case 'scan': {
      const { seq, ...record } = recordOf(entry);
      const [, chain, , , , , , t, used] = entry;
      yield records.put(record, [chain, seq]);
      if (used !== null) yield transaction.objectStore('used').put(t, used);
      return;
    }
    case 'rejected': {
      const [, chain, seq, fault, rejectedAt] = entry;
      yield rejected.put({ fault, rejectedAt }, [chain, seq]);
      return;
    }
    case 'held':
    case 'waiting':
      yield rejected.delete(keysIn(entry[1], [entry[2], entry[3]]));
      return;
    case 'gone': {
      const keys = keysIn(entry[1], [entry[2], entry[3]]);
      yield records.delete(keys);
      yield rejected.delete(keys);
    }
  }
}

function keysIn(chain: string, [first, last]: SeqRange): IDBKeyRange {
  return IDBKeyRange.bound([chain, first], [chain, last]);
}

function rowOf(chain: Chain): ChainRow {
  const { chain: id, begun, next, here, waiting } = chain;
  return { chain: id, begun, next, link: linkOf(chain), here, waiting };
}

/** Makes writes and waits until their transaction is over; one that fails undoes them all, and is heard once. */
async function together(
  transaction: { done: Promise<void>; abort(): void },
  writes: Iterable<Promise<unknown>>,
): Promise<void> {
  const all: Promise<unknown>[] = [transaction.done];
  transaction.done.catch(() => undefined);
  try {
    for (const write of writes) {
      write.catch(() => undefined);
      all.push(write);
    }
  } catch (fault) {
    // The transaction was ended under it: its own fault says why.
    await transaction.done;
    throw fault;
  }
  await Promise.all(all);
}

function byChain(keys: readonly [string, number][]): Map<string, SeqRanges> {
  const seqs = new Map<string, number[]>();
  for (const [chain, seq] of keys) {
    const list = seqs.get(chain);
    if (list) list.push(seq);
    else seqs.set(chain, [seq]);
  }
  return new Map([...seqs].map(([chain, list]) => [chain, rangesOf(list)]));
}

/** So many records of a queue go into one write at the most. */
export const atOnce = 500;

/** The same numbers in ranges of no more than `most`. */
export function parts(ranges: SeqRanges, most: number): SeqRange[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: Math.ceil(countIn([[first, last]]) / most) }, (_, index): SeqRange => {
      const from = first + index * most;
      return [from, Math.min(last, from + most - 1)];
    }),
  );
}
