import { expect } from '@open-wc/testing';
import type { ScansAnswer, ScansRequest } from '../../src/domain/sentry-api.ts';
import type { SealedRecord } from '../../src/domain/sealed-record.ts';
import type { UploadSource } from '../../src/store/upload-source.ts';
import { ApiClient, ApiError } from '../../src/sync/api-client.ts';
import { UploadLoop, type UploadState } from '../../src/sync/upload-loop.ts';
import { noon } from '../support/district.ts';
import { ScriptedTimers, until } from '../support/scripted-timers.ts';

type Answering = (seqs: number[], request: ScansRequest) => Promise<ScansAnswer> | ScansAnswer;

const idle = 10_000;
const offline = new ApiError('offline', 'no answer', 0);
const malformed = new ApiError('malformed', 'no good', 400);

const chain = '00112233aabbccdd';

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

let source: TestSource;
let timers: ScriptedTimers;
let states: UploadState[];
let serverTimes: number[];
let asked: number[][];
let answering: Answering;
let loops: { loop: UploadLoop; done: Promise<void> }[];
let lock: string;

/** What a server that takes everything answers. */
function stored(seqs: number[]): ScansAnswer {
  return { results: seqs.map((seq) => ({ first: seq, last: seq, status: 'stored' })), fork: null, now: noon };
}

