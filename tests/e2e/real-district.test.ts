// A real district's server has no demo: no routes, no logins, and a page that says so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { needBuilt } from '../../tools/testing/built.ts';
import { places } from '../../tools/places.ts';
import { TestDistrict } from '../server/support/district.ts';

let district: TestDistrict;
let browser: Browser;

before(async () => {
  await needBuilt(['server', 'app']);
  district = await TestDistrict.open({ publicFolder: places.publicFiles });
  browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
});

after(async () => {
  await browser?.close();
  await district?.close();
});

test('the demo page of a real district says that there is no demo here, and shows no panel', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await page.goto(`${district.server.url}/sentry/?demo`);
  await page.getByText('服务器不是演示区域，演示面板不可用。').waitFor();
  assert.equal(await page.locator('sc-demo-panel, sc-kiosk-page').count(), 0);
  await page.getByRole('link', { name: '打开哨兵' }).click();
  await page.locator('sc-pair-page').waitFor();
  await page.close();
});

test('the sign-in pages of a real district offer no demo logins, though the address asks for them', async () => {
  for (const face of ['me', 'venue', 'authority']) {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const cast = page.waitForResponse((response) => response.url().endsWith('/demo/cast'));
    await page.goto(`${district.server.url}/${face}/?demo`);
    await page.locator('sc-sign-in-form').waitFor();
    assert.equal((await cast).status(), 404, face);
    assert.equal(await page.locator('sc-demo-logins button').count(), 0, face);
    await page.close();
  }
});
