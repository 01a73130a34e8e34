import { expect } from '@open-wc/testing';
import { ApiClient, ApiError } from '../../src/sync/api-client.ts';
import { noon } from '../support/district.ts';
import { waitUntil } from '../support/wait-until.ts';
import {
  add,
  answerBy,
  asked,
  beginLoops,
  endLoops,
  idle,
  left,
  loops,
  offline,
  rests,
  source,
  startLoop,
  states,
  stored,
  timers,
} from './running-loops.ts';

describe('an upload loop without a server', () => {
  beforeEach(beginLoops);
  afterEach(endLoops);

  it('waits longer after each failure, each time by chance a little less, and then leaves it to the heartbeat', async () => {
    await add(1);
    answerBy(() => Promise.reject(offline));
    startLoop();
    for (const [tries, longest] of [1000, 2000, 4000, 120_000, 120_000].entries()) {
      await waitUntil(() => timers.begun.length === tries + 1, 'it waits');
      expect(timers.begun.at(-1)!).to.be.within(longest === 120_000 ? longest : longest / 2, longest);
      timers.pass();
    }
    expect(await left()).to.deep.equal([1]);
    expect(new Set(states)).to.deep.equal(new Set(['uploading', 'waiting']));
  });

  it('goes on trying by itself while the server answers and fails', async () => {
    await add(1);
    answerBy(() => Promise.reject(new ApiError('server', 'no', 500)));
    startLoop();
    for (const [tries, longest] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
      await waitUntil(() => timers.begun.length === tries + 1, 'it waits');
      expect(timers.begun.at(-1)!).to.be.within(longest / 2, longest);
      timers.pass();
    }
  });

  it('sends fewer at once over a network that is too slow, and more again when that goes', async () => {
    await add(1300);
    answerBy((seqs) =>
      seqs.length > 300
        ? Promise.reject(new ApiError('offline', 'no answer', 0, undefined, true))
        : stored(seqs),
    );
    const loop = startLoop();
    await waitUntil(async () => {
      if (timers.begun.at(-1) !== idle) loop.serverHeard();
      return (await left()).length === 0;
    }, 'all is uploaded');
    const sizes = asked.map((seqs) => seqs.length);
    expect(sizes.slice(0, 6)).to.deep.equal([1000, 500, 250, 500, 250, 500]);
    expect(asked.filter((seqs) => seqs.length <= 300).flat()).to.have.length(1300);
  });

  it('sends fifty at once over the slowest network', async () => {
    await add(1000);
    answerBy(() => Promise.reject(new ApiError('offline', 'no answer', 0, undefined, true)));
    startLoop();
    for (const size of [1000, 500, 250, 125, 62, 50, 50]) {
      await waitUntil(() => asked.at(-1)?.length === size && timers.waits, 'it tries');
      timers.pass();
    }
  });

  it('does not hurry because more scans come', async () => {
    await add(1);
    answerBy(() => Promise.reject(offline));
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
    answerBy(() => Promise.reject(offline));
    const loop = startLoop();
    await rests();
    await add(2);
    answerBy(stored);
    loop.serverHeard();
    await waitUntil(async () => (await left()).length === 0, 'all is uploaded');
    await rests();
    expect(asked).to.deep.equal([[1], [1, 2, 3]]);
    expect(timers.begun.at(-1)).to.equal(idle);
    expect(states.at(-1)).to.equal('idle');
  });

  it('begins with short waits again after a success', async () => {
    await add(1);
    answerBy(() => Promise.reject(offline));
    const loop = startLoop();
    for (let i = 0; i < 4; i++) {
      await rests();
      timers.pass();
    }
    await rests();
    answerBy(stored);
    loop.serverHeard();
    await waitUntil(() => timers.begun.at(-1) === idle, 'it rests in idleness');
    await add(1);
    answerBy(() => Promise.reject(offline));
    loop.wake();
    await waitUntil(() => timers.begun.at(-1) !== idle, 'it waits');
    expect(timers.begun.at(-1)).to.be.within(500, 1000);
  });

  it('sends the very same records again when the answer was cut, and none is there twice', async () => {
    await add(3);
    const server = new Map<number, number>();
    let cut = true;
    answerBy((seqs) => {
      const results = seqs.map((seq) => {
        const status = server.has(seq) ? ('duplicate' as const) : ('stored' as const);
        server.set(seq, (server.get(seq) ?? 0) + (status === 'stored' ? 1 : 0));
        return { first: seq, last: seq, status };
      });
      if (cut) throw offline;
      return { results, fork: null, now: noon };
    });
    startLoop();
    await rests();
    expect(await left(), 'nothing was named').to.deep.equal([1, 2, 3]);
    cut = false;
    timers.pass();
    await waitUntil(async () => (await left()).length === 0, 'all is named');
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
      answerBy(() => Promise.reject(fault));
      startLoop();
      await rests();
      expect(await left()).to.deep.equal([1, 2]);
      expect(source.rejected).to.deep.equal([]);
      expect(states).to.deep.equal(['uploading', 'waiting']);
    });
  }

  it('comes again at its turn while the server is busy with others, and no sooner', async () => {
    await add(1);
    answerBy(() => Promise.reject(new ApiError('busy', 'later', 503, 4321)));
    const loop = startLoop();
    await waitUntil(() => timers.begun.at(-1) === 4321, 'it waits for its turn');
    await add(1);
    loop.wake();
    loop.serverHeard(9999);
    loop.serverHeard();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).to.deep.equal([[1]]);
    answerBy(stored);
    timers.pass();
    await waitUntil(async () => (await left()).length === 0, 'it is uploaded');
    expect(asked).to.deep.equal([[1], [1, 2]]);
  });

  it('waits for the turn that a heartbeat was answered with', async () => {
    answerBy(stored);
    const loop = startLoop();
    await rests();
    await add(2);
    loop.serverHeard(700);
    await waitUntil(() => timers.begun.at(-1) === 700, 'it waits for its turn');
    expect(asked).to.deep.equal([]);
    timers.pass();
    await waitUntil(async () => (await left()).length === 0, 'it is uploaded');
  });

  it('neither hurries nor sleeps for ever, whatever a busy server says', async () => {
    await add(1);
    const said = [0, -5, Number.NaN, 1e12, undefined];
    answerBy(() => Promise.reject(new ApiError('busy', 'later', 503, said[asked.length - 1])));
    startLoop();
    for (const [tries, wait] of [100, 100, 2000, 120_000, 2000].entries()) {
      await waitUntil(() => timers.begun.length === tries + 1, 'it waits');
      expect(timers.begun.at(-1)).to.equal(wait);
      timers.pass();
    }
  });

  it('ends at once while it waits for its turn', async () => {
    await add(1);
    answerBy(() => Promise.reject(new ApiError('busy', 'later', 503, 60_000)));
    const loop = startLoop();
    await waitUntil(() => timers.begun.at(-1) === 60_000, 'it waits for its turn');
    loop.stop();
    await loops[0]!.done;
  });

  it('keeps everything while the server does not know this pairing, and uploads once it does', async () => {
    await add(2);
    answerBy(() => Promise.reject(new ApiError('sign-in', 'who?', 401)));
    const loop = startLoop();
    await rests();
    expect(states).to.deep.equal(['uploading', 'signed-out']);
    expect(await left()).to.deep.equal([1, 2]);
    answerBy(stored);
    loop.serverHeard();
    await waitUntil(async () => (await left()).length === 0, 'all is uploaded');
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
