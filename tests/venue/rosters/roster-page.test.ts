import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { RosterAnswer, RosterRow } from '../../../src/domain/api/gate/roster-api.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { removedByTexts, rosterKindTexts } from '../../../src/ui/texts/common/rosters.ts';
import { rosterTexts } from '../../../src/ui/texts/venue/rosters.ts';
import '../../../src/venue/rosters/roster-page.ts';
import type { RosterPage } from '../../../src/venue/rosters/roster-page.ts';
import { find, shownText } from '../../authority/find-deep.ts';
import { AnsweringServer } from '../../support/answering-server.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { now } from '../own-sites.ts';

const t = rosterTexts.en;
const hour = 3_600_000;

function row(change: Partial<RosterRow> = {}): RosterRow {
  return {
    number: 3,
    maskedName: '王*',
    kind: 'staff',
    group: 'kitchen',
    from: 0,
    until: 0,
    added: now - 24 * hour,
    consent: 'phone',
    consentVersion: 1,
    heldBy: '',
    ...change,
  };
}

function roster(change: Partial<RosterAnswer> = {}): RosterAnswer {
  return {
    site: 12,
    siteName: '虹口菜市场',
    entries: [row(), row({ number: 4, maskedName: '欧*远', kind: 'resident', group: '' })],
    removed: [],
    invitations: [],
    version: 7,
    reach: [
      { device: 1, name: 'North', state: 'knows', at: now - hour, lastSeen: now },
      { device: 2, name: 'South', state: 'not-yet', at: null, lastSeen: now - 3 * hour },
      { device: 5, name: 'Yard', state: 'gone', at: null, lastSeen: now - 30 * hour },
    ],
    shift: null,
    now,
    ...change,
  };
}

const says = (page: RosterPage, text: string) => waitUntil(() => shownText(page).includes(text), text);

async function press(page: RosterPage, selector: string): Promise<void> {
  await waitUntil(() => find(page.shadowRoot!, selector) !== null, selector);
  find(page.shadowRoot!, selector)!.click();
}

