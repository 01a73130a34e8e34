import type { Locator, Page } from 'playwright-core';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { fleetDeviceTexts } from '../../../src/ui/texts/authority/fleet-device.ts';
import { pairTablet } from '../support/pair-tablet.ts';
import { Phone } from '../support/phone.ts';
import { goto, offline, press, type Journey, type Place, type Step } from './step.ts';

const staff = (page: Page): Locator => page.locator('sc-kiosk-page button.staff');
const kioskVerdict = (who: 'positive' | 'yellow'): Step => ({
  name: `verdict: ${who}`,
  go: async ({ stage }) => stage.camera.show(await (await Phone.of(stage.district, who)).text()),
  shows: 'sc-verdict-panel',
  isPassing: true,
});
/** Shows somebody's code until there is a verdict. */
const showCode = async ({ page, stage }: Place, who: 'no-test'): Promise<void> => {
  stage.camera.show(await (await Phone.of(stage.district, who)).text());
  await page.locator('sc-verdict-panel').waitFor();
};
/** The number of the device that a page is. */
const deviceOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const app = document.querySelector('sc-sentry-app')!;
    return (app.shadowRoot!.querySelector('sc-kiosk-page') as KioskPage).device.pairing!.sentry.device;
  });
const letIn = press('sc-emergency-bar .act');
const pairAtGate = async ({ page, stage }: Place): Promise<void> => {
  await pairTablet(page, stage.url, await stage.pairingCode());
};
export const sentry: Journey[] = [
  {
    name: 'sentry/',
    steps: [
      { name: 'pairing', go: goto('sentry/'), shows: 'sc-pair-page input' },
      {
        name: 'wrong code',
        go: async ({ page }) => {
          await page.locator('input[name=code]').fill('AAAA-AAAA');
          await page.locator('sc-pair-page form > button').click();
        },
        shows: 'sc-pair-page .fault:not([hidden])',
      },
      {
        name: 'kiosk',
        go: async (at) => {
          await at.page.locator('input[name=code]').fill(await at.stage.pairingCode());
          await at.page.locator('sc-pair-page form > button').click();
        },
        shows: 'sc-kiosk-page sc-status-strip',
        isNewView: true,
      },
      { name: 'staff', shows: 'sc-staff-dialog #staff dialog[open]', opener: staff },
      {
        name: 'end of pairing, asked',
        go: async ({ page }) => staff(page).click(),
        shows: 'sc-staff-dialog #confirm dialog[open]',
        opener: (page) => page.locator('sc-staff-dialog #staff button.danger'),
      },
      {
        name: 'without a network',
        go: async (at) => {
          await at.page.goBack();
          await at.page.locator('sc-staff-dialog #staff dialog:not([open])').waitFor({ state: 'attached' });
          await offline(at);
        },
        shows: 'sc-status-strip',
        skipsKeyboard: true,
      },
    ],
  },
  ...(['positive', 'yellow'] as const).map((who): Journey => ({
    name: `sentry/ ${who}`,
    steps: [
      { name: 'kiosk', go: pairAtGate, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      kioskVerdict(who),
    ],
  })),
  {
    name: 'sentry/ a second proof',
    steps: [
      { name: 'kiosk', go: pairAtGate, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      {
        name: 'the other proof is waited for',
        go: async (at) => {
          await showCode(at, 'no-test');
          await at.page.locator('sc-verdict-panel button.another').click();
          at.stage.camera.show(null);
        },
        shows: 'sc-second-proof',
        isNewView: true,
        isPassing: true,
      },
    ],
  },
  {
    name: 'sentry/ emergency',
    steps: [
      { name: 'kiosk', go: pairAtGate, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      {
        name: 'why, asked',
        go: async (at) => {
          await letIn(at);
          await at.page.locator('sc-kiosk-page .let-in').waitFor({ state: 'hidden' });
        },
        shows: 'sc-emergency-bar [data-cause]',
      },
      {
        name: 'let in',
        go: async (at) => {
          await press('sc-emergency-bar [data-later]')(at);
          await letIn(at);
        },
        shows: 'sc-kiosk-page .let-in',
        isPassing: true,
        skipsKeyboard: true,
      },
    ],
  },
  {
    name: 'sentry/ commands',
    steps: [
      { name: 'kiosk', go: pairAtGate, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      {
        name: 'locked',
        go: async ({ page, stage }) => {
          await stage.command('lock', [await deviceOf(page)]);
          // It asks at its start.
          await page.reload();
        },
        shows: (page) => page.getByText(fleetDeviceTexts['zh-CN'].lockedBanner),
      },
      {
        name: 'wiped, with scans that wait',
        go: async (at) => {
          const { page, stage } = at;
          await at.context.route('**/api/sitecode/sentry/scans*', (route) => route.abort());
          await letIn(at);
          await page.locator('sc-emergency-bar [data-later]').click();
          // It hears of it at once.
          const { id } = await stage.command('wipe', [await deviceOf(page)]);
          await stage.approve(id);
        },
        shows: 'sc-wiped-page h1',
        isNewView: true,
      },
    ],
  },
  {
    name: 'sentry/ in a second window',
    steps: [
      { name: 'kiosk', go: pairAtGate, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      {
        name: 'the window before',
        go: async ({ context, stage }) => {
          const other = await context.newPage();
          await other.goto(`${stage.url}/sentry/`);
          await other.locator('sc-kiosk-page').waitFor();
        },
        shows: 'sc-sentry-app .message button',
        isNewView: true,
      },
    ],
  },
  {
    name: 'sentry/?demo',
    steps: [
      { name: 'panel', go: goto('sentry/?demo'), shows: '[data-visitor=valid]:not([disabled])' },
      {
        name: 'verdict: valid',
        go: async ({ page }) => {
          await page.getByText(/测温 正常/).waitFor();
          await page.locator('[data-visitor=valid]').click();
        },
        shows: 'sc-verdict-panel[outcome=admit]',
        isPassing: true,
        skipsKeyboard: true,
      },
    ],
  },
];
