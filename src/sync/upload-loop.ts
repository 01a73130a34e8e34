import { mostInUpload, scanStatuses, type ScansAnswer } from '../domain/api/gate/sentry-api.ts';
import { backOffMs } from '../domain/time/back-off.ts';
import type { SealedRecord } from '../domain/scan/sealed-record.ts';
import type { UploadSource } from '../store/records/scan-queue.ts';
import { afterByTimer, type After } from './after.ts';
import { ApiError, type ApiClient } from './api-client.ts';
import { scanUpload } from './scan-upload.ts';

const idleMs = 10_000;
/** A turn later than this is not waited for: the server is asked again then, ms. */
const longestTurn = 120_000;
/** After so many tries without an answer the upload leaves it to the heartbeat to find the server again. */
const triesAlone = 4;
/** And tries again by itself after this, ms: whatever goes wrong, nothing waits for ever. */
const awayMs = 120_000;
/** However slow the network is, so many records are sent at once. */
const leastOverSlow = 50;
/** Whatever a busy server says, it is not asked again sooner, ms. */
const leastTurn = 100;
/** A busy server that gives no turn is asked again after this, ms. */
const busyMs = 2000;

/** How uploading goes. 'signed-out': the server no longer knows this pairing; scans are kept until it is paired again. */
export type UploadState = 'idle' | 'uploading' | 'waiting' | 'signed-out';

interface Options {
  client: Pick<ApiClient, 'uploadScans'>;
  queue: UploadSource;
  /** What this pairing's uploads are hashed with. */
  uploadKey: () => string;
  now: () => number;
  /** Called with the server's time at each contact. */
  onServerTime: (serverNow: number) => void;
  onChange: (state: UploadState) => void;
  /** The Web Lock's name; tests use one of their own. */
  lock?: string;
  /** Runs work while nobody else on this device uploads, until the signal; a Web Lock when left out. */
  alone?: (work: () => Promise<void>, signal: AbortSignal) => Promise<void>;
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
  /** True when records went on in a new chain because the server took the one before for another device's. */
  #isMoved = false;
  #failures = 0;
  /** True when the server has been silent for a while: the heartbeat looks for it, and says so when it is there again. */
  #isAway = false;
  /** In how many ms it is this device's turn, when that was said and has not been waited for yet. */
  #turnMs = 0;
  /** True while the device waits for its turn: nothing but that ends it. */
  #waitsForTurn = false;
  /** So many records are sent at once: fewer over a network that is too slow for more. */
  #most = mostInUpload;
  #limit = mostInUpload;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    try {
      await (this.#options.alone ?? this.#underLock)(async () => {
        while (!signal.aborted) await this.#round();
      }, signal);
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
    if (this.#failures === 0 && !this.#waitsForTurn) this.#wake();
  }

  /**
   * Says that the server was heard: a wait after a failure is over.
   * @param turnMs in how many ms it is this device's turn, as the server said; 0 for at once
   */
  serverHeard(turnMs = 0): void {
    // What it waits for is its turn already.
    if (this.#waitsForTurn) return;
    this.#turnMs = turnOf(turnMs);
    this.#wake();
  }

  readonly #underLock = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
    await navigator.locks.request(this.#options.lock ?? 'sitecode-upload', { signal }, work);
  };

  async #round(): Promise<void> {
    let more = false;
    this.#asked = false;
    if (this.#turnMs > 0) return this.#awaitTurn();
    try {
      const waiting = await this.#options.queue.oldest(this.#limit);
      if (waiting && waiting.records.length > 0) {
        more = true;
        this.#options.onChange('uploading');
        await this.#upload(waiting.chain, waiting.records);
      } else this.#options.onChange('idle');
      this.#failures = 0;
      this.#isAway = false;
      this.#most = Math.min(this.#most * 2, mostInUpload);
      this.#limit = this.#most;
    } catch (fault) {
      if (fault instanceof ApiError && fault.code === 'malformed' && this.#limit > 1) {
        // The server refused a batch as a whole: halves are tried, so that no record holds up those before it.
        this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        return;
      }
      if (fault instanceof ApiError && fault.code === 'busy') {
        // The server is there and well: no failure to wait longer after each time.
        this.#options.onChange('waiting');
        this.#turnMs = Math.max(turnOf(fault.retryMs ?? busyMs), leastTurn);
        return;
      }
      this.#failures++;
      if (fault instanceof ApiError && fault.isTimeout) {
        // Perhaps the network is too slow for so much in the time that is waited for an answer.
        this.#most = Math.max(Math.floor(this.#limit / 2), leastOverSlow);
        this.#limit = this.#most;
      }
      this.#isAway = fault instanceof ApiError && fault.code === 'offline' && this.#failures >= triesAlone;
      const signedOut = fault instanceof ApiError && fault.code === 'sign-in';
      this.#options.onChange(signedOut ? 'signed-out' : 'waiting');
    }
    if (this.#failures > 0) await this.#sleep(this.#pauseMs());
    else if (!more && !this.#asked) await this.#sleep(idleMs);
  }

  async #upload(chain: string, records: SealedRecord[]): Promise<void> {
    const { queue, client, now } = this.#options;
    const upload = await scanUpload(chain, records, (...head) => queue.sign(...head));
    let answer: ScansAnswer;
    try {
      answer = await client.uploadScans(upload, this.#options.uploadKey());
      this.#isMoved = false;
    } catch (fault) {
      if (fault instanceof ApiError && fault.code === 'chain' && !this.#isMoved) {
        // Begun with a key that this device lost since. Once: a server that takes no chain at all is to be waited for.
        this.#isMoved = true;
        return queue.fork(chain, records[0]!.seq);
      }
      const refused = fault instanceof ApiError && fault.code === 'malformed' && records.length === 1;
      if (!refused) throw fault;
      // One record alone that the server cannot even read: it is set aside, where staff can see it.
      const { seq } = records[0]!;
      const set = { first: seq, last: seq, status: 'rejected', fault: 'record' } as const;
      return queue.settle(chain, [set], now());
    }
    await this.#settle(chain, records, answer);
  }

  async #settle(chain: string, sent: SealedRecord[], answer: ScansAnswer): Promise<void> {
    const { queue, now } = this.#options;
    const [first, last] = [sent[0]!.seq, sent.at(-1)!.seq];
    const results = (Array.isArray(answer.results) ? answer.results : []).filter(
      (result) =>
        scanStatuses.includes(result?.status) &&
        Number.isSafeInteger(result.first) &&
        Number.isSafeInteger(result.last) &&
        result.first >= first &&
        result.first <= result.last &&
        result.last <= last,
    );
    await queue.settle(chain, results, now());
    if (Number.isFinite(answer.now)) this.#options.onServerTime(answer.now);
    const { fork } = answer;
    if (Number.isSafeInteger(fork) && fork! >= first && fork! <= last) await queue.fork(chain, fork!);
    else if (results.length === 0) throw new Error('The server named none of the scans it was sent.');
  }

  async #awaitTurn(): Promise<void> {
    const ms = this.#turnMs;
    this.#turnMs = 0;
    this.#waitsForTurn = true;
    await this.#sleep(ms);
    this.#waitsForTurn = false;
  }

  #pauseMs(): number {
    // Jitter: sentries that lost the server together must not all come back in the same moment.
    if (this.#isAway) return awayMs;
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

/** A turn as the server said it, made one that can be waited for. */
function turnOf(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestTurn) : busyMs;
}
