import type { SealedRecord } from '../../src/domain/scan/sealed-record.ts';
import { Heartbeat } from '../../src/sync/heartbeat.ts';
import { UploadLoop } from '../../src/sync/upload-loop.ts';
import { percentile } from '../../tests/bench/percentile.ts';
import { cpuOf, peakMemoryOf } from '../../tests/bench/server-cpu.ts';
import { TestDistrict } from '../../tests/server/support/district.ts';
import { countRecords } from './count-records.ts';
import { everydayScan } from './everyday-scan.ts';
import { SimulatedSentry } from './sentry.ts';

export interface Simulation {
  sentries: number;
  scans: number;
  /** For how long the server was away, as the records' times say. */
  offlineMinutes: number;
  /** Told how far it is, a line each. */
  tell: (line: string) => void;
}

export interface SimulationResult {
  sentries: number;
  scans: number;
  /** From the moment the server answered again until the last sentry's queue was empty. */
  wallSeconds: number;
  perSecond: number;
  /** All the server did in that time, heartbeats and boards too, by its scans. */
  serverCpuUsPerScan: number;
  serverPeakMb: number;
  /** Of the requests of a member of staff who looked at the board all that time, ms. */
  boardP95: number;
  lost: number;
  doubled: number;
}

const minute = 60_000;
/** As long as a sentry waits at most before it looks for the server again, ms. */
const settleMs = 20_000;

/** So many sentries are paired or record at a time. */
const atOnce = 16;

async function each<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** A sentry's own heartbeat and upload loop, and whether it sends anything just now. */
class Running {
  readonly heartbeat: Heartbeat;
  readonly upload: UploadLoop;

  constructor(readonly sentry: SimulatedSentry) {
    const { client, queue, pairing } = sentry;
    this.upload = new UploadLoop({
      client,
      queue,
      uploadKey: () => pairing.uploadKey,
      now: Date.now,
      onServerTime: () => undefined,
      onChange: () => undefined,
      // No other tab here.
      alone: (work) => work(),
    });
    this.heartbeat = new Heartbeat({
      client,
      report: async () => sentry.report(),
      onAnswer: (answer) => {
        sentry.hear(answer);
        this.upload.serverHeard(answer.uploadMs);
      },
      onConnection: () => undefined,
    });
  }

  start(): void {
    this.heartbeat.start();
    void this.upload.run();
  }

  stop(): void {
    this.heartbeat.stop();
    this.upload.stop();
  }
}

/** Looks at the board four times a second until it is ended; answers how long each look took, ms. */
function watchBoard(district: TestDistrict, token: string): () => Promise<number[]> {
  const took: number[] = [];
  const end = new AbortController();
  const looking = (async () => {
    while (!end.signal.aborted) {
      const begin = performance.now();
      const { status } = await district.get('board', token);
      if (status !== 200) throw new Error(`The board answered ${status}.`);
      took.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return async () => {
    end.abort();
    await looking;
    return took;
  };
}

/** Runs a district through an outage and counts the records on both sides. */
export async function simulate(options: Simulation): Promise<SimulationResult> {
  const { tell } = options;
  const district = await TestDistrict.open();
  let running: Running[] = [];
  try {
    tell(`Pairing ${options.sentries} sentries ...`);
    await district.door('many-gates', { gates: options.sentries });
    const places = Array.from({ length: options.sentries }, (_, index) => index);
    const sentries: SimulatedSentry[] = [];
    await each(places, async (index) => {
      const code = await district.pairingCode({ site: 1000 + index, name: `Gate ${index}` });
      sentries.push(await SimulatedSentry.pair(district.server.url, code));
    });
    const staff = await district.staff('health');
    await each(sentries, async (sentry) => void (await sentry.beat()));

    tell('The server goes. The sentries go on recording ...');
    await district.kill();
    running = sentries.map((sentry) => new Running(sentry));
    for (const one of running) one.start();
    const sent = await recordAll(sentries, options);
    // What they try has piled up behind all that sealing; on tablets of their own it would be spread over its usual time.
    await new Promise((resolve) => setTimeout(resolve, settleMs));

    tell(`${options.scans} records wait. The server comes back ...`);
    await district.restart();
    const begin = performance.now();
    const pid = district.server.pid;
    const cpuBefore = await cpuOf(pid);
    const endBoard = watchBoard(district, staff);
    while (sentries.some(({ queue }) => queue.waiting.length > 0))
      await new Promise((r) => setTimeout(r, 50));
    const wallMs = performance.now() - begin;
    const cpu = (await cpuOf(pid)) - cpuBefore;
    const board = await endBoard();
    for (const one of running) one.stop();

    tell('Counting every record ...');
    const { lost, doubled } = await countRecords(district, sent);
    return {
      sentries: options.sentries,
      scans: options.scans,
      wallSeconds: Math.round(wallMs / 10) / 100,
      perSecond: Math.round((options.scans * 1000) / wallMs),
      serverCpuUsPerScan: Math.round(cpu / options.scans),
      serverPeakMb: await peakMemoryOf(pid),
      boardP95: Math.round(percentile(board, 0.95)),
      lost,
      doubled,
    };
  } finally {
    for (const one of running) one.stop();
    await district.close();
  }
}

/** Lets the sentries share the scans; answers each one's records as they were made. */
async function recordAll(
  sentries: readonly SimulatedSentry[],
  { scans, offlineMinutes }: Simulation,
): Promise<Map<string, SealedRecord[]>> {
  const span = Math.max(1, offlineMinutes) * minute;
  const begin = Date.now() - span;
  const sent = new Map<string, SealedRecord[]>();
  await each(sentries, async ({ queue, pairing }, index) => {
    const { site, zone, device } = pairing.sentry;
    // As even as it goes.
    const share =
      Math.floor((scans * (index + 1)) / sentries.length) - Math.floor((scans * index) / sentries.length);
    const records: SealedRecord[] = [];
    for (let one = 0; one < share; one++) {
      const scan = everydayScan(begin, one, Math.floor(span / share));
      records.push(await queue.add({ ...scan, site, zone, device }));
    }
    sent.set(queue.chain, records);
  });
  return sent;
}
