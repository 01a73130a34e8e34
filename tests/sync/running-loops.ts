// Upload loops on a queue without a disk, and a server that a test plays.
import { expect } from '@open-wc/testing';
import type { ScansAnswer, ScansRequest } from '../../src/domain/api/gate/sentry-api.ts';
import type { SealedRecord } from '../../src/domain/scan/sealed-record.ts';
import type { UploadSource } from '../../src/store/records/upload-source.ts';
import { ApiClient, ApiError } from '../../src/sync/api-client.ts';
import { UploadLoop, type UploadState } from '../../src/sync/upload-loop.ts';
import { noon } from '../support/district.ts';
import { ScriptedTimers } from '../support/scripted-timers.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A server, by what it answers. */
export type Answering = (seqs: number[], request: ScansRequest) => Promise<ScansAnswer> | ScansAnswer;

/** How long a loop rests while there is nothing to do, ms. */
export const idle = 10_000;
export const offline = new ApiError('offline', 'no answer', 0);
export const malformed = new ApiError('malformed', 'no good', 400);

export const chain = '00112233aabbccdd';

/** A queue without a disk: its records hold nothing. What a real one keeps is for tests/store to say. */
class TestSource implements UploadSource {
  waiting: SealedRecord[] = [];
  rejected: { seq: number; fault: string | undefined }[] = [];
  forks: number[] = [];
  #next = 1;

  add(): void {
    const seq = this.#next++;
    const before = seq.toString(16).padStart(64, '0');
    this.waiting.push({
      seq,
      session: `session-${Math.ceil(seq / 3)}`,
      step: 0,
      box: `box-${seq}`,
      before,
      t: noon,
    });
  }
  async oldest(limit: number): Promise<{ chain: string; records: SealedRecord[] } | null> {
    const [first] = this.waiting;
    if (!first) return null;
    const records = this.waiting.filter(({ seq }, index) => index < limit && seq === first.seq + index);
    return { chain, records };
  }
  sign = async (of: string, seq: number): Promise<string> => `signed ${of} ${seq}`;
  settle: UploadSource['settle'] = async (_chain, results) => {
    for (const { first, last, status, fault } of results) {
      for (const { seq } of this.waiting.filter((one) => one.seq >= first && one.seq <= last))
        if (status === 'rejected') this.rejected.push({ seq, fault });
      this.waiting = this.waiting.filter(({ seq }) => seq < first || seq > last);
    }
  };
  async fork(_chain: string, seq: number): Promise<void> {
    this.forks.push(seq);
    this.waiting = this.waiting.filter((one) => one.seq < seq);
  }
}

export let source: TestSource;
export let timers: ScriptedTimers;
export let states: UploadState[];
export let serverTimes: number[];
export let asked: number[][];
let answering: Answering;
export let loops: { loop: UploadLoop; done: Promise<void> }[];
export let lock: string;

/** What a server that takes everything answers. */
export function stored(seqs: number[]): ScansAnswer {
  return { results: seqs.map((seq) => ({ first: seq, last: seq, status: 'stored' })), fork: null, now: noon };
}

/** A loop on the device's queue, with a server that `answering` plays. */
export function startLoop(uploadScans?: ApiClient['uploadScans']): UploadLoop {
  const loop = new UploadLoop({
    client: {
      uploadScans:
        uploadScans ??
        (async (request, key) => {
          expect(key).to.equal('upload key');
          const seqs = request.boxes.map((_, index) => request.first + index);
          asked.push(seqs);
          return answering(seqs, request);
        }),
    },
    queue: source,
    uploadKey: () => 'upload key',
    now: () => noon,
    onServerTime: (now) => serverTimes.push(now),
    onChange: (state) => states.push(state),
    lock,
    after: timers.after,
  });
  loops.push({ loop, done: loop.run() });
  return loop;
}

export async function add(count: number): Promise<void> {
  for (let one = 0; one < count; one++) source.add();
}

export async function left(): Promise<number[]> {
  return source.waiting.map(({ seq }) => seq);
}

export const rests = (): Promise<void> => waitUntil(() => timers.waits, 'the loop rests');

/** The server answers so from now on. */
export function answerBy(next: Answering): void {
  answering = next;
}

/** A new queue and a server that takes everything. */
export function beginLoops(): void {
  source = new TestSource();
  timers = new ScriptedTimers();
  [states, serverTimes, asked, loops] = [[], [], [], []];
  answering = stored;
  lock = `test-upload-${crypto.randomUUID()}`;
}

export async function endLoops(): Promise<void> {
  for (const { loop } of loops) loop.stop();
  await Promise.all(loops.map(({ done }) => done));
}
