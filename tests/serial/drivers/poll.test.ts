import { expect } from '@open-wc/testing';
import { Poll } from '../../../src/serial/drivers/poll.ts';
import { ManualTimers } from '../manual-timers.ts';

describe('Poll', () => {
  let timers: ManualTimers;
  let sent: number[];
  let poll: Poll;

  beforeEach(() => {
    timers = new ManualTimers();
    sent = [];
    const now = (): number => 1_000_000 + timers.now();
    poll = new Poll({ timers, now, send: () => sent.push(timers.now()) }, Uint8Array.of(1), 100);
  });
  afterEach(() => {
    poll.end();
    expect(timers.pending, 'timers left behind').to.equal(0);
  });

  it('dates a reading by when it was asked for, and not by when its answer came', async () => {
    await timers.advance(90);
    expect(poll.answered()).to.equal(1_000_000);
    await timers.advance(150);
    expect(poll.answered()).to.equal(1_000_100);
  });

  it('asks one question at a time', async () => {
    await timers.advance(240);
    expect(sent).to.deep.equal([0]);
    poll.answered();
    await timers.advance(100);
    expect(sent).to.deep.equal([0, 300]);
  });

  it('takes no frame that nobody asked for', () => {
    poll.answered();
    expect(poll.answered()).to.equal(null);
  });

  it('asks again where an answer is lost, and believes the next but one: the first may be the one that was lost', async () => {
    await timers.advance(350);
    expect(sent).to.deep.equal([0, 300]);
    expect(poll.answered()).to.equal(null);
    await timers.advance(60);
    expect(poll.answered()).to.equal(1_000_400);
  });
});
