// The whole way once: a citizen's own phone page is shown to a sentry's camera; the sentry decides, speaks, records and
// uploads; the authority and the venue's manager see it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { BoardAnswer } from '../../src/domain/api/api.ts';
import type { DemoCastAnswer } from '../../src/domain/api/demo-api.ts';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { readQr } from './support/read-qr.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;
let browser: Browser;
let cast: DemoCastAnswer;

before(async () => {
  district = await DemoDistrict.start();
  cast = await district.cast();
  tablet = await GateBrowser.open();
  browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
});

after(async () => {
  await tablet?.close();
  await browser?.close();
  await district?.stop();
});

function login(face: 'me' | 'venue' | 'authority', role?: string): DemoCastAnswer['logins'][number] {
  return cast.logins.find((each) => each.face === face && (role === undefined || each.role === role))!;
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.locator('input[type=email], input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('sc-sign-in-form button[type=submit], form button').first().click();
}

function openContext(width: number, height: number): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
}

/** The phone goes, for longer than one stop lasts: the next code is the next person's. */
async function phoneAway(): Promise<void> {
  tablet.camera.show(null);
  await tablet.page.waitForTimeout(3300);
}

/** Waits until the queue strip says that nothing waits. */
async function uploaded(): Promise<void> {
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 40_000 });
}

async function board(): Promise<BoardAnswer> {
  return district.ask<BoardAnswer>('board', await district.signIn('authority'));
}

test('a manager makes a pairing code on the venue page and the tablet pairs with it', async () => {
  const context = await openContext(1280, 900);
  const page = await context.newPage();
  await page.goto(`${district.url}/venue/`);
  await signIn(page, login('venue'));
  await page.getByRole('button', { name: '配对哨兵' }).first().click();
  await page.locator('sc-pair-sentry input[name=name]').fill('北门');
  await page.locator('sc-pair-sentry button[type=submit]').click();
  const code = (await page.locator('sc-pair-sentry .code').innerText()).trim();
  assert.match(code, /^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  await pairTablet(tablet.page, district.url, code.toLowerCase());
  await tablet.page.getByText('已联网').waitFor();
  await context.close();
});

test("the code on the citizen's own phone page gives a verdict with name, result and doses", async () => {
  const context = await openContext(390, 844);
  const phone = await context.newPage();
  await phone.goto(`${district.url}/me/`);
  await signIn(phone, login('me'));
  await phone.locator('sc-qr-code svg').first().waitFor();
  const text = await readQr(await phone.screenshot());
  assert.match(text, /^H1:/);
  tablet.camera.show(text);
  const words = await verdictWords(tablet.page);
  assert.match(words, /\*/, 'the masked name');
  assert.match(words, /阴性/);
  assert.match(words, /剂/);
  // This tablet has no thermometer: a missing fact never admits.
  assert.doesNotMatch(words, /请通行/);
  assert.match(words, /未测到体温/);
  await phoneAway();
  await uploaded();
  await context.close();
});

test('the authority sees the scan and its alarm without loading the page again', async () => {
  const context = await openContext(1280, 900);
  const page = await context.newPage();
  await page.goto(`${district.url}/authority/`);
  await signIn(page, login('authority'));
  await page.getByText('北门').first().waitFor();
  const counted = await board();
  tablet.camera.show(await (await Phone.of(district, 'positive')).text());
  const words = await verdictWords(tablet.page);
  assert.match(words, /禁止通行/);
  assert.match(words, /阳性|红码/);
  // The whole figure of its own tile: a single digit stands in many words of the page, its clock among them.
  const figure = (counted.scans + 1).toLocaleString('zh-CN');
  await page
    .locator('sc-stat-tile#scans .value')
    .filter({ hasText: new RegExp(`^\\s*${figure}\\s*$`) })
    .waitFor({ timeout: 20_000 });
  const now = await board();
  assert.equal(now.scans, counted.scans + 1);
  assert.equal(now.alerts, counted.alerts + 1);
  assert.equal(now.alarms[0]?.sentryName, '北门');
  await phoneAway();
  await context.close();
});

test("the venue's manager sees an alarm at the gate without loading the page again", async () => {
  const context = await openContext(1280, 900);
  const page = await context.newPage();
  await page.goto(`${district.url}/venue/`);
  await signIn(page, login('venue'));
  await page.getByText('北门').first().waitFor();
  const banner = page.locator('sc-alarm-banner').filter({ hasText: '黄码' }).filter({ hasText: '北门' });
  assert.equal(await banner.count(), 0);
  tablet.camera.show(await (await Phone.of(district, 'yellow')).text());
  assert.match(await verdictWords(tablet.page), /黄码/);
  await banner.waitFor({ timeout: 15_000 });
  await phoneAway();
  await context.close();
});

test('expired, old, replayed and forged codes are refused', async () => {
  const valid = await Phone.of(district, 'valid');
  const expired = await Phone.of(district, 'valid', 2 * 24 * 60);
  const { fields } = expired.held;
  const end = fields.notBefore + fields.lifetimeMinutes * 60_000;
  const live = await valid.text();
  const cases: [string, string, RegExp][] = [
    ['expired', await expired.text(end - 10_000), /已过期/],
    ['screenshot', await valid.text(Date.now() - 10 * 60_000), /旧的画面/],
    ['forged', `${live.slice(0, 40)}${live[40] === 'A' ? 'B' : 'A'}${live.slice(41)}`, /无效|不是健康码/],
  ];
  for (const [name, text, reason] of cases) {
    tablet.camera.show(text);
    const words = await verdictWords(tablet.page);
    assert.match(words, /禁止通行/, name);
    assert.match(words, reason, name);
    await phoneAway();
  }
  tablet.camera.show(live);
  assert.match(await verdictWords(tablet.page), /未测到体温/);
  await phoneAway();
  // The very same showing once more, as a picture of the screen would be.
  tablet.camera.show(live);
  assert.match(await verdictWords(tablet.page), /已使用|旧的画面/);
  await phoneAway();
});

test('a site code registers a visit on a phone and shows place, status and last result', async () => {
  const context = await openContext(390, 844);
  const phone = await context.newPage();
  await phone.goto(cast.siteCode);
  await signIn(phone, login('me'));
  await phone.getByText('阴性').first().waitFor();
  const before = await board();
  assert.ok(before.visits > 0);
  await phone.reload();
  await phone.getByText('阴性').first().waitFor();
  assert.equal((await board()).visits, before.visits, 'a reload registers nothing twice');
  await context.close();
});
