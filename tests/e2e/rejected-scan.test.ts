// What a server can never take stops nothing: it goes to a list that staff see, and everything else goes through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { BoardAnswer, SiteCodeAnswer } from '../../src/domain/api/api.ts';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;

before(async () => {
  district = await DemoDistrict.start();
  tablet = await GateBrowser.open();
});

after(async () => {
  await tablet?.close();
  await district?.stop();
});

async function scansToday(): Promise<number> {
  return (await district.ask<BoardAnswer>('board', await district.signIn('authority'))).scans;
}

/** Leaves on the tablet what version 1 of the app kept there: scans in the clear, one of them of a site that nobody knows. */
async function leaveVersion1(page: Page, sites: number[]): Promise<void> {
  await page.goto(`${district.url}/manifest.webmanifest`);
  await page.evaluate(async (numbers) => {
    const request = indexedDB.open('sitecode-sentry', 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('settings');
      request.result.createObjectStore('scans', { keyPath: 'seq', autoIncrement: true });
      request.result.createObjectStore('rejected', { keyPath: 'scan.seq' });
      request.result.createObjectStore('used');
    });
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const transaction = request.result.transaction('scans', 'readwrite');
    for (const site of numbers)
      transaction.objectStore('scans').add({
        t: Date.now(),
        site,
        zone: 0,
        pass: null,
        outcome: 'attend',
        reasons: ['proof.none'],
        body: null,
        surface: null,
        ambient: null,
        policy: 1,
        showing: null,
        boot: '00112233',
        mono: 1000,
      });
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    request.result.close();
  }, sites);
}

test('a record of an unknown site goes to the list that staff see, and the others go through', async () => {
  const counted = await scansToday();
  // Records are taken for the gate's own place alone.
  const { siteCode } = await district.cast();
  const fragment = new URL(siteCode).hash.slice(1);
  const { place } = await district.ask<SiteCodeAnswer>('site-code', null, { code: fragment });
  await leaveVersion1(tablet.page, [place.site, 999_999, place.site]);
  const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
  await pairTablet(tablet.page, district.url, code);
  const strip = tablet.page.locator('sc-status-strip');
  await strip.getByText('被拒 1').waitFor({ timeout: 60_000 });
  await strip.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  assert.equal(await scansToday(), counted + 2);
  await tablet.page.getByRole('button', { name: '工作人员设置' }).click();
  await tablet.page.getByText('第 2 条：字段“site”').waitFor();
});

test('a rejected record keeps the pairing, is asked for again by staff, and stays in the list when it is refused again', async () => {
  assert.equal(await tablet.page.getByRole('button', { name: '解除配对' }).isDisabled(), true);
  const refused = tablet.page.waitForResponse(
    (response) => response.url().endsWith('/sentry/scans') && response.ok(),
  );
  await tablet.page.getByRole('button', { name: '全部重新上传' }).click();
  const { results } = (await (await refused).json()) as { results: { status: string }[] };
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected'],
  );
  await tablet.page.locator('sc-status-strip').getByText('被拒 1').waitFor();
});

test('people are admitted and uploaded as before while a record lies in that list', async () => {
  await tablet.page.getByRole('button', { name: '关闭' }).click();
  const counted = await scansToday();
  tablet.camera.show(await (await Phone.of(district, 'yellow')).text());
  assert.match(await verdictWords(tablet.page), /黄码/);
  tablet.camera.show(null);
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 30_000 });
  assert.equal(await scansToday(), counted + 1);
});
