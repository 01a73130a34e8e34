// What a connection open for commands costs the server: memory, file handles and processor time of a district's sentries that only listen,
// and how soon the last of them hears when all are locked at once.
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { CommandAnswer } from '../../src/domain/api/gate/fleet-api.ts';
import { commandTopic } from '../../src/domain/api/api.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { TestDistrict } from '../server/support/district.ts';
import { Events } from '../server/support/events.ts';
import { percentile } from './percentile.ts';
import { cpuOf, memoryOf } from './server-cpu.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The processor time that a process takes, in percent of one core, while nothing else is asked of it. */
async function idlePercent(pid: number, seconds: number): Promise<number> {
  const [cpu, at] = [await cpuOf(pid), performance.now()];
  await pause(seconds * 1000);
  return Math.round(((await cpuOf(pid)) - cpu) / (performance.now() - at)) / 10;
}

const handlesOf = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length;

/** `npm run bench -- connections [--sentries N] [--seconds N]` */
export default async function connections(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { sentries: { type: 'string', default: '763' }, seconds: { type: 'string', default: '30' } },
  });
  const [gates, seconds] = [Number(values.sentries), Number(values.seconds)];
  const district = await TestDistrict.open({ env: { SITECODE_ONE_OFFICIAL_SENTRIES: '1000' } });
  const open: Events[] = [];
  try {
    const { pid, url } = district.server;
    await district.door('many-gates', { gates });
    const sentries: { token: string; device: number }[] = [];
    for (let index = 0; index < gates; index++) {
      const code = await district.pairingCode({ site: 1000 + index, name: `Gate ${index}` });
      const { pairing } = await SimulatedSentry.pair(url, code);
      sentries.push({ token: pairing.token, device: pairing.sentry.device });
    }
    const administrator = await district.staff('administrator');
    // What the pairings left in memory is not the connections'.
    await pause(seconds * 1000);
    const before = {
      memory: await memoryOf(pid),
      handles: await handlesOf(pid),
      cpu: await idlePercent(pid, seconds),
    };
    const began = performance.now();
    for (const { token } of sentries) {
      const events = await Events.open(url);
      open.push(events);
      const status = await events.subscribe([commandTopic], token);
      if (status !== 204) throw new Error(`A sentry may not listen: ${status}`);
    }
    const opened = Math.round(performance.now() - began);
    const after = {
      memory: await memoryOf(pid),
      handles: await handlesOf(pid),
      cpu: await idlePercent(pid, seconds),
    };
    const devices = sentries.map(({ device }) => device);
    const given = performance.now();
    const asked = { devices, kind: 'lock', reason: 'A measurement', hours: 24 };
    const heard = open.map(async (events) => {
      await events.next(commandTopic);
      return performance.now() - given;
    });
    const answer = await district.post<CommandAnswer>('fleet/command', asked, administrator);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    const answered = Math.round(performance.now() - given);
    const waits = await Promise.all(heard);
    return {
      connections: {
        sentries: gates,
        openedMs: opened,
        memoryMb: { before: before.memory, after: after.memory },
        handles: { before: before.handles, after: after.handles },
        cpuPercent: { before: before.cpu, after: after.cpu },
        lockAll: {
          answered,
          p50: Math.round(percentile(waits, 0.5)),
          last: Math.round(Math.max(...waits)),
          missed: gates - open.filter((events) => events.of(commandTopic).length > 0).length,
        },
      },
    };
  } finally {
    for (const events of open) events.close();
    await district.close();
  }
}
