import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { PageMachine } from '../../tests/e2e/serial/page-machine.ts';
import { startSerialMachine, type SerialMachine } from '../../tests/e2e/serial/serial-machine.ts';
import { idNumberOf, sites } from '../../tests/server/support/fixtures.ts';
import { seeded } from '../../tests/support/seeded.ts';
import { appDistrict } from '../chaos/app-district.ts';
import { countScans, storedScans } from '../chaos/count-scans.ts';
import { Crowd } from '../chaos/crowd.ts';
import { Tablet, type Verdict } from '../chaos/tablet/tablet.ts';
import { until } from '../chaos/wait.ts';
import { PlainError } from '../plain-error.ts';
import { GateDesk } from './gate-desk.ts';
import { countReadings, storedReadings, type MeasuredPerson, type ReadingCounts } from './readings.ts';

/** What a soak measured. */
export interface SoakReport extends Partial<ReadingCounts> {
  minutes: number;
  people: number;
  heapStartKb: number;
  heapEndKb: number;
  nodesStart: number;
  nodesEnd: number;
  listenersStart: number;
  listenersEnd: number;
  /** Tracks of cameras and serial ports that are open at the end. */
  openStreams: number;
  /** People without a verdict, and verdicts whose record the server does not have. */
  missed: number;
  /** How often a cable was pulled; it and what became of the readings are there where cables were pulled. */
  pulls?: number;
}

export interface SoakOptions {
  minutes: number;
  /** A cable is pulled every so many seconds on the average; 0: none. */
  cables: number;
  /** Which cable, when and where in a frame. */
  seed: number;
}

/** The camera, two thermometers and a reader of ID cards. */
const streams = 4;
/** One of so many people lays an ID card down instead of showing a code. */
const cardEvery = 8;
/** How long a card may lie on a reader whose cable was pulled, ms. */
const cardMs = 90_000;

/** So many people pass before the first measurement: code is compiled and buffers are made with the first ones. */
const warmUp = 30;
/** What the heap may grow by, whatever the length, kB: caches that are bounded fill with the first thousand people. */
const heapSlackKb = 2500;
/** Elements and listeners of a verdict that is just being shown. */
const slack = 60;
/** Nobody comes closer after another than this: the gate must see that a phone was taken away, ms. */
const pauseMs = 250;

/** Reads the arguments. @throws PlainError */
export function soakOptions(args: string[]): SoakOptions {
  const usage = 'Usage: npm run soak -- --minutes N [--cables SECONDS] [--seed N]';
  const option = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args, options: { minutes: option, cables: option, seed: option } });
    const [minutes, cables, seed] = [values.minutes ?? 5, values.cables ?? 0, values.seed ?? 1].map(Number);
    const isGood = minutes! > 0 && minutes! <= 24 * 60 && cables! >= 0 && Number.isSafeInteger(seed);
    if (isGood) return { minutes: minutes!, cables: cables!, seed: seed! };
  } catch {
    // said below
  }
  throw new PlainError(
    `--minutes takes a number above 0, and 1440 at the most; --cables how many seconds lie between two pulled cables.\n${usage}`,
  );
}

/** Whether what was measured at the end is what was there at the beginning, nobody was missed, and every temperature is right. */
export function isFlat(report: SoakReport): boolean {
  const { heapStartKb, heapEndKb, nodesStart, nodesEnd, listenersStart, listenersEnd } = report;
  return (
    report.missed === 0 &&
    report.openStreams <= streams &&
    heapEndKb <= heapStartKb + heapSlackKb &&
    nodesEnd <= nodesStart + slack &&
    listenersEnd <= listenersStart + slack &&
    (report.wrong ?? 0) === 0 &&
    (report.silent ?? 0) === 0
  );
}

/**
 * Lets people pass one right after the other for so long, with the built app in a real Chromium, its camera, two thermometers, a
 * reader of ID cards and a real server. Memory is measured after the browser has thrown away what nobody holds. With cables that are
 * pulled the ports are the machine's, where it lets a browser have any; else they are in the page.
 */
