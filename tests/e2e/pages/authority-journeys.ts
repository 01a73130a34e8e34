import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { enter, goto, passwordStep, press, type Journey, type Step } from './step.ts';

/** On a phone the pages lie in a tray. */
const pagesTray = (page: Page): Locator => page.locator('sc-authority-nav sc-tray > button');
const linkTo = (id: string) => (page: Page) => page.locator(`sc-authority-nav sc-tray a[href="#${id}"]`);
const page = (id: string, shows: string): Step => ({
  name: id,
  go: async (at) => {
    await pagesTray(at.page).click();
    await linkTo(id)(at.page).click();
  },
  shows,
  isNewView: true,
});
const toApprove = press('sc-authority-header a[name=to-approve]');
const workTray = (page: Page): Locator => page.locator('sc-trays sc-tray > button');
const accountTray = (page: Page): Locator => page.locator('sc-authority-header > header > sc-tray > button');
/** Of an area that does not exist, and of nobody in the demo. */
const nobodysNumber = '000000194001019992';
/** Fills in a command and comes to the question whether it is meant. */
const giveCommand = async (acts: Locator): Promise<void> => {
  await acts.locator('input[name=reason]').fill('Maintenance of the revolving door');
  await acts.locator('form[name=command] > button').click();
};
export const authority: Journey[] = [
  {
    name: 'authority/ invited',
    steps: [{ name: 'join', go: goto('authority/#join'), shows: 'sc-join-page sc-form' }],
  },
  {
    name: 'authority/ administrator',
    steps: [
      { name: 'sign-in', go: goto('authority/?demo'), shows: 'sc-demo-logins button' },
      {
        name: 'board',
        go: enter('authority', 'administrator'),
        shows: 'sc-board-page sc-board-tiles',
        isNewView: true,
      },
      {
        name: 'the pages, in their tray',
        go: async (at) => pagesTray(at.page).click(),
        shows: 'sc-authority-nav sc-tray a',
      },
      {
        name: 'the work, in its tray',
        go: async (at) => {
          await at.page.keyboard.press('Escape');
          await workTray(at.page).click();
        },
        shows: 'sc-trays sc-work-list',
      },
      {
        name: 'the account, in its tray',
        go: async (at) => {
          await at.page.keyboard.press('Escape');
          await accountTray(at.page).click();
        },
        shows: 'button[name=sign-out]',
      },
      {
        ...passwordStep,
        go: ({ page }) => page.keyboard.press('Escape'),
        opener: accountTray,
        inTray: passwordStep.opener!,
      },
      {
        name: 'the latest alarms as a table',
        go: press('sc-board-page sc-page nav a[href*="view=alarms"]'),
        shows: 'sc-board-page sc-data-table [role=status]',
        skipsKeyboard: true,
      },
      page('sites', 'sc-sites-page sc-data-table tbody tr[data-key]'),
      {
        name: 'one site beside the list',
        go: press('sc-sites-page sc-data-table tbody th a'),
        shows: 'sc-site-panel h2',
      },
      {
        name: 'the list of sites as a file, which has the words of its codes',
        go: async (at) => {
          await press('sc-sites-page sc-list-detail button[name=close]')(at);
          await press('sc-sites-page sc-data-table button[name=export]')(at);
          await workTray(at.page).click();
          const file = at.page
            .locator('sc-work-list li', { hasText: '场所清单' })
            .locator('button[name=file]');
          await file.waitFor();
          const saved = at.page.waitForEvent('download');
          await file.click();
          const lines = (await readFile(await (await saved).path(), 'utf8')).trimEnd().split('\r\n');
          const heads = lines[0]!.replace('\ufeff', '').split(',');
          assert.deepEqual(heads.slice(0, 6), ['场所编号', '名称', '英文名称', '地址', '类别代码', '类别']);
          assert.ok(lines.length > 1 && lines.some((line) => line.includes(',mall,商场,')), lines[1]);
        },
        shows: 'sc-work-list li',
      },
      // Rows out of sight are drawn as Tab comes to them: it is tried where they are few.
      { ...page('sentries', 'sc-fleet-page sc-data-table tbody tr[data-key]'), skipsKeyboard: true },
      {
        name: 'those unpaired alone',
        go: press('sc-fleet-counts button[data-state=unpaired]'),
        shows: 'sc-fleet-page sc-data-table sc-table-filters .chip',
      },
      {
        name: 'a command to those chosen, asked',
        go: async (at) => {
          await press('sc-fleet-counts button[data-state=unpaired]')(at);
          await press('sc-fleet-page sc-data-table tbody td.tick input')(at);
          await press('sc-fleet-page sc-data-table .bulk button[name=command]')(at);
          await giveCommand(at.page.locator('sc-fleet-commands sc-fleet-acts'));
        },
        shows: 'sc-fleet-commands sc-confirm button[name=yes]',
      },
      {
        name: 'one sentry beside the list',
        go: async (at) => {
          await press('sc-fleet-commands sc-confirm button[name=no]')(at);
          await press('sc-fleet-commands button[name=cancel]')(at);
          await press('sc-fleet-page sc-data-table tbody th a')(at);
        },
        shows: 'sc-fleet-panel h3',
      },
      {
        name: 'sentries at a glance',
        go: async (at) => {
          await press('sc-fleet-page sc-list-detail button[name=close]')(at);
          await press('sc-fleet-page sc-page nav a[href*="view=grid"]')(at);
        },
        shows: 'sc-fleet-page sc-fleet-grid button.cell',
        skipsKeyboard: true,
      },
      {
        name: 'new rules, ring by ring',
        go: press('sc-fleet-page sc-page nav a[href*="view=rules"]'),
        shows: 'sc-fleet-rollout h2',
      },
      {
        name: 'approvals',
        go: async (at) => {
          await at.stage.waitingWipe();
          await toApprove(at);
        },
        shows: 'sc-approvals-page sc-data-table tbody th a',
        isNewView: true,
      },
      {
        name: 'one request beside the list',
        go: press('sc-approvals-page sc-data-table tbody th a'),
        shows: 'sc-approvals-page button[name=withdraw]',
      },
      page('policy', 'sc-policy-page section.card'),
      {
        name: 'policy, which somebody else changed meanwhile',
        go: async (at) => {
          await at.page.locator('sc-policy-page input[name=testValidHours]').fill('12');
          await at.stage.otherDraft();
          await press('sc-policy-page sc-form button[type=submit]')(at);
        },
        shows: 'sc-policy-page sc-clash-choice',
      },
      {
        name: 'leaving what is filled in, asked',
        go: async (at) => {
          await press('sc-clash-choice input[value=mine]')(at);
          await press('sc-clash-choice button[name=keep]')(at);
          await at.page.locator('sc-policy-page input[name=testValidHours]').waitFor();
        },
        shows: 'sc-policy-page sc-overlay.unsaved dialog[open]',
        opener: pagesTray,
        inTray: linkTo('trust'),
      },
      {
        name: 'trust',
        go: async (at) => {
          await page('trust', '').go!(at);
          await press('sc-overlay.unsaved button[name=leave]')(at);
        },
        shows: 'sc-trust-page section.card',
        isNewView: true,
      },
      {
        name: 'keys taken in',
        go: press('sc-trust-page a[name=import]'),
        shows: 'sc-trust-import-form h2',
      },
      page('replay', 'sc-replay-page .card'),
      { ...page('accounts', 'sc-accounts-page sc-data-table tbody tr[data-key]'), skipsKeyboard: true },
      {
        name: 'one account beside the list',
        go: press('sc-accounts-page sc-data-table tbody tr:nth-child(2) th a'),
        shows: 'sc-account-panel sc-form',
      },
      {
        name: 'ending it, asked',
        go: press('sc-account-panel button[name=end]'),
        shows: 'sc-accounts-page sc-confirm button[name=yes]',
      },
      {
        name: 'an account to be made',
        go: async (at) => {
          await press('sc-accounts-page sc-confirm button[name=no]')(at);
          await press('sc-accounts-page a[name=add]')(at);
        },
        shows: 'sc-accounts-page .add sc-form',
      },
    ],
  },
  {
    name: 'authority/ health',
    steps: [
      { name: 'sign-in', go: goto('authority/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      {
        name: 'board',
        go: enter('authority', 'health'),
        shows: 'sc-board-page sc-board-tiles',
        isNewView: true,
        skipsKeyboard: true,
      },
      page('overrides', 'sc-overrides-page sc-data-table'),
      {
        name: 'one that waits, beside the list',
        go: async (at) => {
          await press('sc-overrides-page sc-page nav a[href*="view=waiting"]')(at);
          await press('sc-overrides-page sc-data-table tbody th a')(at);
        },
        shows: 'sc-override-panel a',
      },
      {
        name: 'a colour asked for',
        go: press('sc-overrides-page a[name=ask]'),
        shows: 'sc-overrides-page sc-override-request h2',
      },
      page('requests', 'sc-requests-page sc-data-table'),
      page('merges', 'sc-merges-page sc-data-table'),
      {
        name: 'a merge asked for',
        go: press('sc-merges-page a[name=ask]'),
        shows: 'sc-merges-page sc-merge-request h2',
      },
    ],
  },
  {
    name: 'authority/ urban management',
    steps: [
      { name: 'sign-in', go: goto('authority/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      {
        name: 'board',
        go: async (at) => {
          await at.stage.waitingWipe();
          await enter('authority', 'urban-management')(at);
        },
        shows: 'sc-board-page sc-board-tiles',
        isNewView: true,
        skipsKeyboard: true,
      },
      {
        name: 'approvals',
        go: toApprove,
        shows: 'sc-approvals-page sc-data-table tbody th a',
        isNewView: true,
      },
      {
        name: 'confirming, asked',
        go: async (at) => {
          await press('sc-approvals-page sc-data-table tbody th a')(at);
          await press('sc-approvals-page button[name=confirm]')(at);
        },
        shows: 'sc-confirm button[name=yes]',
      },
    ],
  },
  {
    name: 'authority/ auditor',
    steps: [
      { name: 'sign-in', go: goto('authority/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      {
        name: 'audit log',
        go: enter('authority', 'auditor'),
        shows: 'sc-audit-page sc-data-table tbody tr[data-key]',
        isNewView: true,
        // The rows are many: Tab is tried where they are few.
        skipsKeyboard: true,
      },
      {
        name: 'the whole chain verified',
        go: press('sc-audit-page button[name=verify]'),
        shows: 'sc-audit-chain #verified dd .soft',
        skipsKeyboard: true,
      },
      {
        name: 'entries of one kind alone',
        go: async (at) => {
          await at.page.evaluate("location.hash = '#audit?action=audit.check'");
          await at.page.locator('sc-audit-page sc-data-table .chip').first().waitFor();
        },
        shows: 'sc-audit-page sc-data-table tbody tr[data-key]',
      },
      {
        name: 'one entry beside the list',
        go: press('sc-audit-page sc-data-table tbody th a'),
        shows: 'sc-audit-panel h2',
      },
      {
        name: 'what is unusual',
        go: async (at) => {
          await press('sc-audit-page sc-list-detail button[name=close]')(at);
          await press('sc-audit-page sc-page nav a[href*="view=odd"]')(at);
        },
        shows: 'sc-audit-oddities section h2',
      },
    ],
  },
  {
    name: 'authority/ contact tracer',
    steps: [
      { name: 'sign-in', go: goto('authority/?demo'), shows: 'sc-demo-logins button' },
      {
        name: 'board',
        go: async (at) => {
          await at.stage.openCase();
          await enter('authority', 'tracer')(at);
        },
        shows: 'sc-board-page sc-board-tiles',
        isNewView: true,
      },
      page('custody', 'sc-custody-page button[name=make]'),
      {
        name: 'a browser that waits for custody officers',
        go: async (at) => {
          await press('sc-custody-page button[name=make]')(at);
          await press('sc-custody-page sc-data-table tbody th a')(at);
        },
        shows: 'sc-tracer-panel code',
      },
      {
        name: 'a browser that was given the key',
        go: async (at) => {
          await press('sc-custody-page button[name=demo-certify]')(at);
          await press('sc-custody-page button[name=demo-take]')(at);
          await at.page.locator('sc-custody-page button[name=demo-take]').waitFor({ state: 'detached' });
        },
        shows: 'sc-tracer-panel code',
      },
      page('names', 'sc-names-page sc-person-picker'),
      {
        name: 'a person who was found',
        go: async (at) => {
          const { page: shown, stage } = at;
          await shown.locator('sc-names-page [name=by][value=phone]').check();
          await shown.locator('sc-names-page [name=phone]').fill(stage.cast.findable.phone);
          await shown.locator('sc-names-page [name=purpose]').fill('Outbreak 7');
          await press('sc-person-picker button[type=submit]')(at);
        },
        shows: 'sc-names-page sc-form[name=open]',
      },
      {
        name: 'the name, opened in this browser',
        go: async (at) => {
          const { page: shown, stage } = at;
          await press('sc-names-page sc-form[name=open] button[type=submit]')(at);
          await shown.locator('sc-opened-name').getByText(stage.cast.findable.name).waitFor();
        },
        shows: 'sc-opened-name dl',
      },
      {
        name: 'masked again',
        go: press('sc-opened-name button[name=hide]'),
        shows: 'sc-names-page sc-form[name=open]',
      },
    ],
  },
  {
    name: 'authority/ case officer',
    steps: [
      { name: 'sign-in', go: goto('authority/'), shows: 'sc-sign-in-form', skipsKeyboard: true },
      {
        name: 'first page',
        go: enter('authority', 'case-officer'),
        shows: 'main h1, main h2',
        skipsKeyboard: true,
      },
      {
        name: 'withheld reads',
        go: async (at) => {
          await at.page.evaluate("location.hash = '#withholdings'");
        },
        shows: 'sc-withholdings-page sc-data-table',
      },
      {
        name: 'asking to withhold',
        go: press('sc-withholdings-page a[name=ask]'),
        shows: 'sc-withholdings-page .ask',
      },
    ],
  },
  {
    name: 'authority/ desk clerk',
    steps: [
      { name: 'sign-in', go: goto('authority/?demo'), shows: 'sc-demo-logins button' },
      {
        name: 'board',
        go: enter('authority', 'desk-clerk'),
        shows: 'sc-board-page sc-board-tiles',
        isNewView: true,
      },
      page('desk', 'sc-desk-page sc-form[name=find]'),
      {
        name: 'nobody with the number on the document',
        go: async (at) => {
          await at.page.locator('sc-desk-page input[name=idNumber]').fill(nobodysNumber);
          await at.page.locator('sc-desk-page sc-form[name=find] button[type=submit]').click();
        },
        shows: 'sc-desk-page sc-form[name=register]',
      },
      {
        name: 'a person who was registered',
        go: async (at) => {
          await at.page.locator('sc-desk-page input[name=name]').fill('阿卜杜热合曼·买买提明');
          await at.page.locator('sc-desk-page sc-form[name=register] button[type=submit]').click();
        },
        shows: 'sc-desk-page button[name=print]',
      },
      {
        name: 'a pass on paper',
        go: press('sc-desk-page button[name=print]'),
        shows: 'sc-paper-card article',
      },
      {
        name: 'the question before papers are withdrawn',
        go: async (at) => {
          await press('sc-paper-card nav button.quiet')(at);
          await press('sc-desk-page button[name=withdraw]')(at);
        },
        shows: 'sc-confirm button[name=yes]',
      },
    ],
  },
];
