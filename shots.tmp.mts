import { chromium } from 'playwright-core';
import { browserExecutable, browserArguments } from './tools/browser.mjs';
const url = 'http://127.0.0.1:19210';
const out = '/tmp/w-pass-demo';
const browser = await chromium.launch({ executablePath: await browserExecutable(), args: browserArguments() });
async function me(lang: string) {
  const c = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: lang });
  const p = await c.newPage();
  p.on('pageerror', (e) => console.log('ERR', e.message));
  await p.goto(`${url}/me/`);
  await p.locator('input').first().fill('valid@demo.example');
  await p.locator('input[type=password]').fill('demo-sitecode-2026');
  await p.locator('button[type=submit], sc-sign-in-form button').first().click();
  await p.locator('sc-people-switch button').nth(2).waitFor({ timeout: 15000 });
  await p.waitForTimeout(1500);
  await p.screenshot({ path: `${out}/me-${lang}.png` });
  await p.locator('sc-people-switch button').nth(1).click();
  await p.waitForTimeout(800);
  await p.locator('button.scan').click();
  await p.locator('sc-code-scanner').waitFor();
  await p.waitForTimeout(800);
  await p.screenshot({ path: `${out}/scan-${lang}.png` });
  await p.locator('sc-code-scanner').evaluate((el) =>
    el.dispatchEvent(new CustomEvent('sentry-code', { detail: { site: 1, device: 1, challenge: Uint8Array.of(1, 2, 3, 4) } })),
  );
  await p.waitForTimeout(900);
  await p.screenshot({ path: `${out}/answer-${lang}.png` });
  await p.locator('sc-paper-offer button').click();
  await p.locator('sc-paper-card article').waitFor();
  await p.waitForTimeout(400);
  await p.screenshot({ path: `${out}/paper-${lang}.png`, fullPage: true });
  await c.close();
}
async function kiosk(lang: string, width: number, height: number) {
  const c = await browser.newContext({ viewport: { width, height }, locale: lang });
  const p = await c.newPage();
  p.on('pageerror', (e) => console.log('ERR', e.message));
  await p.goto(`${url}/sentry/?demo`);
  await p.locator('sc-sentry-code').waitFor({ timeout: 20000 });
  await p.waitForTimeout(1500);
  await p.screenshot({ path: `${out}/kiosk-${lang}-${width}.png` });
  await c.close();
}
for (const step of [() => me('en'), () => kiosk('zh-CN', 1280, 800), () => kiosk('en', 1010, 720), () => kiosk('zh-CN', 600, 960)])
  await step().catch((e) => console.log(String(e).slice(0, 300)));
await browser.close();
