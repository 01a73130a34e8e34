// Two tabs of one browser share a session: a token that one of them renews is nothing to the other, another account is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { DemoCastAnswer } from '../../src/domain/api/demo-api.ts';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { DemoDistrict } from './support/demo-district.ts';

type Face = 'me' | 'venue' | 'authority';
const keys = { me: 'sitecode.citizen', venue: 'sitecode.owner', authority: 'sitecode.staff' };

let district: DemoDistrict;
let browser: Browser;
let context: BrowserContext;
let cast: DemoCastAnswer;

before(async () => {
  district = await DemoDistrict.start();
  cast = await district.cast();
  browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
  context = await browser.newContext({ locale: 'zh-CN' });
});

after(async () => {
  await browser?.close();
  await district?.stop();
});

async function signIn(page: Page, face: Face, which = 0): Promise<void> {
  const login = cast.logins.filter((each) => each.face === face)[which]!;
  await page.locator('input[name=email]').fill(login.email);
  await page.locator('input[name=password]').fill(login.password);
  await page.locator('sc-sign-in-form button[type=submit]').click();
}

/** A page of a face, and a mark on its window: a page that is loaded anew has it no longer. */
async function open(face: Face): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${district.url}/${face}/`);
  await mark(page);
  return page;
}

const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => 'marked' in window);

/** Opens the face in another tab until the token it renews is another one: a token is made to the second. */
async function renewInAnotherTab(face: Face, first: Page): Promise<Page> {
  const key = keys[face];
  const token = (page: Page) => page.evaluate((name) => localStorage.getItem(name), key);
  const before = await token(first);
  const other = await context.newPage();
  for (;;) {
    const renewed = other.waitForResponse((answer) => answer.url().endsWith('/auth-refresh'));
    await other.goto(`${district.url}/${face}/`);
    await (await renewed).finished();
    await other.waitForFunction((name) => localStorage.getItem(name) !== null, key);
    if ((await token(other)) !== before) return other;
  }
}

test('a one-time pairing code stays on the screen while another tab renews the token; a sign-out there ends both', async () => {
  const first = await open('venue');
  await signIn(first, 'venue');
  await first.getByRole('button', { name: '配对哨兵' }).first().click();
  await first.locator('sc-pair-sentry input[name=name]').fill('西门');
  await first.locator('sc-pair-sentry button[type=submit]').click();
  const code = await first.locator('sc-pair-sentry .code').innerText();

  const other = await renewInAnotherTab('venue', first);
  // What comes after the other tab's token shows that the event was dealt with.
  await other.evaluate(() => localStorage.setItem('test.after', '1'));
  await first.waitForFunction(() => localStorage.getItem('test.after') === '1');
  assert.equal(await first.locator('sc-pair-sentry .code').innerText(), code);
  assert.equal(await isMarked(first), true);

  await other.getByRole('button', { name: '退出登录' }).click();
  await first.locator('sc-sign-in-form').waitFor();
  assert.equal(await first.locator('sc-pair-sentry').count(), 0);
  await first.close();
  await other.close();
});

test('a pass stays as it is while another tab renews the token; it goes when another person signs in there', async () => {
  const first = await open('me');
  await signIn(first, 'me');
  await first.locator('sc-qr-code svg').first().waitFor();
  await first.locator('summary').first().click();
  const name = await first.locator('sc-pass-screen .name').innerText();

  const other = await renewInAnotherTab('me', first);
  await other.locator('sc-qr-code svg').first().waitFor();
  assert.equal(await isMarked(first), true);
  assert.equal(await first.locator('details[open]').count(), 1);

  await other.getByRole('button', { name: '退出登录' }).click();
  await other.getByRole('button', { name: '删除并退出' }).click();
  await first.locator('sc-sign-in-form').waitFor();
  await signIn(other, 'me', 1);
  await other.locator('sc-qr-code svg').first().waitFor();
  await first.locator('sc-qr-code svg').first().waitFor();
  assert.notEqual(await first.locator('sc-pass-screen .name').innerText(), name);
  await first.close();
  await other.close();
});

test('a board stays while another tab renews the token, and begins anew for another account', async () => {
  const first = await open('authority');
  await signIn(first, 'authority');
  await first.locator('sc-board-page').waitFor();

  const other = await renewInAnotherTab('authority', first);
  await other.locator('sc-board-page').waitFor();
  assert.equal(await isMarked(first), true);

  const token = await district.signIn('authority', 'lab');
  await other.evaluate(([key, value]) => localStorage.setItem(key!, value!), [
    keys.authority,
    token,
  ] as const);
  await first.waitForFunction(() => !('marked' in window));
  await first.locator('sc-closed-page').waitFor();
  await first.close();
  await other.close();
});
