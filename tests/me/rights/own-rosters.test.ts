import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { InvitationAnswer, OwnRosterRow } from '../../../src/domain/api/gate/roster-api.ts';
import '../../../src/me/rights/own-rosters.ts';
import type { OwnRosters } from '../../../src/me/rights/own-rosters.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { ownRosterTexts } from '../../../src/ui/texts/citizen/rosters.ts';
import { find, shownText } from '../../authority/find-deep.ts';
import { AnsweringServer } from '../../support/answering-server.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fillForm } from '../../ui/fill-form.ts';

const t = ownRosterTexts.en;
const now = Date.UTC(2026, 4, 20, 4, 0);
const invitation: InvitationAnswer = {
  siteName: '虹口菜市场',
  kind: 'staff',
  group: 'kitchen',
  from: 0,
  until: 0,
  expires: now + 3_600_000,
  now,
};

function entry(change: Partial<OwnRosterRow> = {}): OwnRosterRow {
  return {
    number: 3,
    siteName: '虹口菜市场',
    kind: 'staff',
    group: 'kitchen',
    from: 0,
    until: 0,
    added: now,
    consent: 'phone',
    heldBy: '',
    removed: 0,
    removedBy: '',
    told: null,
    ...change,
  };
}

const says = (page: OwnRosters, text: string) => waitUntil(() => shownText(page).includes(text), text);

async function press(page: OwnRosters, selector: string): Promise<void> {
  await waitUntil(() => find(page.shadowRoot!, selector) !== null, selector);
  find(page.shadowRoot!, selector)!.click();
}

describe('sc-own-rosters', () => {
  let server: AnsweringServer;
  const open = (person?: string): Promise<OwnRosters> =>
    fixture<OwnRosters>(html`<sc-own-rosters .client=${server.client} .person=${person}></sc-own-rosters>`);
  const look = async (page: OwnRosters, code: string): Promise<void> => {
    await waitUntil(() => find(page.shadowRoot!, '[name=code]') !== null, 'the form');
    await fillForm(page.shadowRoot!, { code });
    find(page.shadowRoot!, 'button[type=submit]')!.click();
  };
  /** @param idNumber what is typed in place of what stands there */
  const agree = async (page: OwnRosters, idNumber?: string): Promise<void> => {
    await says(page, t.asks);
    await waitUntil(() => find(page.shadowRoot!, '[name=idNumber]') !== null, 'the form to join');
    if (idNumber !== undefined) await fillForm(page.shadowRoot!, { idNumber });
    find(page.shadowRoot!, 'button[type=submit]')!.click();
  };
  beforeEach(() => {
    setLanguage('en');
    server = new AnsweringServer();
    server.answers['me/rosters'] = { rosters: [], now };
    server.answers['me/rosters/look'] = invitation;
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  it('joins only after the invitation was seen and agreed to', async () => {
    server.answers['me/rosters/join'] = { rosters: [entry()], now };
    const page = await open('h7');
    await says(page, t.none);
    await look(page, 'abcd efgh');
    await says(page, t.asks);
    expect(server.sentTo('me/rosters/join')).to.deep.equal([]);
    await agree(page);
    await says(page, t.joined);
    await says(page, '虹口菜市场');
    const [sent] = server.sentTo('me/rosters/join');
    expect(sent).to.deep.include({ person: 'h7', code: server.sentTo('me/rosters/look')[0]!['code'] });
    expect(sent).to.have.property('notice');
    expect(sent, 'no number was given').to.not.have.property('idNumber');
  });

  it('gives the ID number that the phone keeps, where the person leaves it in the form', async () => {
    const own = '000000199001010018';
    server.refuses['me/rosters/join'] = [403, 'not-allowed'];
    const page = await open();
    page.idNumber = own;
    await look(page, 'ABCD-EFGH');
    await agree(page);
    await says(page, t.notTheirs);
    expect(server.sentTo('me/rosters/join')[0]).to.deep.include({ idNumber: own });
    // The invitation is still there, to be agreed to without a number.
    delete server.refuses['me/rosters/join'];
    server.answers['me/rosters/join'] = { rosters: [entry()], now };
    await agree(page, '');
    await says(page, t.joined);
    expect(server.sentTo('me/rosters/join')[1]).to.not.have.property('idNumber');
  });

  it('joins nothing when the person does not agree', async () => {
    const page = await open();
    await look(page, 'ABCD-EFGH');
    await press(page, 'button[name=decline]');
    await waitUntil(() => find(page.shadowRoot!, '.offer') === null, 'it is left');
    expect(server.sentTo('me/rosters/join')).to.deep.equal([]);
  });

  it('says what is wrong with a code: used, or joined already', async () => {
    server.refuses['me/rosters/look'] = [404, 'pairing-code'];
    const page = await open();
    await look(page, 'ABCD-EFGH');
    await says(page, t.wrong);
    delete server.refuses['me/rosters/look'];
    server.refuses['me/rosters/join'] = [409, 'overtaken'];
    await look(page, 'ABCD-EFGH');
    await agree(page);
    await says(page, t.already);
  });

  it('takes a code from the address once, and leaves it in no address', async () => {
    const { href } = location;
    history.replaceState(null, '', '#roster=ABCD-EFGH');
    try {
      const page = await open();
      expect(location.hash).to.equal('');
      await waitUntil(
        () => find<HTMLInputElement>(page.shadowRoot!, '[name=code]')?.value === 'ABCD-EFGH',
        'it stands in the form',
      );
    } finally {
      history.replaceState(null, '', href);
    }
  });

  it('leaves when that is confirmed, and tells how many sentries know', async () => {
    server.answers['me/rosters'] = { rosters: [entry()], now };
    const left = entry({ removed: now, removedBy: 'person', told: { know: 1, of: 2 } });
    server.answers['me/rosters/leave'] = { rosters: [left], now };
    const page = await open();
    await press(page, 'button[name=leave]');
    await says(page, t.leaveEffect);
    expect(server.sentTo('me/rosters/leave')).to.deep.equal([]);
    await press(page, 'button[name=yes]');
    await says(page, t.told('1', '2'));
    expect(server.sentTo('me/rosters/leave')).to.deep.equal([{ entry: 3 }]);
  });

  it('shows nothing of one person to another, and reads again when it is asked to', async () => {
    server.answers['me/rosters'] = { rosters: [entry()], now };
    const page = await open('h1');
    await says(page, '虹口菜市场');
    server.isOffline = true;
    page.person = 'h2';
    await says(page, t.notLoaded);
    expect(shownText(page)).to.not.include('虹口菜市场');
    server.isOffline = false;
    await press(page, 'button[name=again]');
    await says(page, '虹口菜市场');
    expect(server.sentTo('me/rosters')).to.deep.equal([{ person: 'h1' }, { person: 'h2' }]);
  });
});
