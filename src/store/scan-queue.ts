export type { UploadSource } from './upload-source.ts';
import type { ScansAnswer } from '../domain/api.ts';
import type { Scan } from '../domain/scan.ts';
import { durable, type DeviceDatabase, type RejectedScan } from './device-database.ts';

/** How long a used showing is remembered: longer than any policy's window takes it for live. */
const rememberUsedMs = 30 * 60_000;

/**
 * Scans on their way to the server. A scan is on the disk before `add` answers, and stays until the server has named it.
 */
export class ScanQueue {
  readonly #database: DeviceDatabase;
  readonly #used = new Map<string, number>();

  private constructor(database: DeviceDatabase) {
    this.#database = database;
  }

  /** Opens the queue and loads which showings were used: a restart of the browser revives no code. */
  static async open(database: DeviceDatabase): Promise<ScanQueue> {
    const queue = new ScanQueue(database);
    let cursor = await database.transaction('used').store.openCursor();
    while (cursor) {
      queue.#used.set(cursor.key, cursor.value);
      cursor = await cursor.continue();
    }
    return queue;
  }

  /** True when this showing was used at this gate before. */
  wasUsed(replayKey: string): boolean {
    return this.#used.has(replayKey);
  }

  /**
   * Stores one scan durably, and in the same transaction that its showing is used and that the clock has reached `scan.t`.
   * @returns the scan with its sequence number. Rejects when the disk took nothing (full, broken): nobody may be released.
   */
  async add(scan: Omit<Scan, 'seq'>, replayKey: string | null): Promise<Scan> {
    const transaction = this.#database.transaction(['scans', 'used', 'settings'], 'readwrite', durable);
    const writes: Promise<unknown>[] = [
      transaction.objectStore('scans').add(scan as Scan),
      transaction.objectStore('settings').put(scan.t, 'clockFloor'),
    ];
    if (replayKey) writes.push(transaction.objectStore('used').put(scan.t, replayKey));
    const [seq] = await Promise.all([...writes, transaction.done]);
    if (replayKey) this.#used.set(replayKey, scan.t);
    return { ...scan, seq: seq as number };
  }

  /** The oldest scans, at most `limit`. */
  oldest(limit: number): Promise<Scan[]> {
    return this.#database.getAll('scans', null, limit);
  }

  /** How many wait, and since when the oldest does (UTC ms; null when none). */
  async state(): Promise<{ depth: number; oldest: number | null; rejected: number }> {
    const transaction = this.#database.transaction(['scans', 'rejected']);
    const scans = transaction.objectStore('scans');
    const [depth, first, rejected] = await Promise.all([
      scans.count(),
      scans.getAll(null, 1),
      transaction.objectStore('rejected').count(),
      transaction.done,
    ]);
    return { depth, oldest: first[0]?.t ?? null, rejected };
  }

  /**
   * Takes the server's answers: what it has is deleted here, what it rejected moves to the list that staff can see. A scan
   * the server did not name stays where it is.
   */
  async settle(results: ScansAnswer['results'], now: number): Promise<void> {
    const transaction = this.#database.transaction(['scans', 'rejected'], 'readwrite', durable);
    const scans = transaction.objectStore('scans');
    const rejected = transaction.objectStore('rejected');
    const settleOne = async ({ seq, status, fault }: ScansAnswer['results'][number]): Promise<void> => {
      if (status === 'rejected') {
        const scan = await scans.get(seq);
        if (scan) await rejected.put({ scan, fault: fault ?? 'record', rejectedAt: now });
      }
      await scans.delete(seq);
    };
    await Promise.all([...results.map(settleOne), transaction.done]);
  }

  /** What the server will never take, oldest first. */
  rejected(): Promise<RejectedScan[]> {
    return this.#database.getAll('rejected');
  }

  /** Puts rejected scans back into the queue, for instance after the server was repaired. */
  async retryRejected(): Promise<void> {
    const transaction = this.#database.transaction(['scans', 'rejected'], 'readwrite', durable);
    const all = await transaction.objectStore('rejected').getAll();
    await Promise.all([
      ...all.map(({ scan }) => transaction.objectStore('scans').put(scan)),
      transaction.objectStore('rejected').clear(),
      transaction.done,
    ]);
  }

  /**
   * Forgets showings used long ago: their window is over, they are stale by themselves. So are those used far in the
   * future, by a clock that ran ahead and has been set right since.
   */
  async forgetUsed(now: number): Promise<void> {
    const transaction = this.#database.transaction('used', 'readwrite');
    let cursor = await transaction.store.openCursor();
    while (cursor) {
      if (Math.abs(now - cursor.value) > rememberUsedMs) {
        this.#used.delete(cursor.key);
        await cursor.delete();
      }
      cursor = await cursor.continue();
    }
    await transaction.done;
  }
}
