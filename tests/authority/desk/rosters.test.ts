import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import '../../../src/authority/desk/desk-rosters.ts';
import type { DeskRosters } from '../../../src/authority/desk/desk-rosters.ts';
import '../../../src/authority/desk/roster-import.ts';
import type { RosterImport } from '../../../src/authority/desk/roster-import.ts';
import type { OwnRosterRow } from '../../../src/domain/api/gate/roster-api.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import {
  deskRosterTexts,
  importProblemTexts,
  rosterFileTexts,
} from '../../../src/ui/texts/authority/desk/desk-rosters.ts';
import { AnsweringServer } from '../../support/answering-server.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../find-deep.ts';

const t = deskRosterTexts.en;
const now = Date.UTC(2026, 4, 20, 4, 0);
const entry: OwnRosterRow = {
  number: 3,
  siteName: '虹口菜市场',
  kind: 'staff',
  group: 'kitchen',
  from: 0,
  until: 0,
  added: now,
  consent: 'paper',
  heldBy: 'the manager’s office',
  removed: 0,
  removedBy: '',
  told: null,
};

const says = (page: Element, text: string) => waitUntil(() => shownText(page).includes(text), text);

describe('the rosters of who stands at the desk', () => {
  let server: AnsweringServer;
  beforeEach(() => {
    setLanguage('en');
    server = new AnsweringServer();
    server.answers['desk/rosters'] = { rosters: [entry], now };
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  const shown = async (): Promise<DeskRosters> => {
    const page = await fixture<DeskRosters>(
      html`<sc-desk-rosters .client=${server.client} handle="h1"></sc-desk-rosters>`,
    );
    page.shadowRoot!.querySelector('details')!.open = true;
    return page;
  };

  it('are looked at when the clerk opens them, and not before', async () => {
    await fixture(html`<sc-desk-rosters .client=${server.client} handle="h1"></sc-desk-rosters>`);
    expect(server.asked).to.deep.equal([]);
    const page = await shown();
    await says(page, '虹口菜市场');
    await says(page, t.heldBy('the manager’s office'));
    expect(server.asked).to.deep.equal([['desk/rosters', { handle: 'h1' }]]);
  });

  it('leave the screen when another person is found', async () => {
    const page = await shown();
    await says(page, '虹口菜市场');
    page.handle = 'h2';
    await waitUntil(() => !shownText(page).includes('虹口菜市场'), 'they are gone');
    expect(page.shadowRoot!.querySelector('details')!.open).to.equal(false);
  });

  it('are left as the person wishes, once that is confirmed', async () => {
    server.answers['desk/roster/remove'] = { rosters: [], now };
    const page = await shown();
    await waitUntil(() => find(page.shadowRoot!, 'button[name=remove]') !== null, 'the list');
    find(page.shadowRoot!, 'button[name=remove]')!.click();
    await says(page, t.removeEffect);
    expect(server.sentTo('desk/roster/remove')).to.deep.equal([]);
    find(page.shadowRoot!, 'button[name=yes]')!.click();
    await says(page, t.removed);
    await says(page, t.none);
    expect(server.sentTo('desk/roster/remove')).to.deep.equal([{ handle: 'h1', entry: 3 }]);
  });

  it('are told the ID number that the clerk found the person by, and no other document’s', async () => {
    server.answers['desk/roster/add'] = { rosters: [], now };
    const page = await shown();
    await waitUntil(() => find(page.shadowRoot!, 'sc-form') !== null, 'the form');
    const { send } = find(page.shadowRoot!, 'sc-form') as unknown as {
      send: (given: object) => Promise<void>;
    };
    for (const idNumber of ['000000199001010018', 'E12345678', '']) {
      page.idNumber = idNumber;
      await send({ site: 1, kind: 'staff' });
    }
    const sent = server.sentTo('desk/roster/add').map(({ idNumber }) => idNumber);
    expect(sent).to.deep.equal(['000000199001010018', undefined, undefined]);
  });

  it('say that the search is too old', async () => {
    server.refuses['desk/rosters'] = [404, 'not-found'];
    await says(await shown(), t.gone);
  });
});

describe('a list of people who agreed on paper', () => {
  let server: AnsweringServer;
  let page: RosterImport;
  beforeEach(async () => {
    setLanguage('en');
    server = new AnsweringServer();
    page = await fixture<RosterImport>(html`<sc-roster-import .client=${server.client}></sc-roster-import>`);
    page.shadowRoot!.querySelector('details')!.open = true;
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  /** What the form sends when its fields are filled in. */
  const send = (text: string): Promise<void> => {
    const form = find<HTMLElement & { send: (given: object) => Promise<void> }>(page.shadowRoot!, 'sc-form')!;
    const file = new File([text], 'roster.csv', { type: 'text/csv' });
    return form.send({ site: 12, heldBy: 'the manager’s office', file });
  };
  const list = 'phone,kind\n13800000000,staff\n13800000001,resident\n';

  it('is sent as its rows, and told how many are on the roster now', async () => {
    server.answers['desk/roster/import'] = { faults: [], added: 1, already: 1, left: 498, now };
    await send(list);
    await says(page, t.done('1', '1'));
    await says(page, t.left('498'));
    expect(server.sentTo('desk/roster/import')).to.deep.equal([
      {
        site: 12,
        heldBy: 'the manager’s office',
        rows: [
          { phone: '13800000000', kind: 'staff' },
          { phone: '13800000001', kind: 'resident' },
        ],
      },
    ]);
  });

  it('tells each fault by the row of the file, and that nobody was imported', async () => {
    server.answers['desk/roster/import'] = {
      faults: [
        { row: 1, problem: 'nobody' },
        { row: 2, problem: 'of a later version' },
      ],
      added: 0,
      already: 0,
      left: 498,
      now,
    };
    await send(list);
    await says(page, t.faults('2'));
    await says(page, t.fault('2', importProblemTexts.en['nobody']!));
    await says(page, t.fault('3', importProblemTexts.en['other']!));
    expect(shownText(page)).to.not.include('put on;');
  });

  it('that is none is not sent', async () => {
    for (const [text, fault] of [
      ['name\n王\n', 'headings'],
      ['phone,kind\n', 'empty'],
    ] as const) {
      await send(text);
      await says(page, rosterFileTexts.en[fault]);
    }
    expect(server.asked).to.deep.equal([]);
  });
});
