import { createHash, randomBytes } from 'node:crypto';
import type { ChainHeld, ScanResult } from '../../src/domain/api/gate/sentry-api.ts';
import type { Scan } from '../../src/domain/scan/scan.ts';
import { chainStartText, isHeld, linkText } from '../../src/domain/scan/scan-chain.ts';
import type { SealedRecord } from '../../src/domain/scan/sealed-record.ts';
import type { ChainKey } from '../../src/store/records/chain-key.ts';
import type { Sealer } from '../../src/store/records/sealer.ts';
import type { UploadSource } from '../../src/store/records/upload-source.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a sentry's queue does, in memory: many sentries fit into one process. Sealing and signing are the tablet's own. */
export class MemoryQueue implements UploadSource {
  readonly key: ChainKey;
  readonly sealer: Sealer;
  chain = randomBytes(8).toString('hex');
  /** In order: what the server has not named yet, and what it has but not yet in a backup. */
  waiting: SealedRecord[] = [];
  held: SealedRecord[] = [];
  /** All that the server said, in order. */
  readonly results: ScanResult[] = [];
  /** As ScanQueue's. */
  settled = 0;
  #next = 1;
  #head = sha256(chainStartText(this.chain));

  constructor(key: ChainKey, sealer: Sealer) {
    this.key = key;
    this.sealer = sealer;
  }

  /** The seq of the next record. */
  get next(): number {
    return this.#next;
  }

  /** Closes a scan and adds it to the chain. */
  async add(scan: Omit<Scan, 'seq'>): Promise<SealedRecord> {
    const sealed = await this.sealer.seal(scan);
    const record: SealedRecord = { ...sealed, seq: this.#next++, before: this.#head, t: scan.t };
    this.#head = sha256(linkText(record.before, record.box));
    this.waiting.push(record);
    return record;
  }

  async oldest(limit: number): Promise<{ chain: string; records: SealedRecord[] } | null> {
    if (this.waiting.length === 0) return null;
    const records = this.waiting.slice(0, limit);
    const gap = records.findIndex(({ seq }, index) => seq !== records[0]!.seq + index);
    return { chain: this.chain, records: gap < 0 ? records : records.slice(0, gap) };
  }

  sign(chain: string, seq: number, link: string): Promise<string> {
    return this.key.signHead(chain, seq, link);
  }

  async settle(_chain: string, results: readonly ScanResult[]): Promise<void> {
    this.settled++;
    this.results.push(...results);
    const named = this.waiting.filter(({ seq }) => isHeld(results, seq));
    this.waiting = this.waiting.filter(({ seq }) => !isHeld(results, seq));
    this.held.push(...named);
  }

  async fork(_chain: string, seq: number): Promise<void> {
    throw new Error(
      `The server has another story of this chain from record ${seq} on: a sentry in memory has but one.`,
    );
  }

  /** What the server has: what it does not have any more is sent again. @param asOf `settled` when it was asked */
  heard(chains: readonly ChainHeld[], asOf: number): void {
    const mine = chains.find(({ chain }) => chain === this.chain);
    if (!mine) return;
    const stretches = mine.have.map(([first, last]) => ({ first, last }));
    const gone = asOf === this.settled ? this.held.filter(({ seq }) => !isHeld(stretches, seq)) : [];
    this.held = this.held.filter((record) => !gone.includes(record) && record.seq > mine.durable);
    this.waiting = [...this.waiting, ...gone].sort((a, b) => a.seq - b.seq);
  }
}
