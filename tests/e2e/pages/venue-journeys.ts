import { answer, enter, enterWrongly, goto, passwordStep, press, type Journey } from './step.ts';

export const venue: Journey[] = [
  {
    name: 'venue/',
    steps: [
      { name: 'sign-in', go: goto('venue/?demo'), shows: 'sc-demo-logins button' },
      { name: 'wrong password', go: enterWrongly, shows: 'sc-sign-in-form .fault:not(:empty)' },
      { name: 'sites', go: enter('venue'), shows: 'sc-site-card sc-site-sentries', isNewView: true },
      {
        name: 'poster',
        shows: 'sc-poster-page button:not(.quiet)',
        opener: (page) => page.locator('sc-site-card .posters a').first(),
      },
      passwordStep,
      {
        name: 'change of the password, nothing typed',
        go: async ({ page }) => {
          await page.locator('button[name=change-password]').click();
          await page.locator('sc-password-dialog button[type=submit]').click();
        },
        shows: 'sc-password-dialog .problem',
        skipsKeyboard: true,
      },
      {
        name: 'pairing',
        go: async (at) => {
          await at.page.goBack();
          await press('sc-site-card .head button')(at);
        },
        shows: 'sc-pair-sentry form',
      },
      {
        name: 'pairing, no name',
        go: press('sc-pair-sentry button[type=submit]'),
        shows: 'sc-pair-sentry .problem',
        skipsKeyboard: true,
      },
      {
        name: 'pairing code',
        go: async ({ page }) => {
          await page
            .locator('sc-pair-sentry input[name=name]')
            .fill('North entrance, revolving door, left-hand side');
          await page.locator('sc-pair-sentry button[type=submit]').click();
        },
        shows: 'sc-pair-sentry .code',
      },
      {
        name: 'roster',
        go: press('sc-site-card .roster a'),
        shows: 'sc-roster-page sc-data-table',
      },
      {
        name: 'invitation to a roster',
        go: press('sc-roster-page button[name=invite]'),
        shows: 'sc-roster-invitation form',
      },
      {
        name: 'without a network',
        go: async (at) => {
          await at.context.route('**/api/**', (route) => route.abort());
          await at.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
          await at.page.reload();
        },
        shows: 'sc-venue-page sc-page .stale',
        skipsKeyboard: true,
      },
    ],
  },
  {
    name: 'venue/ an owner of nothing',
    steps: [
      { name: 'sign-in', go: goto('venue/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      {
        name: 'no sites',
        go: async (at) => {
          await answer('venue', (body: object) => ({ ...body, sites: [], alarms: [] }))(at);
          await enter('venue')(at);
        },
        shows: 'sc-venue-page sc-page h1',
        isNewView: true,
      },
    ],
  },
];
