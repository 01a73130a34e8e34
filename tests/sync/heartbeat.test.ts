import { expect } from '@open-wc/testing';
import type { HeartbeatAnswer, HeartbeatRequest } from '../../src/domain/api/gate/sentry-api.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { Heartbeat, type Connection } from '../../src/sync/heartbeat.ts';
import { testPlace } from '../support/device.ts';
import { noon } from '../support/district.ts';
import { ScriptedTimers } from '../support/scripted-timers.ts';
import { waitUntil } from '../support/wait-until.ts';

const word = { body: '{}', key: 6, signature: 'A'.repeat(86) };
const answer: HeartbeatAnswer = { now: noon, bundleVersion: 3, sentry: testPlace(), word, chains: [] };
const report = { queue: 2 } as HeartbeatRequest;

let timers: ScriptedTimers;
let heartbeat: Heartbeat;
let heard: HeartbeatAnswer[];
let connections: Connection[];
let sent: HeartbeatRequest[];

function start(
  beat: () => Promise<HeartbeatAnswer>,
  gather: () => Promise<HeartbeatRequest> = async () => report,
): void {
  heartbeat = new Heartbeat({
    client: { heartbeat: (request) => (sent.push(request), beat()) },
    report: gather,
    onAnswer: (given) => heard.push(given),
    onConnection: (connection) => connections.push(connection),
    after: timers.after,
  });
  heartbeat.start();
}

const rests = (): Promise<void> => waitUntil(() => timers.waits, 'the heartbeat rests');

describe('Heartbeat', () => {
  beforeEach(() => {
    timers = new ScriptedTimers();
    [heard, connections, sent] = [[], [], []];
  });
  afterEach(() => heartbeat.stop());

  it('tells the state at once and every thirty seconds, and hands the answers on', async () => {
    start(async () => answer);
    await rests();
    timers.pass();
    await rests();
    expect(sent).to.deep.equal([report, report]);
    expect(heard).to.deep.equal([answer, answer]);
    expect(connections).to.deep.equal(['online', 'online']);
    expect(timers.begun).to.deep.equal([30_000, 30_000]);
  });

  const failures: [fault: Error, connection: Connection][] = [
    [new ApiError('offline', 'no answer', 0), 'offline'],
    [new ApiError('server', 'broken', 500), 'offline'],
    [new ApiError('sign-in', 'who?', 401), 'signed-out'],
    [new Error('anything else'), 'offline'],
  ];
  for (const [fault, connection] of failures) {
    it(`is ${connection} after "${fault.message}", and asks again in five seconds`, async () => {
      let fails = true;
      start(() => (fails ? Promise.reject(fault) : Promise.resolve(answer)));
      await rests();
      expect(connections).to.deep.equal([connection]);
      expect(heard).to.deep.equal([]);
      fails = false;
      timers.pass();
      await rests();
      expect(connections).to.deep.equal([connection, 'online']);
      expect(timers.begun).to.have.length(2);
      expect(timers.begun[0]!).to.be.within(5000, 20_000);
      expect(timers.begun[1]!).to.equal(30_000);
    });
  }

  it('goes on when the state cannot be gathered', async () => {
    let fails = true;
    start(
      async () => answer,
      () => (fails ? Promise.reject(new Error('no database')) : Promise.resolve(report)),
    );
    await rests();
    expect(connections).to.deep.equal(['offline']);
    fails = false;
    timers.pass();
    await rests();
    expect(connections).to.deep.equal(['offline', 'online']);
  });

  it('is silent once it was stopped, whatever was under way', async () => {
    let release: (given: HeartbeatAnswer) => void = () => undefined;
    start(() => new Promise((resolve) => (release = resolve)));
    await waitUntil(() => sent.length === 1, 'a heartbeat is under way');
    heartbeat.stop();
    release(answer);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(timers.begun).to.deep.equal([]);
    expect(sent).to.have.length(1);
  });

  it('calls off the next one when it is stopped at rest', async () => {
    start(async () => answer);
    await rests();
    heartbeat.stop();
    expect(timers.waits).to.equal(false);
  });
});