describe('sc-roster-page', () => {
  let server: AnsweringServer;
  const open = async (): Promise<RosterPage> => {
    const page = await fixture<RosterPage>(
      html`<sc-roster-page .client=${server.client} site="12"></sc-roster-page>`,
    );
    await page.updateComplete;
    return page;
  };
  beforeEach(() => {
    setLanguage('en');
    server = new AnsweringServer();
    server.answers['roster'] = roster();
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  it('shows who is on it by masked names, and of each sentry whether it signed for it', async () => {
    const page = await open();
    await says(page, '欧*远');
    await says(page, rosterKindTexts.en.resident);
    await says(page, t.reachSummary('1', '3'));
    for (const state of ['knows', 'not-yet', 'gone'])
      expect(find(page.shadowRoot!, `li.${state}`), state).to.not.equal(null);
    expect(server.sentTo('roster')).to.deep.equal([{ site: '12' }]);
  });

  it('makes an invitation of what is said, shows its code, and reads the list again', async () => {
    server.answers['roster/invite'] = { code: 'ABCD-EFGH', expiresAt: now + 24 * hour, now };
    const page = await open();
    await press(page, 'button[name=invite]');
    await waitUntil(() => find(page.shadowRoot!, '[name=group]') !== null, 'the form');
    const form = find(page.shadowRoot!, 'sc-roster-invitation')!.shadowRoot!;
    await fillForm(form, { group: 'kitchen' });
    find(form, 'button[type=submit]')!.click();
    await says(page, 'ABCD-EFGH');
    expect(server.sentTo('roster/invite')).to.deep.equal([{ site: 12, kind: 'staff', group: 'kitchen' }]);
    await waitUntil(() => server.sentTo('roster').length > 1, 'it is read again');
  });

  it('takes nobody off before it is confirmed, and then the one who was meant', async () => {
    server.answers['roster/remove'] = { version: 8, now };
    const page = await open();
    await press(page, 'button[name=remove]');
    await says(page, t.removeTitle);
    await press(page, 'button[name=no]');
    expect(server.sentTo('roster/remove')).to.deep.equal([]);
    const name = shownText(find(page.shadowRoot!, 'tbody tr'));
    const number = name.includes('欧*远') ? 4 : 3;
    await press(page, 'button[name=remove]');
    await press(page, 'button[name=yes]');
    await says(page, t.removed);
    expect(server.sentTo('roster/remove')).to.deep.equal([{ site: 12, entry: number }]);
  });

  it('says when somebody was taken off meanwhile', async () => {
    server.refuses['roster/remove'] = [404, 'not-found'];
    const page = await open();
    await press(page, 'button[name=remove]');
    await press(page, 'button[name=yes]');
    await says(page, t.gone);
  });

  it('shows who was taken off and which sentries know, and that there is no proof before one signed', async () => {
    const reach = [{ device: 2, name: 'South', state: 'not-yet' as const, at: null, lastSeen: 0 }];
    server.answers['roster'] = roster({
      removed: [
        { ...row({ number: 9, maskedName: '李*' }), removed: now - hour, removedBy: 'person', reach },
      ],
    });
    server.answers['roster/proof'] = { site: 12, entry: 9, removed: now - hour, version: 8, proofs: [], now };
    const page = await open();
    await says(page, '李*');
    await says(page, removedByTexts.en.person);
    await says(page, t.removedReach('0', '1'));
    await press(page, 'button[name=proof]');
    await says(page, t.proofNone);
    expect(server.sentTo('roster/proof')).to.deep.equal([{ site: '12', entry: '9' }]);
  });

  it('tells who gave it that the sign-in is known no longer', async () => {
    server.refuses['roster'] = [401, 'sign-in'];
    let refused = 0;
    await fixture(
      html`<sc-roster-page .client=${server.client} site="12" @refused=${() => refused++}></sc-roster-page>`,
    );
    await waitUntil(() => refused === 1, 'it is told');
  });

  describe('the shift', () => {
    const code = `https://code.example/s/#${'K'.repeat(60)}`;

    it('needs somebody on the roster', async () => {
      server.answers['roster'] = roster({ entries: [], version: 0 });
      const page = await open();
      await says(page, t.nobodyYet);
      expect(find(page.shadowRoot!, 'sc-shift-card button')).to.equal(null);
    });

    it('begins for the hours that are chosen and shows its key, until it is hidden', async () => {
      server.answers['roster/shift'] = () => {
        server.answers['roster'] = roster({ shift: { begun: now, until: now + 6 * hour } });
        return { code, until: now + 6 * hour, now };
      };
      const page = await open();
      await waitUntil(() => find(page.shadowRoot!, '[name=hours]') !== null, 'the form');
      await fillForm(find(page.shadowRoot!, 'sc-shift-card')!.shadowRoot!, { hours: '6' });
      find(find(page.shadowRoot!, 'sc-shift-card')!.shadowRoot!, 'button[type=submit]')!.click();
      await waitUntil(() => find(page.shadowRoot!, 'sc-qr-code') !== null, 'the key');
      expect(server.sentTo('roster/shift')).to.deep.equal([{ site: 12, hours: 6 }]);
      expect(shownText(page)).to.not.include('KKKK');
      await press(page, 'button[name=hide]');
      await waitUntil(() => find(page.shadowRoot!, 'sc-qr-code') === null, 'it is hidden');
    });

    it('ends when that is confirmed, and hides its key', async () => {
      server.answers['roster'] = roster({ shift: { begun: now, until: now + 8 * hour } });
      server.answers['roster/shift'] = { code, until: now + 8 * hour, now };
      server.answers['roster/shift-end'] = { now };
      const page = await open();
      await press(page, 'button[name=show]');
      await waitUntil(() => find(page.shadowRoot!, 'sc-qr-code') !== null, 'the key');
      await press(page, 'button[name=end]');
      await says(page, t.endEffect);
      await press(page, 'button[name=yes]');
      await says(page, t.shiftEnded);
      expect(server.sentTo('roster/shift-end')).to.deep.equal([{ site: 12 }]);
      expect(find(page.shadowRoot!, 'sc-qr-code')).to.equal(null);
    });
  });
});