/** A loop on the device's queue, with a server that `answering` plays. */
function startLoop(uploadScans?: ApiClient['uploadScans']): UploadLoop {
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

async function add(count: number): Promise<void> {
  for (let one = 0; one < count; one++) source.add();
}

async function left(): Promise<number[]> {
  return source.waiting.map(({ seq }) => seq);
}

const rests = (): Promise<void> => until('the loop rests', () => timers.waits);

describe('UploadLoop', () => {
  beforeEach(async () => {
    source = new TestSource();
    timers = new ScriptedTimers();
    [states, serverTimes, asked, loops] = [[], [], [], []];
    answering = stored;
    lock = `test-upload-${crypto.randomUUID()}`;
  });
  afterEach(async () => {
    for (const { loop } of loops) loop.stop();
    await Promise.all(loops.map(({ done }) => done));
  });

  it('uploads what waits, oldest first, and then rests', async () => {
    await add(3);
    startLoop();
    await rests();
    expect(asked).to.deep.equal([[1, 2, 3]]);
    expect(await left()).to.deep.equal([]);
    expect(states).to.deep.equal(['uploading', 'idle']);
    expect(timers.begun).to.deep.equal([idle]);
    expect(serverTimes).to.deep.equal([noon]);
  });

  it('sends the records as they are stored', async () => {
    await add(5);
    let sent: unknown;
    answering = (seqs, request) => ((sent = structuredClone(request)), stored(seqs));
    startLoop();
    await rests();
    expect(sent).to.deep.equal({
      chain,
      first: 1,
      before: '1'.padStart(64, '0'),
      sessions: ['session-1', 'session-2'],
      runs: [
        [0, 0, 3],
        [1, 0, 2],
      ],
      boxes: ['box-1', 'box-2', 'box-3', 'box-4', 'box-5'],
      signature: `signed ${chain} 5`,
    });
  });

  it('asks the server nothing while there is nothing to upload', async () => {
    startLoop();
    await rests();
    timers.pass();
    await rests();
    expect(asked).to.deep.equal([]);
    expect(states).to.deep.equal(['idle', 'idle']);
  });

  it('sends at most 1000 at once, and goes on at once while there are more', async () => {
    await add(2001);
    startLoop();
    await rests();
    expect(asked.map((seqs) => seqs.length)).to.deep.equal([1000, 1000, 1]);
    expect(asked.flat()).to.deep.equal(Array.from({ length: 2001 }, (_, i) => i + 1));
    expect(timers.begun).to.deep.equal([idle]);
    expect(await left()).to.deep.equal([]);
  });

  it('deletes nothing before the server has answered', async () => {
    await add(3);
    let release: (answer: ScansAnswer) => void = () => undefined;
    answering = () => new Promise((resolve) => (release = resolve));
    startLoop();
    await until('the upload is under way', () => asked.length === 1);
    expect(await left()).to.deep.equal([1, 2, 3]);
    release(stored([1, 2, 3]));
    await rests();
    expect(await left()).to.deep.equal([]);
  });

  it('deletes what was named alone, and sends the rest again', async () => {
    await add(4);
    answering = (seqs) => stored(seqs.filter((seq) => seq % 2 === 0));
    startLoop();
    await rests();
    expect(await left()).to.deep.equal([1, 3]);
    answering = stored;
    timers.pass();
    await until('the rest is gone', async () => (await left()).length === 0);
    // Named was enough to go on with the rest at once; named nothing, it waited.
    expect(asked).to.deep.equal([[1, 2, 3, 4], [1], [1], [3]]);
  });

  it('hands what the server has another story of to the queue, and goes on', async () => {
    await add(5);
    answering = (seqs) =>
      seqs.includes(4) ? { ...stored(seqs.filter((seq) => seq < 4)), fork: 4 } : stored(seqs);
    startLoop();
    await rests();
    expect(source.forks).to.deep.equal([4]);
    expect(states.at(-1)).to.equal('idle');
  });

  it('goes on in a new chain where the server takes this one for another device’s, and does so once', async () => {
    await add(5);
    answering = () => {
      throw new ApiError('chain', 'another device’s', 403);
    };
    startLoop();
    await rests();
    expect(source.forks).to.deep.equal([1]);
    await add(3);
    timers.pass();
    await rests();
    expect(asked, 'it waits now').to.deep.equal([
      [1, 2, 3, 4, 5],
      [6, 7, 8],
    ]);
    expect(source.forks).to.deep.equal([1]);
    answering = stored;
    timers.pass();
    await rests();
    expect(await left()).to.deep.equal([]);
  });

  it('believes no fork at a record it did not send', async () => {
    await add(2);
    answering = () => ({ results: [], fork: 9, now: noon });
    startLoop();
    await rests();
    expect(source.forks).to.deep.equal([]);
    expect(await left()).to.deep.equal([1, 2]);
  });

  const nonsense: [what: string, answer: unknown][] = [
    ['an empty list', { results: [], now: noon }],
    ['no list', { now: noon }],
    ['a list that is none', { results: 'all', now: noon }],
    ['numbers it was not sent', { results: [{ first: 99, last: 99, status: 'stored' }], now: noon }],
    ['a word it does not know', { results: [{ first: 1, last: 2, status: 'perhaps' }], now: noon }],
    ['numbers as texts', { results: [{ first: '1', last: '2', status: 'stored' }], now: noon }],
    ['more than it was sent', { results: [{ first: 1, last: 3, status: 'stored' }], now: noon }],
    ['ranges that end before they begin', { results: [{ first: 2, last: 1, status: 'stored' }], now: noon }],
    ['entries that are nothing', { results: [null], now: noon }],
  ];
  for (const [what, answer] of nonsense) {
    it(`keeps every scan and waits when the answer names ${what}`, async () => {
      await add(2);
      answering = () => answer as ScansAnswer;
      startLoop();
      await rests();
      expect(await left()).to.deep.equal([1, 2]);
      expect(states).to.deep.equal(['uploading', 'waiting']);
    });
  }

  it('tells no time that is none', async () => {
    await add(1);
    answering = (seqs) => ({ ...stored(seqs), now: Number.NaN });
    startLoop();
    await rests();
    expect(serverTimes).to.deep.equal([]);
    expect(await left()).to.deep.equal([]);
  });

  it('moves what the server rejects to the visible list, and it blocks nothing', async () => {
    await add(3);
    answering = (seqs) => ({
      results: seqs.map((seq) =>
        seq === 2
          ? { first: seq, last: seq, status: 'rejected', fault: 'boot' }
          : { first: seq, last: seq, status: 'stored' },
      ),
      fork: null,
      now: noon,
    });
    startLoop();
    await rests();
    expect(await left()).to.deep.equal([]);
    expect(source.rejected).to.deep.equal([{ seq: 2, fault: 'boot' }]);
  });

  describe('without a server', () => {
    it('waits longer after each failure, each time by chance a little less, and then leaves it to the heartbeat', async () => {
      await add(1);
      answering = () => Promise.reject(offline);
      startLoop();
      for (const [tries, longest] of [1000, 2000, 4000, 120_000, 120_000].entries()) {
        await until('it waits', () => timers.begun.length === tries + 1);
        expect(timers.begun.at(-1)!).to.be.within(longest === 120_000 ? longest : longest / 2, longest);
        timers.pass();
      }
      expect(await left()).to.deep.equal([1]);
      expect(new Set(states)).to.deep.equal(new Set(['uploading', 'waiting']));
    });

    it('goes on trying by itself while the server answers and fails', async () => {
      await add(1);
      answering = () => Promise.reject(new ApiError('server', 'no', 500));
      startLoop();
      for (const [tries, longest] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
        await until('it waits', () => timers.begun.length === tries + 1);
        expect(timers.begun.at(-1)!).to.be.within(longest / 2, longest);
        timers.pass();
      }
    });

    it('sends fewer at once over a network that is too slow, and more again when that goes', async () => {
      await add(1300);
      answering = (seqs) =>
        seqs.length > 300
          ? Promise.reject(new ApiError('offline', 'no answer', 0, undefined, true))
          : stored(seqs);
      const loop = startLoop();
      await until('all is uploaded', async () => {
        if (timers.begun.at(-1) !== idle) loop.serverHeard();
        return (await left()).length === 0;
      });
      const sizes = asked.map((seqs) => seqs.length);
      expect(sizes.slice(0, 6)).to.deep.equal([1000, 500, 250, 500, 250, 500]);
      expect(asked.filter((seqs) => seqs.length <= 300).flat()).to.have.length(1300);
    });

    it('sends fifty at once over the slowest network', async () => {
      await add(1000);
      answering = () => Promise.reject(new ApiError('offline', 'no answer', 0, undefined, true));
      startLoop();
      for (const size of [1000, 500, 250, 125, 62, 50, 50]) {
        await until('it tries', () => asked.at(-1)?.length === size && timers.waits);
        timers.pass();
      }
    });

    it('does not hurry because more scans come', async () => {
      await add(1);
      answering = () => Promise.reject(offline);
      const loop = startLoop();
      await rests();
      await add(1);
      loop.wake();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(asked).to.deep.equal([[1]]);
      expect(timers.begun).to.have.length(1);
    });

    it('goes on at once when the server was heard, with all that came in the meantime, and rests as before', async () => {
      await add(1);
      answering = () => Promise.reject(offline);
      const loop = startLoop();
      await rests();
      await add(2);
      answering = stored;
      loop.serverHeard();
      await until('all is uploaded', async () => (await left()).length === 0);
      await rests();
      expect(asked).to.deep.equal([[1], [1, 2, 3]]);
      expect(timers.begun.at(-1)).to.equal(idle);
      expect(states.at(-1)).to.equal('idle');
    });

    it('begins with short waits again after a success', async () => {
      await add(1);
      answering = () => Promise.reject(offline);
      const loop = startLoop();
      for (let i = 0; i < 4; i++) {
        await rests();
        timers.pass();
      }
      await rests();
      answering = stored;
      loop.serverHeard();
      await until('it rests in idleness', () => timers.begun.at(-1) === idle);
      await add(1);
      answering = () => Promise.reject(offline);
      loop.wake();
      await until('it waits', () => timers.begun.at(-1) !== idle);
      expect(timers.begun.at(-1)).to.be.within(500, 1000);
    });

    it('sends the very same records again when the answer was cut, and none is there twice', async () => {
      await add(3);
      const server = new Map<number, number>();
      let cut = true;
      answering = (seqs) => {
        const results = seqs.map((seq) => {
          const status = server.has(seq) ? ('duplicate' as const) : ('stored' as const);
          server.set(seq, (server.get(seq) ?? 0) + (status === 'stored' ? 1 : 0));
          return { first: seq, last: seq, status };
        });
        if (cut) throw offline;
        return { results, fork: null, now: noon };
      };
      startLoop();
      await rests();
      expect(await left(), 'nothing was named').to.deep.equal([1, 2, 3]);
      cut = false;
      timers.pass();
      await until('all is named', async () => (await left()).length === 0);
      expect(asked).to.deep.equal([
        [1, 2, 3],
        [1, 2, 3],
      ]);
      expect([...server.values()]).to.deep.equal([1, 1, 1]);
    });

    for (const fault of [
      new ApiError('server', 'broken', 500),
      new ApiError('too-many', 'slow down', 429),
      new ApiError('not-found', 'no such route', 404),
      new ApiError('not-allowed', 'not yours', 403),
      new TypeError('a fault of our own'),
    ]) {
      it(`keeps everything and waits after "${fault.message}"`, async () => {
        await add(2);
        answering = () => Promise.reject(fault);
        startLoop();
        await rests();
        expect(await left()).to.deep.equal([1, 2]);
        expect(source.rejected).to.deep.equal([]);
        expect(states).to.deep.equal(['uploading', 'waiting']);
      });
    }

    it('comes again at its turn while the server is busy with others, and no sooner', async () => {
      await add(1);
      answering = () => Promise.reject(new ApiError('busy', 'later', 503, 4321));
      const loop = startLoop();
      await until('it waits for its turn', () => timers.begun.at(-1) === 4321);
      await add(1);
      loop.wake();
      loop.serverHeard(9999);
      loop.serverHeard();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(asked).to.deep.equal([[1]]);
      answering = stored;
      timers.pass();
      await until('it is uploaded', async () => (await left()).length === 0);
      expect(asked).to.deep.equal([[1], [1, 2]]);
    });

    it('waits for the turn that a heartbeat was answered with', async () => {
      answering = stored;
      const loop = startLoop();
      await rests();
      await add(2);
      loop.serverHeard(700);
      await until('it waits for its turn', () => timers.begun.at(-1) === 700);
      expect(asked).to.deep.equal([]);
      timers.pass();
      await until('it is uploaded', async () => (await left()).length === 0);
    });

    it('neither hurries nor sleeps for ever, whatever a busy server says', async () => {
      await add(1);
      const said = [0, -5, Number.NaN, 1e12, undefined];
      answering = () => Promise.reject(new ApiError('busy', 'later', 503, said[asked.length - 1]));
      startLoop();
      for (const [tries, wait] of [100, 100, 2000, 120_000, 2000].entries()) {
        await until('it waits', () => timers.begun.length === tries + 1);
        expect(timers.begun.at(-1)).to.equal(wait);
        timers.pass();
      }
    });

    it('ends at once while it waits for its turn', async () => {
      await add(1);
      answering = () => Promise.reject(new ApiError('busy', 'later', 503, 60_000));
      const loop = startLoop();
      await until('it waits for its turn', () => timers.begun.at(-1) === 60_000);
      loop.stop();
      await loops[0]!.done;
    });

    it('keeps everything while the server does not know this pairing, and uploads once it does', async () => {
      await add(2);
      answering = () => Promise.reject(new ApiError('sign-in', 'who?', 401));
      const loop = startLoop();
      await rests();
      expect(states).to.deep.equal(['uploading', 'signed-out']);
      expect(await left()).to.deep.equal([1, 2]);
      answering = stored;
      loop.serverHeard();
      await until('all is uploaded', async () => (await left()).length === 0);
    });

    it('sets nothing aside when a proxy refuses the request with a page of its own', async () => {
      await add(2);
      const client = new ApiClient({
        origin: 'https://code.example',
        fetch: async () => new Response('<h1>Bad request</h1>', { status: 400 }),
      });
      startLoop(client.uploadScans);
      await rests();
      expect(await left()).to.deep.equal([1, 2]);
      expect(source.rejected).to.deep.equal([]);
      expect(states.at(-1)).to.equal('waiting');
    });
  });

  describe('a batch that the server refuses as a whole', () => {
    for (const bad of [[1], [7], [12], [3, 4], [1, 6, 12]]) {
      it(`loses the records at fault alone (${bad.join(', ')} of 12), and all others go through at once`, async () => {
        await add(12);
        const taken: number[] = [];
        answering = (seqs) => {
          if (seqs.some((seq) => bad.includes(seq))) throw malformed;
          taken.push(...seqs);
          return stored(seqs);
        };
        startLoop();
        await rests();
        expect(await left()).to.deep.equal([]);
        expect(source.rejected.map(({ seq }) => seq)).to.deep.equal(bad);
        expect(taken).to.deep.equal(
          Array.from({ length: 12 }, (_, i) => i + 1).filter((seq) => !bad.includes(seq)),
        );
        expect(timers.begun, 'it never rested on the way').to.deep.equal([idle]);
      });
    }

    it('is tried again, not given up, when the disk does not take the record at fault', async () => {
      await add(1);
      answering = () => Promise.reject(malformed);
      const { settle } = source;
      let full = true;
      source.settle = (...given) =>
        full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : settle(...given);
      startLoop();
      await rests();
      expect(states.at(-1)).to.equal('waiting');
      expect(await left()).to.deep.equal([1]);
      full = false;
      timers.pass();
      await until('the record is set aside', async () => source.rejected.length === 1);
    });
  });

  it('sends at once what was stored during an upload', async () => {
    await add(1);
    let release: () => void = () => undefined;
    answering = (seqs) => new Promise((resolve) => (release = () => resolve(stored(seqs))));
    const loop = startLoop();
    await until('the upload is under way', () => asked.length === 1);
    await add(1);
    loop.wake();
    answering = stored;
    release();
    await rests();
    expect(asked).to.deep.equal([[1], [2]]);
    expect(timers.begun).to.deep.equal([idle]);
  });

  it('is woken from its rest by a new scan', async () => {
    const loop = startLoop();
    await rests();
    await add(1);
    loop.wake();
    await until('it is uploaded', async () => (await left()).length === 0);
  });

  describe('two loops in one browser', () => {
    it('never upload at once, and the second takes over when the first ends', async () => {
      await add(2);
      let under = 0;
      let most = 0;
      let release: () => void = () => undefined;
      answering = async (seqs) => {
        most = Math.max(most, ++under);
        await new Promise<void>((resolve) => (release = resolve));
        under--;
        return stored(seqs);
      };
      const first = startLoop();
      await until('the first uploads', () => asked.length === 1);
      startLoop();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(asked, 'the second waits').to.have.length(1);
      first.stop();
      release();
      await loops[0]!.done;
      await add(1);
      await until('the second uploads', () => asked.length === 2);
      release();
      await until('all is uploaded', async () => (await left()).length === 0);
      expect(asked).to.deep.equal([[1, 2], [3]]);
      expect(most).to.equal(1);
    });

    it('end when they are told to, also the one that never had its turn', async () => {
      startLoop();
      await rests();
      const second = startLoop();
      second.stop();
      await loops[1]!.done;
      expect(timers.waits, 'the first goes on').to.equal(true);
    });
  });

  it('ends after the upload under way, whose answer still counts', async () => {
    await add(1);
    let release: () => void = () => undefined;
    answering = (seqs) => new Promise((resolve) => (release = () => resolve(stored(seqs))));
    const loop = startLoop();
    await until('the upload is under way', () => asked.length === 1);
    loop.stop();
    release();
    await loops[0]!.done;
    expect(await left()).to.deep.equal([]);
    expect(timers.begun).to.deep.equal([]);
  });
});
