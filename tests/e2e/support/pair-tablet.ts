import type { Page } from 'playwright-core';

/** Types a pairing code into the tablet's page, leaves the set-up that comes by itself for later, and waits for the kiosk. */
export async function pairTablet(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(`${origin}/sentry/`);
  await page.locator('input[name=code]').fill(code);
  await page.locator('sc-pair-page form > button').click();
  await page.locator('sc-kiosk-page').waitFor();
  await page.locator('sc-set-up .later').click();
  await page.locator('sc-set-up dialog:not([open])').waitFor({ state: 'attached' });
}
