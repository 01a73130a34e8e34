// A district's everyday load, from one address: sentries report and upload, people register visits, boards, owners and phones
// ask. What is refused or fails, what each route takes, and what memory the server holds, minute by minute.
import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { everydayScan } from '../../tools/simulate/everyday-scan.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { TestDistrict, type Answer } from '../server/support/district.ts';
import { percentile } from './percentile.ts';
import { cpuOf, memoryOf } from './server-cpu.ts';

const minute = 60_000;

/** Calls `work` about every `everyMs`, whether the one before has ended or not, until `end`. */
async function steadily(everyMs: number, end: number, work: () => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = [];
  for (let next = Date.now(); next < end; next += everyMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
    underWay.push(work());
  }
  await Promise.all(underWay);
}

/** Counts what was asked of a kind: how long each answer took, and what was no good one. */
class Asked {
  readonly took = new Map<string, number[]>();
  readonly failed = new Map<string, number>();

  async ask(kind: string, work: () => Promise<unknown>): Promise<void> {
    const begin = performance.now();
    try {
      const answer = (await work()) as Answer<unknown> | undefined;
      if (answer && 'status' in answer && answer.status !== 200) this.#fail(`${kind} ${answer.status}`);
      const took = this.took.get(kind) ?? [];
      this.took.set(kind, took);
      took.push(performance.now() - begin);
    } catch (error) {
      this.#fail(`${kind} ${(error as { code?: string }).code ?? (error as Error).name}`);
    }
  }

  #fail(what: string): void {
    this.failed.set(what, (this.failed.get(what) ?? 0) + 1);
  }
}

/** `npm run bench -- load [--minutes N] [--sentries N]` */
export default async function load(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { minutes: { type: 'string', default: '5' }, sentries: { type: 'string', default: '763' } },
  });
  const [minutes, gates] = [Number(values.minutes), Number(values.sentries)];
  const district = await TestDistrict.open({ hooksPool: 100 });
  try {
    await district.door('many-gates', { gates });
    const sentries: SimulatedSentry[] = [];
    for (let index = 0; index < gates; index++) {
      const code = await district.pairingCode({ site: 1000 + index, name: `Gate ${index}` });
      sentries.push(await SimulatedSentry.pair(district.server.url, code));
    }
    const [staff, owner] = [await district.staff('health'), await district.owner('a')];
    const people = ['valid', 'yellow', 'untested', 'waiting', 'retested', 'old'] as const;
    const tokens = await Promise.all(people.map((person) => district.citizen(person)));
    const asked = new Asked();
    const memory: number[] = [];
    const { pid } = district.server;
    const cpuBefore = await cpuOf(pid);
    const begin = Date.now();
    const end = begin + minutes * minute;
    let [turn, scans] = [0, 0];
    const busy = new Set<SimulatedSentry>();
    await Promise.all([
      steadily(minute / gates, end, () => {
        const sentry = sentries[turn++ % gates]!;
        return asked.ask('heartbeat', () => sentry.beat());
      }),
      // 70 scans a second: 35 sentries, two people each.
      steadily(1000 / 35, end, async () => {
        const sentry = sentries[Math.floor(Math.random() * gates)]!;
        if (busy.has(sentry)) return;
        busy.add(sentry);
        for (let one = 0; one < 2; one++) await sentry.scan(everydayScan(Date.now(), scans++ * 97 + 1, 0));
        await asked.ask('upload', () => sentry.upload());
        busy.delete(sentry);
      }),
      steadily(250, end, () => asked.ask('board', () => district.get('board', staff))),
      steadily(500, end, () => asked.ask('venue', () => district.get('venue', owner))),
      steadily(200, end, () =>
        asked.ask('me', () => district.get('me', tokens[Math.floor(Math.random() * tokens.length)])),
      ),
      // Within ten minutes all of one person are one visit: what is counted here is what the asking costs.
      steadily(1000, end, () => {
        const body = { code: district.codes.mall, id: randomBytes(8).toString('hex') };
        return asked.ask('visit', () =>
          district.post('visit', body, tokens[Math.floor(Math.random() * tokens.length)]),
        );
      }),
      steadily(2000, end, () => asked.ask('bundle', () => district.get('bundle'))),
      steadily(minute, end, async () => void memory.push(await memoryOf(pid))),
    ]);
    memory.push(await memoryOf(pid));
    const p95 = Object.fromEntries(
      [...asked.took].map(([kind, took]) => [kind, Math.round(percentile(took, 0.95))]),
    );
    return {
      minutes,
      sentries: gates,
      scans,
      requests: [...asked.took.values()].reduce((sum, took) => sum + took.length, 0),
      failed: Object.fromEntries(asked.failed),
      p95,
      memoryMb: memory,
      cores: Math.round(((await cpuOf(pid)) - cpuBefore) / (Date.now() - begin) / 10) / 100,
    };
  } finally {
    await district.close();
  }
}
