import { expect } from '@open-wc/testing';
import { Conversation } from '../../../src/serial/drivers/conversation.ts';
import { ManualTimers } from '../manual-timers.ts';

const frame = (kind: number): Uint8Array => Uint8Array.of(kind);

describe('Conversation', () => {
  let timers: ManualTimers;
  let sent: number[];
  let conversation: Conversation;

  const ask = (kind: number, withinMs = 100): Promise<Uint8Array | null> =>
    conversation.ask({ command: frame(kind), isAnswer: (answer) => answer[0] === kind + 1, withinMs });

  beforeEach(() => {
    timers = new ManualTimers();
    sent = [];
    conversation = new Conversation({ timers, send: (bytes) => sent.push(bytes[0]!) });
  });
  afterEach(() => {
    conversation.end();
    expect(timers.pending, 'timers left behind').to.equal(0);
  });

  it('asks one question at a time', async () => {
    const first = ask(1);
    const second = ask(5);
    expect(sent).to.deep.equal([1]);
    expect(conversation.take(frame(2))).to.equal(true);
    expect(await first).to.deep.equal(frame(2));
    expect(sent).to.deep.equal([1, 5]);
    expect(conversation.take(frame(6))).to.equal(true);
    expect(await second).to.deep.equal(frame(6));
  });

  it('leaves what answers nothing to the driver', async () => {
    expect(conversation.take(frame(2))).to.equal(false);
    const first = ask(1);
    expect(conversation.take(frame(9))).to.equal(false);
    conversation.take(frame(2));
    expect(await first).to.deep.equal(frame(2));
    expect(conversation.take(frame(2)), 'twice').to.equal(false);
  });

  it('goes on when no answer comes in time', async () => {
    const first = ask(1, 100);
    const second = ask(5, 100);
    await timers.advance(100);
    expect(await first).to.equal(null);
    expect(sent).to.deep.equal([1, 5]);
    expect(conversation.take(frame(2)), 'an answer too late').to.equal(false);
    await timers.advance(100);
    expect(await second).to.equal(null);
  });

  it('answers nothing any more when the device is lost', async () => {
    const asked = [ask(1), ask(5)];
    conversation.end();
    expect(await Promise.all(asked)).to.deep.equal([null, null]);
    expect(sent).to.deep.equal([1]);
    expect(await ask(7)).to.equal(null);
  });
});
