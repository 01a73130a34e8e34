// What a sentry costs while nobody is there: processor time of the browser's processes before a camera in whose picture nothing moves.
import { parseArgs } from 'node:util';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { DemoDistrict } from '../e2e/support/demo-district.ts';
import { GateBrowser } from '../e2e/support/gate-browser.ts';
import { pairTablet } from '../e2e/support/pair-tablet.ts';
import { processesUnder } from '../e2e/support/process-tree.ts';
import { cpuOf } from './server-cpu.ts';

/** How long nothing moves before it is measured, ms: after ten seconds the sentry rests. */
const settleMs = { resting: 14_000, awake: 1500 };
/** What is left of those ten seconds, s. */
const awakeSeconds = 7;

/** Processor time of each kind of the browser's processes so far, µs. */
async function cpuByKind(browser: GateBrowser): Promise<Record<'renderer' | 'gpu' | 'others', number>> {
  const used = { renderer: 0, gpu: 0, others: 0 };
  for (const { pid, words } of processesUnder(browser.mainProcess)) {
    // A process that was split off another has its words in one.
    const type = /--type=([\w-]+)/.exec(words.join(' '))?.[1];
    const kind = type === 'renderer' ? 'renderer' : type === 'gpu-process' ? 'gpu' : 'others';
    used[kind] += await cpuOf(pid).catch(() => 0);
  }
  return used;
}

/** `npm run bench -- idle [--seconds N] [--awake]`: percent of one core; awake as while people come, each frame looked at. */
export default async function idle(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { seconds: { type: 'string', default: '20' }, awake: { type: 'boolean', default: false } },
  });
  const seconds = values.awake ? awakeSeconds : Number(values.seconds);
  const district = await DemoDistrict.start();
  const tablet = await GateBrowser.open();
  try {
    const { page } = tablet;
    const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
    await pairTablet(page, district.url, code);
    await page.waitForTimeout(values.awake ? settleMs.awake : settleMs.resting);
    const frames = () =>
      page
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
    const before = { cpu: await cpuByKind(tablet), frames: await frames(), at: performance.now() };
    await page.waitForTimeout(seconds * 1000);
    const after = { cpu: await cpuByKind(tablet), frames: await frames(), at: performance.now() };
    const elapsed = (after.at - before.at) * 1000;
    const percent = (kind: 'renderer' | 'gpu' | 'others') =>
      Math.round(((after.cpu[kind] - before.cpu[kind]) / elapsed) * 1000) / 10;
    return {
      ...(values.awake && { awake: true }),
      rendererPercent: percent('renderer'),
      gpuPercent: percent('gpu'),
      othersPercent: percent('others'),
      framesPerSecond: Math.round(((after.frames - before.frames) / elapsed) * 1e7) / 10,
    };
  } finally {
    await tablet.close();
    await district.stop();
  }
}
