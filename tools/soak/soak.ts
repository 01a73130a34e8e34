import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { appDistrict, gateCode } from '../chaos/app-district.ts';
import { countScans, storedScans } from '../chaos/count-scans.ts';
import { Crowd } from '../chaos/crowd.ts';
import { Tablet } from '../chaos/tablet/tablet.ts';
import { PlainError } from '../plain-error.ts';

/** What a soak measured. */
export interface SoakReport {
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
}

/** So many people pass before the first measurement: code is compiled and buffers are made with the first ones. */
const warmUp = 30;
/** What the heap may grow by, whatever the length, kB: caches that are bounded fill with the first thousand people. */
const heapSlackKb = 2500;
/** Elements and listeners of a verdict that is just being shown. */
const slack = 60;
/** Nobody comes closer after another than this: the gate must see that a phone was taken away, ms. */
const pauseMs = 250;

/** Reads the arguments. @throws PlainError */
export function soakMinutes(args: string[]): number {
  const usage = 'Usage: npm run soak -- --minutes N';
  try {
    const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '5' } } });
    const minutes = Number(values.minutes);
    if (minutes > 0 && minutes <= 24 * 60) return minutes;
  } catch {
    // said below
  }
  throw new PlainError(`--minutes takes a number above 0, and 1440 at the most.\n${usage}`);
}

/** Whether what was measured at the end is what was there at the beginning, and nobody was missed. */
export function isFlat(report: SoakReport): boolean {
  const { heapStartKb, heapEndKb, nodesStart, nodesEnd, listenersStart, listenersEnd } = report;
  return (
    report.missed === 0 &&
    report.openStreams <= 1 &&
    heapEndKb <= heapStartKb + heapSlackKb &&
    nodesEnd <= nodesStart + slack &&
    listenersEnd <= listenersStart + slack
  );
}

/**
 * Lets people pass one right after the other for so long, with the built app in a real Chromium, its camera and a real server.
 * Memory is measured after the browser has thrown away what nobody holds.
 */
export async function soak(
  minutes: number,
  tell: (line: string) => void,
): Promise<{ report: SoakReport; isSound: boolean }> {
  const district = await appDistrict();
  let tablet: Tablet | null = null;
  try {
    tablet = await Tablet.open(await gateCode(district), {
      origin: district.server.url,
      prepare: async (context) => void (await context.addInitScript(watchStreams)),
    });
    const { page } = tablet;
    const crowd = await Crowd.of(district);
    const browser = await page.context().newCDPSession(page);
    await browser.send('Performance.enable');
    let people = 0;
    let missed = 0;
    const pass = async (gate: Tablet): Promise<void> => {
      people++;
      if (!(await gate.present(await crowd.next()))) {
        missed++;
        tell(`No verdict. The screen says: ${await gate.words()}`);
      }
      gate.show(null);
      await page.waitForTimeout(pauseMs);
    };
    for (let count = 0; count < warmUp; count++) await pass(tablet);
    const start = await measured(tablet, browser);
    const end = Date.now() + minutes * 60_000;
    while (Date.now() < end) {
      await pass(tablet);
      if (people % 100 === 0) tell(`${people} people`);
    }
    const openStreams = await openStreamsOf(page);
    const after = await measured(tablet, browser);
    if (!(await tablet.drained())) tell(`Records wait. The screen says: ${await tablet.words()}`);
    const { lost } = countScans(await storedScans(district), { seen: tablet.seen });
    const report: SoakReport = {
      minutes,
      people,
      heapStartKb: start.heapKb,
      heapEndKb: after.heapKb,
      nodesStart: start.nodes,
      nodesEnd: after.nodes,
      listenersStart: start.listeners,
      listenersEnd: after.listeners,
      openStreams,
      missed: missed + lost,
    };
    return { report, isSound: isFlat(report) };
  } finally {
    await tablet?.close();
    await district.close();
  }
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
  if (!('serial' in navigator)) return;
  const { prototype } = (globalThis as unknown as { SerialPort: { prototype: SerialPort } }).SerialPort;
  const open = prototype.open;
  prototype.open = async function (this: SerialPort, options: SerialOptions) {
    await open.call(this, options);
    opened.push(() => this.readable !== null);
  };
}

function openStreamsOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      (globalThis as unknown as { soakStreams: (() => boolean)[] }).soakStreams.filter((isOpen) => isOpen())
        .length,
  );
}
