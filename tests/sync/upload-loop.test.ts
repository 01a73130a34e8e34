import { expect } from '@open-wc/testing';
import type { ScansAnswer } from '../../src/domain/api/gate/sentry-api.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { noon } from '../support/district.ts';
import { waitUntil } from '../support/wait-until.ts';
import {
  add,
  answerBy,
  asked,
  beginLoops,
  chain,
  endLoops,
  idle,
  left,
  loops,
  malformed,
  rests,
  serverTimes,
  source,
  startLoop,
  states,
  stored,
  timers,
} from './running-loops.ts';

describe('UploadLoop', () => {
  beforeEach(beginLoops);
  afterEach(endLoops);

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
    answerBy((seqs, request) => ((sent = structuredClone(request)), stored(seqs)));
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
    answerBy(() => new Promise((resolve) => (release = resolve)));
    startLoop();
    await waitUntil(() => asked.length === 1, 'the upload is under way');
    expect(await left()).to.deep.equal([1, 2, 3]);
    release(stored([1, 2, 3]));
    await rests();
    expect(await left()).to.deep.equal([]);
  });

  it('deletes what was named alone, and sends the rest again', async () => {
    await add(4);
    answerBy((seqs) => stored(seqs.filter((seq) => seq % 2 === 0)));
    startLoop();
    await rests();
    expect(await left()).to.deep.equal([1, 3]);
    answerBy(stored);
    timers.pass();
    await waitUntil(async () => (await left()).length === 0, 'the rest is gone');
    // Named was enough to go on with the rest at once; named nothing, it waited.
    expect(asked).to.deep.equal([[1, 2, 3, 4], [1], [1], [3]]);
  });

  it('hands what the server has another story of to the queue, and goes on', async () => {
    await add(5);
    answerBy((seqs) =>
      seqs.includes(4) ? { ...stored(seqs.filter((seq) => seq < 4)), fork: 4 } : stored(seqs),
    );
    startLoop();
    await rests();
    expect(source.forks).to.deep.equal([4]);
    expect(states.at(-1)).to.equal('idle');
  });

  it('goes on in a new chain where the server takes this one for another device’s, and does so once', async () => {
    await add(5);
    answerBy(() => {
      throw new ApiError('chain', 'another device’s', 403);
    });
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
    answerBy(stored);
    timers.pass();
    await rests();
    expect(await left()).to.deep.equal([]);
  });

  it('believes no fork at a record it did not send', async () => {
    await add(2);
    answerBy(() => ({ results: [], fork: 9, now: noon }));
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
      answerBy(() => answer as ScansAnswer);
      startLoop();
      await rests();
      expect(await left()).to.deep.equal([1, 2]);
      expect(states).to.deep.equal(['uploading', 'waiting']);
    });
  }

  it('tells no time that is none', async () => {
    await add(1);
    answerBy((seqs) => ({ ...stored(seqs), now: Number.NaN }));
    startLoop();
    await rests();
    expect(serverTimes).to.deep.equal([]);
    expect(await left()).to.deep.equal([]);
  });

  it('moves what the server rejects to the visible list, and it blocks nothing', async () => {
    await add(3);
    answerBy((seqs) => ({
      results: seqs.map((seq) =>
        seq === 2
          ? { first: seq, last: seq, status: 'rejected', fault: 'boot' }
          : { first: seq, last: seq, status: 'stored' },
      ),
      fork: null,
      now: noon,
    }));
    startLoop();
    await rests();
    expect(await left()).to.deep.equal([]);
    expect(source.rejected).to.deep.equal([{ seq: 2, fault: 'boot' }]);
  });

  describe('a batch that the server refuses as a whole', () => {
    for (const bad of [[1], [7], [12], [3, 4], [1, 6, 12]]) {
      it(`loses the records at fault alone (${bad.join(', ')} of 12), and all others go through at once`, async () => {
        await add(12);
        const taken: number[] = [];
        answerBy((seqs) => {
          if (seqs.some((seq) => bad.includes(seq))) throw malformed;
          taken.push(...seqs);
          return stored(seqs);
        });
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
      answerBy(() => Promise.reject(malformed));
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
      await waitUntil(async () => source.rejected.length === 1, 'the record is set aside');
    });
  });

  it('sends at once what was stored during an upload', async () => {
    await add(1);
    let release: () => void = () => undefined;
    answerBy((seqs) => new Promise((resolve) => (release = () => resolve(stored(seqs)))));
    const loop = startLoop();
    await waitUntil(() => asked.length === 1, 'the upload is under way');
    await add(1);
    loop.wake();
    answerBy(stored);
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
    await waitUntil(async () => (await left()).length === 0, 'it is uploaded');
  });

  describe('two loops in one browser', () => {
    it('never upload at once, and the second takes over when the first ends', async () => {
      await add(2);
      let under = 0;
      let most = 0;
      let release: () => void = () => undefined;
      answerBy(async (seqs) => {
        most = Math.max(most, ++under);
        await new Promise<void>((resolve) => (release = resolve));
        under--;
        return stored(seqs);
      });
      const first = startLoop();
      await waitUntil(() => asked.length === 1, 'the first uploads');
      startLoop();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(asked, 'the second waits').to.have.length(1);
      first.stop();
      release();
      await loops[0]!.done;
      await add(1);
      await waitUntil(() => asked.length === 2, 'the second uploads');
      release();
      await waitUntil(async () => (await left()).length === 0, 'all is uploaded');
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
    answerBy((seqs) => new Promise((resolve) => (release = () => resolve(stored(seqs)))));
    const loop = startLoop();
    await waitUntil(() => asked.length === 1, 'the upload is under way');
    loop.stop();
    release();
    await loops[0]!.done;
    expect(await left()).to.deep.equal([]);
    expect(timers.begun).to.deep.equal([]);
  });
});
