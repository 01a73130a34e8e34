import type { ScanResult } from '../../../src/domain/api/gate/sentry-api.ts';
import { hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { sha256 } from '../../../src/credentials/bytes/p256.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { testScan, type TestDevice } from '../../support/device.ts';
import { noon } from '../../support/district.ts';

interface Seen {
  stores: string[];
  durability: string;
  mode: string;
  complete: boolean;
}

/** Writes down every transaction from now on, until `end` is called. */
export function watchTransactions(): { seen: Seen[]; end: () => void } {
  const seen: Seen[] = [];
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof original>) {
    const transaction = original.apply(this, given);
    const entry: Seen = {
      stores: [...transaction.objectStoreNames],
      durability: transaction.durability,
      mode: transaction.mode,
      complete: false,
    };
    transaction.addEventListener('complete', () => (entry.complete = true));
    seen.push(entry);
    return transaction;
  };
  return { seen, end: () => (IDBDatabase.prototype.transaction = original) };
}

/** Adds scans one after another, a millisecond apart. */
export async function addScans({ queue }: TestDevice, count: number): Promise<Scan[]> {
  const scans: Scan[] = [];
  for (let i = 0; i < count; i++) scans.push(await queue.add(testScan({ t: noon + i }), null));
  return scans;
}

export const seqs = (scans: readonly { seq: number }[]): number[] => scans.map(({ seq }) => seq);

/** The numbers that would be uploaded next. */
export async function waitingSeqs({ queue }: TestDevice): Promise<number[]> {
  return seqs((await queue.oldest(500))?.records ?? []);
}

/** The chain that the next scan goes on with. */
export const currentChain = ({ queue }: TestDevice): string => queue.chains().at(-1)!.chain;

/** The server's answer that it has these. */
export const stored = (first: number, last = first): ScanResult => ({ first, last, status: 'stored' });

/** SHA-256 of a text, hexadecimal. */
export async function hashOf(text: string): Promise<string> {
  return hex(await sha256(utf8(text)));
}
