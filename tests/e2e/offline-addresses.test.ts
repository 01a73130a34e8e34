// Once a phone or a tablet has the app, each way of writing a page's address opens that page with the server gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { DemoDistrict } from './support/demo-district.ts';

let district: DemoDistrict;
let browser: Browser;
let page: Page;

before(async () => {
  district = await DemoDistrict.start();
  browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
  page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await page.goto(`${district.url}/me/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await district.kill();
});

after(async () => {
  await browser?.close();
  await district?.stop();
});

const addresses: [written: string, opened: string, element: string][] = [
  ['/me', '/me/', 'sc-me-app'],
  ['/me/', '/me/', 'sc-me-app'],
  ['/me/index.html', '/me/', 'sc-me-app'],
  ['/me/index.html?from=timeline', '/me/?from=timeline', 'sc-me-app'],
  ['/Me', '/me/', 'sc-me-app'],
  ['/me//', '/me/', 'sc-me-app'],
  ['/me%20', '/me/', 'sc-me-app'],
  ['/me。', '/me/', 'sc-me-app'],
  ['/me?', '/me/', 'sc-me-app'],
  ['/me/?', '/me/?', 'sc-me-app'],
  ['/me?from=singlemessage&isappinstalled=0', '/me/?from=singlemessage&isappinstalled=0', 'sc-me-app'],
  ['/me/?from=singlemessage&isappinstalled=0', '/me/?from=singlemessage&isappinstalled=0', 'sc-me-app'],
  ['/me/?utm_source=x&utm_medium=y', '/me/?utm_source=x&utm_medium=y', 'sc-me-app'],
  ['/me/?fbclid=abc', '/me/?fbclid=abc', 'sc-me-app'],
  ['/me/?gclid=1&anything=%E4%BD%A0&=', '/me/?gclid=1&anything=%E4%BD%A0&=', 'sc-me-app'],
  ['/me/?%E0%A4%A', '/me/?%E0%A4%A', 'sc-me-app'],
  ['/sentry?demo', '/sentry/?demo', 'sc-sentry-app'],
  ['/sentry/?demo&from=timeline', '/sentry/?demo&from=timeline', 'sc-sentry-app'],
  ['/venue?lang=en', '/venue/?lang=en', 'sc-venue-app'],
  ['/authority#sentries', '/authority/#sentries', 'sc-authority-app'],
  ['/?source=pwa&from=timeline', '/?source=pwa&from=timeline', 'body.landing'],
  ['/index.html?utm_source=x', '/?utm_source=x', 'body.landing'],
];
for (const [written, opened, element] of addresses) {
  test(`${written} opens ${opened}`, async () => {
    await page.goto(`${district.url}${written}`);
    await page.locator(element).waitFor({ state: 'attached' });
    assert.equal(page.url(), `${district.url}${opened}`);
  });
}
