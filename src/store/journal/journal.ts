import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import type { JournalContent } from './journal-log.ts';
import type { JournalAnswer, JournalRequest } from './journal-messages.ts';
import type { JournalPlace } from './journal-place.ts';
import type { Entry } from '../records/scan-ledger.ts';
import type { SeqRanges } from '../records/seq-ranges.ts';
import { withinTime } from '../browser/within-time.ts';

/** Reading a whole journal takes longer than a write, ms. */
const openMs = 60_000;

type Asked = JournalRequest extends infer Each
  ? Each extends { id: number }
    ? Omit<Each, 'id'>
    : never
  : never;

/** The journal as the page sees it: each call is answered by the journal's thread, in order. */
export class Journal {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (fault: Error) => void }>();
  #asked = 0;
  /** Why the thread answers no more. */
  #ended: Error | null = null;
  /** What it held when it was opened. */
  readonly content: JournalContent;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.content = { chains: new Map(), write: 0, salt: null, used: [], damaged: 0, torn: false };
    worker.addEventListener('message', ({ data }: MessageEvent<JournalAnswer>) => this.#answered(data));
    worker.addEventListener('error', () => this.#fail(new Error('The journal’s thread stopped.')));
  }

  /** True where this browser can have a journal at all. */
  static get isPossible(): boolean {
    return typeof Worker === 'function' && typeof navigator.storage?.getDirectory === 'function';
  }

  /** @param folder its folder's name. Rejects with what the disk says. */
  static async open(folder: string, place: JournalPlace): Promise<Journal> {
    const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), {
      type: 'module',
      name: 'journal',
    });
    const journal = new Journal(worker);
    try {
      const content = await journal.#ask<JournalContent>({ type: 'open', folder, place }, openMs);
      Object.assign(journal.content, content);
      return journal;
    } catch (fault) {
      worker.terminate();
      throw fault;
    }
  }

  /** Writes changes; resolves when they are on the disk. The changes of a group are there together or not at all. */
  append(write: number, groups: Entry[][]): Promise<null> {
    return this.#ask({ type: 'append', write, groups });
  }

  /** The records in these places that are here and whole. */
  read(chain: string, ranges: SeqRanges): Promise<SealedRecord[]> {
    return this.#ask({ type: 'read', chain, ranges }, openMs);
  }

  /** Writes damaged files anew without their damage. */
  clearDamage(): Promise<null> {
    return this.#ask({ type: 'clear-damage' }, openMs);
  }

  /** Closes the files; the thread ends. */
  async close(): Promise<void> {
    await this.#ask({ type: 'close' }).catch(() => undefined);
    this.#worker.terminate();
    this.#fail(new Error('The journal is closed.'));
  }

  /** Ends the thread at once, and with it its hold on the files. */
  abandon(): void {
    this.#worker.terminate();
    this.#fail(new Error('The journal is closed.'));
  }

  #ask<T>(request: Asked, ms?: number): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#asked;
    const answer = new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...request });
    });
    return withinTime(answer, 'The journal', ms).finally(() => this.#waiting.delete(id));
  }

  #answered(answer: JournalAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if ('value' in answer) waiting.resolve(answer.value as never);
    else waiting.reject(named(answer.fault));
  }

  #fail(fault: Error): void {
    this.#ended = fault;
    for (const { reject } of this.#waiting.values()) reject(fault);
  }
}

function named({ name, message }: { name: string; message: string }): Error {
  const fault = new Error(message);
  fault.name = name;
  return fault;
}
