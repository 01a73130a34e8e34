// A sentry that is opened in a second window stops in the first one: camera, voice, sensor, uploads and all locks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;

/** Notes what a page holds: camera tracks, sound, timers' requests to the server, wake locks. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held = { tracks: [] as MediaStreamTrack[], sounds: [] as AudioContext[], wake: 0 };
    Object.assign(globalThis, { held });
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (how) => {
      const stream = await getUserMedia(how);
      held.tracks.push(...stream.getTracks());
      return stream;
    };
    const Real = globalThis.AudioContext;
    globalThis.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        held.sounds.push(this);
      }
    };
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type);
      held.wake++;
      lock.addEventListener('release', () => held.wake--);
      return lock;
    };
  });
}

/** What of it is still held. */
function held(page: Page): Promise<{ cameras: number; sounds: number; wake: number; workers: number }> {
  return page
    .evaluate(() => {
      const { held: all } = globalThis as unknown as {
        held: { tracks: MediaStreamTrack[]; sounds: AudioContext[]; wake: number };
      };
      return {
        cameras: all.tracks.filter(({ readyState }) => readyState === 'live').length,
        sounds: all.sounds.filter(({ state }) => state !== 'closed').length,
        wake: all.wake,
      };
    })
    .then((of) => ({ ...of, workers: page.workers().length }));
}

const locks = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await navigator.locks.query()).held!.map(({ name }) => name!));

before(async () => {
  district = await DemoDistrict.start();
  tablet = await GateBrowser.open();
  await watch(tablet.page);
  const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
  await pairTablet(tablet.page, district.url, code);
});
after(async () => {
  await tablet?.close();
  await district?.stop();
});

test('the window before stops everything, says so, and takes over again with one button', async () => {
  const first = tablet.page;
  await first.getByText(/摄像头 正常/).waitFor({ timeout: 20_000 });
  assert.equal((await held(first)).cameras, 1);

  const second = await tablet.context.newPage();
  await watch(second);
  await second.goto(`${district.url}/sentry/`);
  await second.getByText(/摄像头 正常/).waitFor({ timeout: 30_000 });

  const takeOver = first.getByRole('button', { name: '在此窗口继续' });
  await takeOver.waitFor({ timeout: 20_000 });
  assert.equal(await first.locator('sc-kiosk-page').count(), 0);
  assert.equal(await first.getByRole('button').count(), 1, 'one button, and nothing else to press');
  assert.deepEqual(await held(first), { cameras: 0, sounds: 0, wake: 0, workers: 0 });
  const asked: string[] = [];
  first.on('request', (request) => asked.push(request.url()));

  const phone = await Phone.of(district, 'valid');
  tablet.camera.show(await phone.text());
  assert.match(await verdictWords(second), /请通行|请联系工作人员/);
  tablet.camera.show(null);
  await second.getByText(/待上传 0/).waitFor({ timeout: 30_000 });
  assert.deepEqual(asked, [], 'the window that stopped speaks to nobody');
  assert.equal(new Set(await locks(second)).size, (await locks(second)).length, 'each lock has one holder');

  await takeOver.click();
  await first.getByText(/摄像头 正常/).waitFor({ timeout: 30_000 });
  await second.getByRole('button', { name: '在此窗口继续' }).waitFor({ timeout: 20_000 });
  assert.deepEqual(await held(second), { cameras: 0, sounds: 0, wake: 0, workers: 0 });
});
