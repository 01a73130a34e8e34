import type { ScansAnswer } from '../domain/api.ts';
import { backOffMs } from '../domain/back-off.ts';
import type { Scan } from '../domain/scan.ts';
import type { ScanQueue } from '../store/scan-queue.ts';
import { afterByTimer, type After } from './after.ts';
import { ApiError, type ApiClient } from './api-client.ts';

/** The most scans one upload carries; the server takes no more. */
const batchSize = 500;
const idleMs = 10_000;

/** How uploading goes. 'signed-out': the server no longer knows this pairing; scans are kept until it is paired again. */
export type UploadState = 'idle' | 'uploading' | 'waiting' | 'signed-out';

interface Options {
  client: Pick<ApiClient, 'uploadScans'>;
  queue: ScanQueue;
  now: () => number;
  /** Called with the server's time at each contact. */
  onServerTime: (serverNow: number) => void;
  onChange: (state: UploadState) => void;
  /** The Web Lock's name; tests use one of their own. */
  lock?: string;
  /** Calls once after `ms`, unless called off by what it returns; the page's timers when left out. */
  after?: After;
}

/**
 * Uploads scans, oldest first, for as long as it runs. One loop at a time on a device, whatever number of tabs is open: it
 * holds a Web Lock. It never asks `navigator.onLine`, which stays true when the server is gone; it tries, and waits longer
 * after each failure. A scan leaves the queue only when the server has named it.
 */
export class UploadLoop {
  readonly #options: Options;
  readonly #stop = new AbortController();
  #wake: () => void = () => undefined;
  /** True when a scan came since the last look into the queue. */
  #asked = false;
  #failures = 0;
  #limit = batchSize;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    try {
      await navigator.locks.request(this.#options.lock ?? 'sitecode-upload', { signal }, async () => {
        while (!signal.aborted) await this.#round();
      });
    } catch (fault) {
      if (!signal.aborted) throw fault;
    }
  }

  /** Ends the loop after the upload under way. */
  stop(): void {
    this.#stop.abort();
    this.#wake();
  }

  /** Says that there is something to upload. A wait after a failure goes on: a queue that grows is no reason to hurry. */
  wake(): void {
    this.#asked = true;
    if (this.#failures === 0) this.#wake();
  }

  /** Says that the server was heard: a wait after a failure is over. */
  serverHeard(): void {
    this.#wake();
  }

  async #round(): Promise<void> {
    const limit = this.#limit;
    let more = false;
    this.#asked = false;
    try {
      const scans = await this.#options.queue.oldest(limit);
      more = scans.length === limit;
      if (scans.length > 0) {
        this.#options.onChange('uploading');
        if (!(await this.#upload(scans))) return;
      }
      this.#failures = 0;
      this.#limit = batchSize;
      this.#options.onChange('idle');
    } catch (fault) {
      this.#failures++;
      const signedOut = fault instanceof ApiError && fault.code === 'sign-in';
      this.#options.onChange(signedOut ? 'signed-out' : 'waiting');
    }
    if (this.#failures > 0) await this.#sleep(this.#pauseMs());
    else if (!more && !this.#asked) await this.#sleep(idleMs);
  }

  /** @returns false when the server refused the batch as a whole: another one is to be tried at once. */
  async #upload(scans: Scan[]): Promise<boolean> {
    let answer: ScansAnswer;
    try {
      answer = await this.#options.client.uploadScans({ scans });
    } catch (fault) {
      if (!(fault instanceof ApiError && fault.code === 'malformed')) throw fault;
      await this.#narrow(scans);
      return false;
    }
    await this.#settle(scans, answer);
    return true;
  }

  /** The server refused a batch as a whole: halves are tried until the one record at fault stands alone, and is set aside. */
  async #narrow(scans: Scan[]): Promise<void> {
    if (scans.length > 1) {
      this.#limit = Math.max(1, Math.floor(scans.length / 2));
      return;
    }
    const results = scans.map(({ seq }) => ({ seq, status: 'rejected' as const, fault: 'record' }));
    await this.#options.queue.settle(results, this.#options.now());
  }

  async #settle(sent: Scan[], answer: ScansAnswer): Promise<void> {
    const asked = new Set(sent.map((scan) => scan.seq));
    const known = ['stored', 'duplicate', 'expired', 'rejected'];
    const results = (Array.isArray(answer.results) ? answer.results : []).filter(
      ({ seq, status }) => asked.has(seq) && known.includes(status),
    );
    await this.#options.queue.settle(results, this.#options.now());
    if (Number.isFinite(answer.now)) this.#options.onServerTime(answer.now);
    if (results.length === 0) throw new Error('The server named none of the scans it was sent.');
  }

  #pauseMs(): number {
    // Jitter: sentries that lost the server together must not all come back in the same moment.
    return backOffMs(this.#failures - 1) * (0.5 + Math.random() / 2);
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = (this.#options.after ?? afterByTimer)(ms, resolve);
      this.#wake = () => {
        callOff();
        resolve();
      };
    });
  }
}