export async function soak(
  { minutes, cables, seed }: SoakOptions,
  tell: (line: string) => void,
): Promise<{ report: SoakReport; isSound: boolean }> {
  const district = await appDistrict();
  const machine: SerialMachine =
    cables > 0 ? await startSerialMachine(district.server.url, tell) : new PageMachine();
  const { launch } = machine;
  let tablet: Tablet | null = null;
  let desk: GateDesk | null = null;
  try {
    tablet = await Tablet.open(await district.pairingCode({ site: sites.mall }), {
      origin: district.server.url,
      launch,
      prepare: async (context) => {
        await machine.attach(context);
        await context.addInitScript(watchStreams);
      },
    });
    const { page } = tablet;
    desk = await GateDesk.at(machine, seeded(seed));
    await untilMeasuring(page);
    const crowd = await Crowd.of(district);
    const browser = await page.context().newCDPSession(page);
    await browser.send('Performance.enable');
    const passages = new Passages(tablet, desk, crowd, tell);
    for (let count = 0; count < warmUp; count++) await passages.next();
    const start = await measured(tablet, browser);
    const end = Date.now() + minutes * 60_000;
    if (cables > 0) desk.pullEvery(cables * 1000);
    while (Date.now() < end) {
      await passages.next();
      if (passages.people % 100 === 0) tell(`${passages.people} people, ${desk.pulls} cables pulled`);
    }
    await desk.rest();
    await untilMeasuring(page);
    const openStreams = await openStreamsOf(page);
    const after = await measured(tablet, browser);
    if (!(await tablet.drained())) tell(`Records wait. The screen says: ${await tablet.words()}`);
    const { lost } = countScans(await storedScans(district), { seen: tablet.seen });
    const readings = countReadings(await storedReadings(district), passages.measured, tell);
    const report: SoakReport = {
      minutes,
      people: passages.people,
      heapStartKb: start.heapKb,
      heapEndKb: after.heapKb,
      nodesStart: start.nodes,
      nodesEnd: after.nodes,
      listenersStart: start.listeners,
      listenersEnd: after.listeners,
      openStreams,
      missed: passages.missed + lost,
      ...(cables > 0 ? { pulls: desk.pulls, ...readings } : {}),
    };
    return { report, isSound: isFlat(report) && readings.wrong + readings.silent === 0 };
  } finally {
    await desk?.rest();
    await tablet?.close();
    await machine.stop();
    await district.close();
  }
}

/** One person after the other before a tablet. */
class Passages {
  readonly #tablet: Tablet;
  readonly #desk: GateDesk;
  readonly #crowd: Crowd;
  readonly #tell: (line: string) => void;
  readonly measured: MeasuredPerson[] = [];
  people = 0;
  missed = 0;

  constructor(tablet: Tablet, desk: GateDesk, crowd: Crowd, tell: (line: string) => void) {
    this.#tablet = tablet;
    this.#desk = desk;
    this.#crowd = crowd;
    this.#tell = tell;
  }

  async next(): Promise<void> {
    const number = this.people++;
    const own = this.#desk.somebody(number);
    const from = this.#desk.mustMeasureFrom;
    const mustBeMeasured = Date.now() > from;
    const verdict =
      number % cardEvery === cardEvery - 1
        ? await this.#layCard()
        : await this.#tablet.present(await this.#crowd.next());
    this.#tablet.show(null);
    this.#desk.takeAway();
    this.#desk.nobody();
    if (verdict)
      this.measured.push({
        device: verdict.device,
        t: verdict.t,
        own,
        // One that was pulled meanwhile measured them or not.
        mustBeMeasured: mustBeMeasured && this.#desk.mustMeasureFrom === from,
      });
    else {
      this.missed++;
      this.#tell(
        `Person ${number}: no verdict. The screen says: ${await this.#tablet.words()} ${this.#desk.words}`,
      );
    }
    await this.#tablet.page.waitForTimeout(pauseMs);
  }

  async #layCard(): Promise<Verdict | null> {
    const { seen } = this.#tablet;
    const before = seen.length;
    this.#desk.lay(idNumberOf('valid'));
    await until(() => seen.length > before, cardMs, 10);
    return seen[before] ?? null;
  }
}

/** Waits until the gate has found its thermometer, as a person would: its strip says so. */
async function untilMeasuring(page: Page): Promise<void> {
  await page.getByText(/测温 正常/).waitFor();
}

/** Measures while nobody is shown: the last verdict has gone, and with it what it held. */
async function measured(
  tablet: Tablet,
  browser: CDPSession,
): Promise<{ heapKb: number; nodes: number; listeners: number }> {
  await tablet.page.locator('sc-verdict-panel').waitFor({ state: 'detached' });
  for (let round = 0; round < 3; round++) await browser.send('HeapProfiler.collectGarbage');
  const { metrics } = await browser.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    heapKb: Math.round(of('JSHeapUsedSize') / 1024),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

/** Runs in the page before its own code: remembers each camera track and serial port that was ever opened. */
function watchStreams(): void {
  const opened: (() => boolean)[] = [];
  Object.assign(globalThis, { soakStreams: opened });
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    for (const track of stream.getTracks()) opened.push(() => track.readyState === 'live');
    return stream;
  };
  // Ports in the page count themselves (tests/e2e/serial/page-plugs.ts).
  if ('openPorts' in globalThis || !('serial' in navigator)) return;
  const { prototype } = (globalThis as unknown as { SerialPort: { prototype: SerialPort } }).SerialPort;
  const open = prototype.open;
  prototype.open = async function (this: SerialPort, options: SerialOptions) {
    await open.call(this, options);
    opened.push(() => this.readable !== null);
  };
}

function openStreamsOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { soakStreams, openPorts } = globalThis as unknown as {
      soakStreams: (() => boolean)[];
      openPorts?: () => number;
    };
    return soakStreams.filter((isOpen) => isOpen()).length + (openPorts?.() ?? 0);
  });
}
