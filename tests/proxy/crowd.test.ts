import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { ApiError } from '../../src/sync/api-client.ts';
import { connectionsByAddress } from '../../tools/proxy/limits.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { TestDistrict } from '../server/support/district.ts';
import { headOf, RawConnection, statusOf } from '../server/support/raw-request.ts';
import { scan } from '../server/support/scans.ts';
import { RunningProxy } from './running-proxy.ts';

const tablets = 763;
const slowSenders = 600;
/** So many tablets at a time: each of them asks every 30 s, and their reports cost the server some 20 ms. */
const atOnce = 24;
const patience = 120_000;

describe('763 tablets and 600 slow senders behind one address, before nginx', () => {
  let district: TestDistrict;
  let proxy: RunningProxy;
  const sentries: SimulatedSentry[] = [];
  const slow: RawConnection[] = [];
  before(async () => {
    district = await TestDistrict.open();
    proxy = await RunningProxy.start('nginx', district.port);
    await district.door('many-gates', { gates: tablets });
    const pair = async (index: number): Promise<void> => {
      const code = await district.pairingCode({ site: 1000 + index });
      sentries.push(await SimulatedSentry.pair(proxy.url, code));
    };
    // The administrator signs in for the first, once for all.
    await pair(0);
    await inTurns(
      Array.from({ length: tablets - 1 }, (_, index) => index + 1),
      pair,
    );
  });
  after(async () => {
    for (const one of slow) one.close();
    await proxy?.stop();
    await district.close();
  });

  async function inTurns<Value>(
    values: readonly Value[],
    work: (value: Value) => Promise<unknown>,
  ): Promise<void> {
    const waiting = [...values];
    const worker = async (): Promise<void> => {
      for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) await work(value);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** As a tablet does it: sent away with its turn, it comes again. Anything else that stands in its way is a failure. */
  async function upload(sentry: SimulatedSentry): Promise<void> {
    await sentry.scan(scan({}));
    while (sentry.queue.waiting.length > 0) {
      try {
        await sentry.upload();
      } catch (error) {
        if (!(error instanceof ApiError) || !/other uploads/.test(error.message)) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryMs ?? 0));
      }
    }
  }

  /** How many connections the server holds: the proxy's to it. The 4th field is the state, 01 an open one (proc_pid_net(5)). */
  async function connectionsOfServer(): Promise<number> {
    const port = district.port.toString(16).toUpperCase().padStart(4, '0');
    const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').slice(1);
    return lines.filter((line) => {
      const [, local, , state] = line.trim().split(/\s+/);
      return state === '01' && local?.endsWith(`:${port}`);
    }).length;
  }

  /** Senders who begin a request and never end it. @param from their address */
  async function sendSlowly(count: number, from: string): Promise<RawConnection[]> {
    const kinds = [
      'POST /api/sitecode/site-code HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ',
      headOf('/api/sitecode/site-code', 10_000) + '{',
      headOf('/api/sitecode/sentry/scans', 1 << 20) + '{',
      headOf('/api/collections/citizens/auth-with-password') + '5\r\n{"ide',
    ];
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const one = (await RawConnection.open(proxy.port, from)).write(kinds[index % kinds.length]!);
        slow.push(one);
        return one;
      }),
    );
  }

  it('none of the tablets notices, and the server does not hear of the slow ones', async () => {
    const senders = await sendSlowly(slowSenders, '127.0.0.1');
    // They go on dripping for as long as the tablets work: a pause would end them.
    const drip = setInterval(() => {
      for (const [index, one] of senders.entries()) one.write(index % 4 === 3 ? '1\r\n \r\n' : ' ');
    }, 1000);
    try {
      await inTurns(sentries, (sentry) => sentry.beat());
      await inTurns(sentries, upload);
      assert.equal(sentries.length, tablets);
      const stored = await district.sql<number>('select json_quote(sum(scans)) as found from stat_day');
      assert.equal(stored, tablets);
      assert.equal(
        senders.filter(({ socket }) => !socket.closed).length > slowSenders / 3,
        true,
        'they are still there',
      );
      const held = await connectionsOfServer();
      assert.ok(held < 150, `${held} connections to the server`);
    } finally {
      clearInterval(drip);
    }
    // Then they stop, and are given up.
    const ends = await Promise.all(senders.map((one) => one.untilEnd(patience)));
    for (const said of ends) assert.ok(statusOf(said) === 0 || statusOf(said) >= 400, said);
  });

  it('an address with more requests than all of a mall’s is told so, and the others are not hurt', async () => {
    const many = connectionsByAddress + 100;
    const senders = await Promise.all(
      Array.from({ length: many }, async () => {
        const one = await RawConnection.open(proxy.port, '127.0.0.2');
        slow.push(one);
        return one.write(headOf('/api/sitecode/site-code', 10_000, 'Connection: close\r\n') + '{');
      }),
    );
    await inTurns(sentries.slice(0, 50), (sentry) => sentry.beat());
    const ends = await Promise.all(senders.map((one) => one.untilEnd(patience)));
    const away = ends.filter((said) => statusOf(said) === 503);
    assert.ok(away.length >= 100, `${away.length} of ${many}`);
    for (const said of away) assert.match(said, /"code":"busy"/);
  });
});
