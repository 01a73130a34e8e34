import { enter, enterWrongly, goto, press, scan, type Journey } from './step.ts';

export const site: Journey[] = [
  {
    name: 's/ signed out',
    steps: [
      { name: 'no code', go: goto('s/'), shows: 'sc-site-page main .card' },
      { name: 'a code that is none', go: goto('s/?#AAAA'), shows: 'sc-site-page header.bad' },
      { name: 'sign-in', go: scan, shows: 'sc-sign-in-form' },
      { name: 'wrong password', go: enterWrongly, shows: 'sc-sign-in-form .fault:not(:empty)' },
      { name: 'registered', go: enter('me', 'valid'), shows: '.outcome.admit', isNewView: true },
      {
        name: 'the server cannot be reached',
        go: async (at) => {
          await at.context.route('**/api/sitecode/**', (route) => route.abort());
          await at.page.reload();
        },
        shows: '.failed',
      },
      { name: 'not you, with a visit that waits', go: press('.not-you'), shows: '.leaving' },
      { name: 'not you after all', go: press('.leaving button'), shows: 'sc-sign-in-form', isNewView: true },
    ],
  },
  ...(['yellow', 'positive', 'no-test'] as const).map((who): Journey => ({
    name: `s/ ${who}`,
    steps: [
      { name: 'sign-in', go: scan, shows: 'sc-sign-in-form', skipsKeyboard: true },
      { name: 'registered', go: enter('me', who), shows: '.outcome', isNewView: true, skipsKeyboard: true },
    ],
  })),
];
