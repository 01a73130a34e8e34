import { randomInt } from 'node:crypto';
import { hex } from '../../src/domain/bytes/bytes.ts';
import { UploadLoop } from '../../src/sync/upload-loop.ts';
import { everydayScan } from '../simulate/everyday-scan.ts';
import type { SimulatedSentry } from '../simulate/sentry.ts';

/** Waits between tries are so many times shorter than a tablet's: the harm is what is tried here, not patience. */
const hurry = 20;

/** A sentry in this process that uploads by the tablet's own loop, and remembers what it recorded. */
export class UploadingSentry {
  readonly recorded: { seq: number; t: number }[] = [];
  readonly #sentry: SimulatedSentry;
  readonly #loop: UploadLoop;
  readonly #boot = hex(Uint8Array.from({ length: 4 }, () => randomInt(256)));
  readonly #begin = Date.now();
  #sending = 0;

  constructor(sentry: SimulatedSentry) {
    this.#sentry = sentry;
    const { client, queue, pairing } = sentry;
    this.#loop = new UploadLoop({
      client: {
        uploadScans: async (...upload) => {
          this.#sending++;
          try {
            return await client.uploadScans(...upload);
          } finally {
            this.#sending--;
          }
        },
      },
      queue,
      uploadKey: () => pairing.uploadKey,
      now: Date.now,
      onServerTime: () => undefined,
      onChange: () => undefined,
      // No other tab here.
      alone: (work) => work(),
      after: (ms, call) => {
        const timer = setTimeout(call, ms / hurry);
        return () => clearTimeout(timer);
      },
    });
  }

  get chain(): string {
    return this.#sentry.queue.chain;
  }

  /** True while an upload is under way. */
  get isSending(): boolean {
    return this.#sending > 0;
  }

  /** How many records the server has not named yet. */
  get waiting(): number {
    return this.#sentry.queue.waiting.length;
  }

  /** How many records the server will never take. */
  get rejected(): number {
    return this.#sentry.queue.results
      .filter(({ status }) => status === 'rejected')
      .reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  start(): void {
    void this.#loop.run();
  }

  stop(): void {
    this.#loop.stop();
  }

  /** Records so many scans, and says so to the loop. */
  async record(scans: number): Promise<void> {
    for (let one = 0; one < scans; one++) {
      const scan = { ...everydayScan(this.#begin, this.recorded.length, 1), boot: this.#boot };
      await this.#sentry.scan(scan);
      this.recorded.push({ seq: this.#sentry.queue.next - 1, t: scan.t });
    }
    this.#loop.wake();
  }
}
