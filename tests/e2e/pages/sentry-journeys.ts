import type { Locator, Page } from 'playwright-core';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { fleetDeviceTexts } from '../../../src/ui/texts/authority/fleet-device.ts';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import { usualGateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { pinRounds } from '../../../src/domain/gate/pin.ts';
import { staffTexts } from '../../../src/ui/texts/gate/staff.ts';
import { pairTablet } from '../support/pair-tablet.ts';
import { Phone } from '../support/phone.ts';
import { answer, goto, offline, press, type Journey, type Place, type Step } from './step.ts';

const staff = (page: Page): Locator => page.locator('sc-kiosk-page button.staff').last();
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
/** On from one step of the set-up to the next. */
const setUpStep = (from: string, to: string, by: string): Step => ({
  name: `set-up: ${to}`,
  go: async ({ page }) => {
    await page.locator(`sc-set-up [data-at=${from}]`).waitFor();
    await page.locator(by).first().click();
  },
  shows: `sc-set-up [data-at=${to}]`,
  isNewView: true,
});
const pin = '274619';
/** The gate's site has a PIN, as the server says with each heartbeat. */
const pairWithPin = async (at: Place): Promise<void> => {
  const settings = { ...usualGateSettings, version: 1, pin: await hashPin(pin, pinRounds.least) };
  await answer('sentry/heartbeat', (body: object) => ({ ...body, settings }))(at);
  await pairAtGate(at);
};
const typePin = async ({ page }: Place, typed: string): Promise<void> => {
  await page.locator('sc-staff-pin-dialog input').fill(typed);
  await page.locator('sc-staff-pin-dialog form > button').click();
};
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
        name: 'set-up, by itself',
        go: async (at) => {
          await at.page.locator('input[name=code]').fill(await at.stage.pairingCode());
          await at.page.locator('sc-pair-page form > button').click();
        },
        shows: 'sc-set-up [data-at=place]',
        isNewView: true,
      },
      setUpStep('place', 'camera', 'sc-set-up-place .acts button'),
      setUpStep('camera', 'ports', 'sc-set-up-camera .acts button:not([disabled])'),
      setUpStep('ports', 'temperature', 'sc-set-up footer button:nth-of-type(2)'),
      setUpStep('temperature', 'sound', 'sc-set-up footer button:nth-of-type(2)'),
      setUpStep('sound', 'network', 'sc-set-up footer button:nth-of-type(2)'),
      setUpStep('network', 'install', 'sc-set-up-network .acts button:not([disabled])'),
      setUpStep('install', 'storage', 'sc-set-up footer button:nth-of-type(2)'),
      setUpStep('storage', 'summary', 'sc-set-up footer button:nth-of-type(2)'),
      {
        name: 'kiosk',
        go: press('sc-set-up .finish'),
        shows: 'sc-kiosk-page sc-status-strip',
        skipsKeyboard: true,
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
  {
    name: 'sentry/ PIN',
    steps: [
      { name: 'kiosk', go: pairWithPin, shows: 'sc-kiosk-page sc-status-strip', skipsKeyboard: true },
      { name: 'PIN, asked', shows: 'sc-staff-pin-dialog dialog[open]', opener: staff },
      {
        name: 'wrong PIN',
        go: async (at) => {
          await staff(at.page).click();
          await typePin(at, '111111');
        },
        shows: (page) => page.getByText(staffTexts['zh-CN'].pinWrong),
      },
      {
        name: 'settings behind it',
        go: (at) => typePin(at, pin),
        shows: 'sc-staff-dialog #staff dialog[open]',
      },
      {
        name: 'set-up, opened again',
        go: press('sc-staff-dialog [data-set-up]'),
        shows: 'sc-set-up [data-at=place]',
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
