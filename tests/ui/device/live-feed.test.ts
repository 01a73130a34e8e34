import { aTimeout, expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { ApiError } from '../../../src/sync/api-client.ts';
import { LiveFeed, type FeedPace } from '../../../src/ui/device/live-feed.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** What the server answers here. */
interface Told {
  scans: number;
}
const told = (): Told => ({ scans: 99_828 });

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const calm: FeedPace = { poll: 60_000, gather: 40, stale: 60_000, tick: 60_000 };

/** A feed with the server in the test's hands. Every feed is ended after its test. */
function feedOf(options: { pace?: Partial<FeedPace>; answer?: () => Promise<Told>; listenFails?: number }) {
  let change: () => void = () => undefined;
  let refusals = options.listenFails ?? 0;
  const seen = { asked: 0, listened: 0, ended: 0, faults: [] as string[], answers: 0 };
  const feed = new LiveFeed<Told>(host, {
    ask: () => {
      seen.asked += 1;
      return (options.answer ?? (async () => told()))();
    },
    listen: async (onChange) => {
      seen.listened += 1;
      if (refusals-- > 0) throw new Error('no stream');
      change = onChange;
      return () => (seen.ended += 1);
    },
    onAnswer: () => (seen.answers += 1),
    onFault: (fault) => seen.faults.push(fault.code),
    pace: { ...calm, ...options.pace },
  });
  running.push(feed);
  feed.hostConnected();
  return { feed, seen, change: () => change() };
}
const running: LiveFeed<Told>[] = [];

describe('LiveFeed', () => {
  afterEach(() => {
    for (const feed of running.splice(0)) feed.hostDisconnected();
  });

  it('asks at once', async () => {
    const { feed, seen } = feedOf({});
    await waitUntil(() => seen.answers === 1);
    expect(feed.answer?.scans).to.equal(99_828);
    expect(feed.stale).to.equal(false);
  });

  it('gathers many changes into one question, never sooner than the pace allows', async () => {
    const { seen, change } = feedOf({ pace: { gather: 2000 } });
    await waitUntil(() => seen.answers === 1);
    for (let index = 0; index < 100; index += 1) change();
    await aTimeout(60);
    expect(seen.asked, 'too soon after the first').to.equal(1);
    await waitUntil(() => seen.answers === 2, 'one question for all of them');
    await aTimeout(200);
    expect(seen.asked).to.equal(2);
  });

  it('does not lose a change that comes while a question is on its way', async () => {
    let answer: (value: Told) => void = () => undefined;
    const { seen, change } = feedOf({ answer: () => new Promise((resolve) => (answer = resolve)) });
    await waitUntil(() => seen.listened === 1);
    change();
    change();
    expect(seen.asked).to.equal(1);
    answer(told());
    await waitUntil(() => seen.asked === 2);
  });

  it('polls when nothing is heard', async () => {
    const { seen } = feedOf({ pace: { poll: 30, gather: 0 }, listenFails: Infinity });
    await waitUntil(() => seen.answers >= 4);
  });

  it('keeps the last numbers when the server falls silent, calls them stale, and recovers', async () => {
    let down = false;
    const { feed, seen } = feedOf({
      pace: { poll: 20, gather: 0 },
      answer: async () => {
        if (down) throw new ApiError('offline', 'no answer', 0);
        return told();
      },
    });
    await waitUntil(() => seen.answers > 0);
    down = true;
    await waitUntil(() => seen.faults.length > 1);
    expect(feed.answer?.scans).to.equal(99_828);
    expect(feed.fault?.code).to.equal('offline');
    expect(feed.stale).to.equal(true);
    down = false;
    await waitUntil(() => !feed.stale);
    expect(feed.fault).to.equal(null);
  });

  it('calls numbers stale by their age alone while a question hangs', async () => {
    let hangs = false;
    const { feed, seen } = feedOf({
      pace: { poll: 10, gather: 0, stale: 80 },
      answer: () => (hangs ? new Promise<Told>(() => undefined) : Promise.resolve(told())),
    });
    await waitUntil(() => seen.answers > 0);
    expect(feed.stale).to.equal(false);
    hangs = true;
    await waitUntil(() => feed.stale);
    expect(feed.fault).to.equal(null);
    expect(feed.age).to.be.greaterThan(80);
  });

  it('tries again to listen when the first connection failed', async () => {
    const { seen, change } = feedOf({ listenFails: 1 });
    await waitUntil(() => seen.listened === 2, 'listens a second time');
    const before = seen.asked;
    change();
    await waitUntil(() => seen.asked > before);
  });

  it('ends listening and asking when it leaves the page, and forgets answers still on their way', async () => {
    let answer: (value: Told) => void = () => undefined;
    const { feed, seen } = feedOf({
      pace: { poll: 10, gather: 0 },
      answer: () => new Promise((resolve) => (answer = resolve)),
    });
    await waitUntil(() => seen.listened === 1);
    await aTimeout(0);
    feed.hostDisconnected();
    expect(seen.ended).to.equal(1);
    answer(told());
    await aTimeout(50);
    expect(seen.asked).to.equal(1);
    expect(seen.answers).to.equal(0);
  });
});
