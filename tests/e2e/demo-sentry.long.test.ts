// The demo sentry needs no hardware: the panel's emulated camera and thermometer go the sentry's own way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { DemoDistrict } from './support/demo-district.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let browser: Browser;
let page: Page;

before(async () => {
  district = await DemoDistrict.start();
  browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: [...browserArguments(), '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  await page.goto(`${district.url}/sentry/?demo`);
  await page.locator('[data-visitor=valid]:not([disabled])').waitFor({ timeout: 30_000 });
  await page.getByText(/测温 正常/).waitFor({ timeout: 20_000 });
});

after(async () => {
  await browser?.close();
  await district?.stop();
});

/** Brings a visitor and answers with the words on the screen. */
async function bring(visitor: string): Promise<string> {
  await page.locator(`[data-visitor=${visitor}]`).click();
  const words = await verdictWords(page);
  await page.locator('[data-action=clear]').click();
  return words;
}

test('a healthy person with a live code and a normal temperature is admitted', async () => {
  const words = await bring('valid');
  assert.match(words, /请通行/);
  assert.match(words, /3[67]\.\d °C/);
  assert.match(words, /阴性/);
  assert.match(words, /小时前采样|分钟前采样|天前采样/);
  assert.match(words, /\d 剂/);
});

const others: [visitor: string, verdict: RegExp, reason: RegExp][] = [
  ['feverish', /请联系工作人员/, /体温异常/],
  ['positive', /禁止通行/, /红码|阳性/],
  ['old-test', /请联系工作人员/, /核酸检测已过期/],
  ['no-test', /请联系工作人员/, /没有核酸/],
  ['yellow', /请联系工作人员/, /黄码/],
  ['expired', /禁止通行/, /过期/],
  ['screenshot', /禁止通行/, /旧的画面/],
  ['forged', /禁止通行/, /签名不符/],
  ['hcert', /请联系工作人员/, /外部凭证不能证明持有人/],
  ['smart-health-card', /请联系工作人员/, /外部凭证不能证明持有人/],
];
for (const [visitor, verdict, reason] of others) {
  test(`the visitor "${visitor}" is not admitted, and the screen says why`, async () => {
    const words = await bring(visitor);
    assert.match(words, verdict);
    assert.match(words, reason);
    assert.doesNotMatch(words, /请通行/);
  });
}

test('a code shown twice is refused the second time', async () => {
  assert.match(await bring('valid'), /请通行/);
  assert.match(await bring('replayed'), /已使用/);
});

test('a foreign certificate completes its holder’s pass when the guard says so, and nobody else’s', async () => {
  const anotherProof = async (): Promise<void> => {
    await bring('hcert');
    await page.getByRole('button', { name: '此人还有其他凭证', exact: true }).click();
    await page.getByText('正在补充 林*岚 的凭证').waitFor();
  };
  await anotherProof();
  const completed = await bring('valid');
  assert.match(completed, /请通行/);
  assert.match(completed, /签发：/, 'who signed what the pass was completed by');
  await page.getByText('正在补充').waitFor({ state: 'detached' });

  await anotherProof();
  const next = await bring('yellow');
  assert.match(next, /黄码/);
  assert.doesNotMatch(next, /签发：|不是同一个人|林\*岚/);
  await page.getByText('正在补充').waitFor({ state: 'detached' });

  await bring('hcert');
  const untouched = await bring('valid');
  assert.match(untouched, /请通行/);
  assert.doesNotMatch(untouched, /签发：/, 'without a tap nothing is joined');
});

test('a thermometer unplugged in mid-frame sends people to staff, and works again when it is plugged in', async () => {
  await page.locator('[data-action=unplug]').click();
  await page.getByText(/测温 (已断开|未连接)/).waitFor();
  assert.match(await bring('valid'), /未测到体温/);
  await page.locator('[data-action=plug]').click();
  await page.getByText(/测温 正常/).waitFor({ timeout: 20_000 });
  assert.match(await bring('valid'), /请通行/);
});

test('with the server gone everything in the demo goes on', async () => {
  await district.kill();
  assert.match(await bring('valid'), /请通行/);
  assert.match(await bring('positive'), /禁止通行/);
  await page.getByText(/待上传 [1-9]/).waitFor();
  await district.restart();
  await page.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
});
