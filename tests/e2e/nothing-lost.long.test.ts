// The server goes, the browser is killed, the network is off: every scan is in the database once in the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BoardAnswer } from '../../src/domain/api/api.ts';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;
let phones: Phone[];
let counted = 0;
let shown = 0;

before(async () => {
  district = await DemoDistrict.start();
  phones = await Promise.all(Array.from({ length: 6 }, () => Phone.of(district, 'valid')));
  tablet = await GateBrowser.open();
  const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
  await pairTablet(tablet.page, district.url, code);
  await tablet.page.getByText('已联网').waitFor();
  // Offline starts stand on the service worker: it must have everything first.
  await tablet.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await tablet.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  counted = await scansToday();
});

after(async () => {
  await tablet?.close();
  await district?.stop();
});

async function scansToday(): Promise<number> {
  return (await district.ask<BoardAnswer>('board', await district.signIn('authority'))).scans;
}

/** One person shows a live code; resolves as soon as the verdict is there. */
async function passOne(): Promise<void> {
  tablet.camera.show(await phones[shown++ % phones.length]!.text());
  await verdictWords(tablet.page);
}

/** The phone goes; the next one is another's, so no pause is needed. */
async function away(): Promise<void> {
  tablet.camera.show(null);
  await tablet.page.waitForTimeout(500);
}

test('with the server gone the sentry goes on deciding, and uploads when it is back', async () => {
  await district.kill();
  for (let person = 0; person < 3; person++) {
    await passOne();
    await away();
  }
  await tablet.page.getByText('离线运行').waitFor({ timeout: 60_000 });
  await tablet.page.getByText(/待上传 3/).waitFor();
  await district.restart();
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  assert.equal(await scansToday(), counted + 3);
});

test('a browser killed right after the verdict loses nothing, starts without the server, and doubles nothing', async () => {
  await district.kill();
  await passOne();
  await tablet.kill();
  tablet.camera.show(null);
  await tablet.reopen();
  await tablet.page.goto(`${district.url}/sentry/`);
  await tablet.page.locator('sc-kiosk-page').waitFor();
  await tablet.page.getByText(/待上传 1/).waitFor();
  // It also still decides after a start without any network.
  await passOne();
  await away();
  await tablet.page.getByText(/待上传 2/).waitFor();
  await district.restart();
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  assert.equal(await scansToday(), counted + 5);
});

test('the server killed in the middle of a shift doubles nothing', async () => {
  for (let person = 0; person < 4; person++) {
    await passOne();
    // Killed while the upload of this very scan is under way, before or after it was stored.
    await new Promise((resolve) => setTimeout(resolve, 15 * person));
    await district.kill();
    await away();
    await district.restart();
  }
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  assert.equal(await scansToday(), counted + 9);
});
