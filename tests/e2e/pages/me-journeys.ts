import type { Locator, Page } from 'playwright-core';
import { enter, enterWrongly, goto, offline, passwordStep, press, type Journey } from './step.ts';

const signOutMe = (page: Page): Locator => page.locator('sc-me-app .foot button.quiet').last();
export const me: Journey[] = [
  {
    name: 'me/ a healthy person',
    steps: [
      { name: 'sign-in', go: goto('me/?demo'), shows: 'sc-demo-logins button' },
      { name: 'wrong password', go: enterWrongly, shows: 'sc-sign-in-form .fault:not(:empty)' },
      { name: 'pass', go: enter('me', 'valid'), shows: 'sc-pass-screen sc-qr-code svg', isNewView: true },
      {
        name: 'sign-out, asked',
        shows: 'sc-me-app sc-overlay dialog[open]',
        opener: signOutMe,
      },
      passwordStep,
      {
        name: 'loaded anew while it asks',
        go: async ({ page }) => {
          await signOutMe(page).click();
          await page.locator('sc-me-app sc-overlay dialog[open]').first().waitFor();
          await page.reload();
          await page.locator('sc-pass-screen sc-qr-code svg').waitFor();
          // Or the first Back would do nothing.
          await page.waitForFunction('!history.state?.sitecodeOverlays');
        },
        shows: 'sc-pass-screen sc-qr-code svg',
        skipsKeyboard: true,
      },
      {
        name: 'the scanner',
        shows: 'sc-code-scanner video',
        opener: (page) => page.locator('sc-pass-screen button.scan'),
      },
      {
        name: 'the full name, asked once',
        go: press('sc-my-record button[name=own-name]'),
        shows: 'sc-own-identity input[name=idNumber]',
      },
      {
        name: 'the full name, kept on the phone',
        go: async ({ page, stage }) => {
          const { name, idNumber } = stage.login('me', 'valid');
          await page.locator('sc-own-identity input[name=name]').fill(name);
          await page.locator('sc-own-identity input[name=idNumber]').fill(idNumber!);
          await page.locator('sc-own-identity button[type=submit]').click();
          await page.locator('sc-my-record .who').getByText(name).waitFor();
        },
        shows: 'sc-my-record .who',
      },
      {
        name: 'pass on paper',
        shows: 'sc-paper-card article',
        opener: (page) => page.locator('sc-paper-offer button').first(),
      },
      {
        name: 'who looked at my data',
        go: press('sc-me-app details#access > summary'),
        shows: 'sc-access-log :is(ol, p[role=status])',
      },
      {
        name: 'own rights',
        go: press('sc-me-app details#rights > summary'),
        shows: 'sc-own-rights sc-own-requests sc-form[name=correction] textarea',
      },
      {
        name: 'rosters',
        go: press('sc-me-app details#rosters > summary'),
        shows: 'sc-own-rosters form',
      },
      {
        name: 'a child',
        go: press('sc-people-switch button >> nth=1'),
        shows: 'sc-pass-screen sc-qr-code svg',
      },
      {
        name: 'without a network',
        go: async (at) => {
          await offline(at);
          await at.page.locator('sc-pass-screen .under button').click();
        },
        shows: 'sc-pass-notices *',
      },
    ],
  },
  ...(['yellow', 'positive', 'no-test', 'old-test'] as const).map((who): Journey => ({
    name: `me/ ${who}`,
    steps: [
      { name: 'sign-in', go: goto('me/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      { name: 'pass', go: enter('me', who), shows: 'sc-pass-screen sc-qr-code svg', isNewView: true },
    ],
  })),
];
