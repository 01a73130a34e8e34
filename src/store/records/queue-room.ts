import type { Room } from '../browser/storage-health.ts';
import { atOnce, parts } from './scan-database.ts';
import { heldIn, inOrder, type Entry } from './scan-ledger.ts';
import type { ScanStore } from './scan-store.ts';
import { countIn, rangesOf } from './seq-ranges.ts';

/** So many records are kept at the most; beyond four fifths of it staff are warned. */
export const mostRecords = 100_000;
/** A record that the server has, but not yet for good, is kept for so long, ms. */
export const heldForMs = 15 * 24 * 3_600_000;
/** With less room than this left on the disk it is nearly full, bytes. */
const leastRoomBytes = 20_000_000;

/** The place that a queue's records take: how much is left, and which of those that the server has give way. */
export class QueueRoom {
  readonly #store: ScanStore;
  readonly #most: number;
  #isDiskFull = false;

  /** @param most the most records on this device */
  constructor(store: ScanStore, most: number = mostRecords) {
    this.#store = store;
    this.#most = most;
  }

  /** Gives up held records where there is no place left otherwise; rejects when there is none even so. */
  async make(records: number): Promise<void> {
    const over = this.#count() + records - this.#most;
    if (over <= 0) return;
    if ((await this.giveUp(over)) < over)
      throw new Error(`This device holds ${this.#count()} records and takes no more before an upload.`);
  }

  /** Deletes the oldest held records. @returns how many */
  async giveUp(records: number): Promise<number> {
    let left = records;
    await this.#store.write((ledger) => {
      const entries: Entry[] = [];
      for (const chain of inOrder(ledger)) {
        for (const [first, last] of heldIn(chain)) {
          if (left <= 0) break;
          const to = Math.min(last, first + left - 1);
          entries.push(['gone', chain.chain, first, to]);
          left -= to - first + 1;
        }
      }
      return entries.length > 0 ? [entries] : [];
    });
    return records - left;
  }

  #count(): number {
    let count = 0;
    for (const { here } of this.#store.ledger.values()) count += countIn(here);
    return count;
  }

  /** How much place is left for records that nobody else has. */
  get state(): Room {
    let needed = 0;
    for (const chain of this.#store.ledger.values()) needed += countIn(chain.waiting) + chain.rejected.size;
    if (needed >= this.#most) return 'full';
    return needed >= this.#most * 0.8 || this.#isDiskFull ? 'low' : 'ample';
  }

  /** Looks how full the disk is; where it nearly is, held records go. */
  async look(): Promise<void> {
    const { quota, usage } = await estimate();
    this.#isDiskFull = quota !== undefined && usage !== undefined && quota - usage < leastRoomBytes;
    if (this.#isDiskFull) await this.giveUp(atOnce).catch(() => undefined);
  }

  /** Deletes held records that are too old. */
  async giveUpOld(now: number): Promise<void> {
    for (const chain of inOrder(this.#store.ledger)) {
      for (const part of parts(heldIn(chain), atOnce)) {
        const records = await this.#store.read(chain.chain, [part]);
        const old = records.filter(({ t }) => now - t > heldForMs).map(({ seq }) => seq);
        const entries = rangesOf(old).map(([first, last]): Entry => ['gone', chain.chain, first, last]);
        if (entries.length > 0) await this.#store.write(() => [entries]);
        if (old.length < records.length) break;
      }
    }
  }
}

async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}
