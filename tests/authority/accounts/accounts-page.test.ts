import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { StaffRow } from '../../../src/domain/access/staff-account.ts';
import '../../../src/authority/accounts/accounts-page.ts';
import type { AccountsPage } from '../../../src/authority/accounts/accounts-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../find-deep.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);
const day = 86_400_000;

function account(change: Partial<StaffRow>): StaffRow {
  return {
    id: 'one',
    name: '沈若兰',
    email: 'shen@district.example',
    number: 'A17',
    roles: ['health'],
    subdistricts: [],
    state: 'active',
    lockedFor: '',
    endReason: '',
    since: 0,
    madeAt: now - 200 * day,
    lastUsed: now - day,
    factorSince: 0,
    invitedUntil: 0,
    secondCode: '',
    waits: [],
    leaveUntil: 0,
    official: '',
    mine: false,
    ...change,
  };
}

let accounts: StaffRow[];
let asked: { path: string; body: Record<string, unknown> }[];
let refusal: object | null;

async function open(hash = '#accounts'): Promise<AccountsPage> {
  history.replaceState(null, '', hash);
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/staff/', '');
      if (path === 'accounts')
        return Response.json({ accounts, subdistricts: [{ name: '望江街道', nameEn: 'Wangjiang' }], now });
      asked.push({ path, body: JSON.parse(String(init!.body)) as Record<string, unknown> });
      if (refusal) return Response.json(refusal, { status: 400 });
      const invitation = {
        id: 'one',
        code: 'ABCDE-FGHJK-MNPQR-STUVW-XYZ23',
        expiresAt: now + 3 * day,
        half: 0,
      };
      if (path === 'second-code') return Response.json({ ...invitation, half: 2 });
      return Response.json(['add', 'invite'].includes(path) ? invitation : {});
    },
  });
  const page = await fixture<AccountsPage>(html`<sc-accounts-page .client=${client}></sc-accounts-page>`);
  await waitUntil(() => find(page.shadowRoot!, 'sc-data-table, sc-form'), 'the page appears');
  return page;
}

const click = async (page: AccountsPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
};

describe('the page of the staff’s accounts', () => {
  beforeEach(() => {
    accounts = [account({})];
    asked = [];
    refusal = null;
    setLanguage('en');
  });
  afterEach(async () => {
    fixtureCleanup();
    await waitUntil(() => !(history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays);
    history.replaceState(null, '', '#');
  });

  it('lists roles in words, scope and state, and those that ended apart', async () => {
    accounts = [
      account({ subdistricts: ['望江街道'] }),
      account({ id: 'two', name: '顾明远', state: 'ended', endReason: 'left', since: now }),
      account({
        id: 'three',
        name: '方正',
        roles: ['auditor'],
        state: 'locked',
        lockedFor: 'unused',
        lastUsed: 0,
      }),
    ];
    const page = await open();
    await waitUntil(() => shownText(page).includes('沈若兰'));
    for (const words of ['Health officer', 'Wangjiang', 'locked by itself', 'In use 2', 'Ended 1'])
      expect(shownText(page)).to.include(words);
    expect(shownText(page)).not.to.include('顾明远');
    location.hash = '#accounts?use=unused';
    await waitUntil(() => !shownText(page).includes('沈若兰') && shownText(page).includes('方正'));
    location.hash = '#accounts?view=ended';
    await waitUntil(() => shownText(page).includes('Left the service'));
  });

  it('makes an account and shows its invitation once', async () => {
    const page = await open('#accounts?view=add');
    await fillForm(page.shadowRoot!, { email: 'new@district.example', name: 'New One', number: 'a-18' });
    await click(page, 'input[name=roles][value=support]');
    await click(page, 'button[type=submit]');
    await waitUntil(() => shownText(page).includes('ABCDE-FGHJK-MNPQR-STUVW-XYZ23'));
    expect(asked).to.deep.equal([
      {
        path: 'add',
        body: { email: 'new@district.example', name: 'New One', number: 'A18', roles: ['support'] },
      },
    ]);
    await click(page, 'button[name=done]');
    await waitUntil(() => !shownText(page).includes('ABCDE'));
  });

  it('gives the second code of an account that another administrator made, and says whose it is', async () => {
    accounts = [account({ state: 'invited', invitedUntil: now + day, secondCode: 'mine' })];
    const page = await open('#accounts?open=one');
    await click(page, 'button[name=second-code]');
    await waitUntil(() => shownText(page).includes('Staff number A17 · Health officer'));
    await click(page, 'button[name=yes]');
    await waitUntil(() => shownText(page).includes('never to the other administrator'));
    expect(asked).to.deep.equal([{ path: 'second-code', body: { id: 'one' } }]);
    accounts = [account({ number: '', invitedUntil: now + day, secondCode: 'others' })];
    fixtureCleanup();
    const other = await open('#accounts?open=one');
    await waitUntil(() => shownText(other).includes('nobody knows whose it is'));
    expect(find(other.shadowRoot!, 'button[name=second-code]')).to.equal(null);
  });

  it('says at the field what the server alone can know', async () => {
    refusal = { code: 'malformed', message: 'No.', fields: [{ path: 'email', problem: 'taken' }] };
    const page = await open('#accounts?view=add');
    await fillForm(page.shadowRoot!, { email: 'shen@district.example', name: 'New One', number: 'A18' });
    await click(page, 'input[name=roles][value=support]');
    await click(page, 'button[type=submit]');
    await waitUntil(() => shownText(page).includes('Another account has this address.'));
  });

  it('changes roles with what it showed, and ends with a reason', async () => {
    const page = await open('#accounts?open=one');
    await click(page, 'input[name=roles][value=health-lead]');
    await click(page, 'button[type=submit]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]!.body).to.deep.equal({
      id: 'one',
      name: '沈若兰',
      number: 'A17',
      roles: ['health', 'health-lead'],
      seen: { name: '沈若兰', number: 'A17', roles: 'health', subdistricts: '' },
    });
    await click(page, 'button[name=end]');
    await click(page, 'button[name=yes]');
    expect(asked).to.have.length(1);
    const reason = find<HTMLSelectElement>(page.shadowRoot!, 'select[name=reason]')!;
    reason.value = 'left';
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 2);
    expect(asked[1]).to.deep.equal({ path: 'end', body: { id: 'one', reason: 'left' } });
  });

  it('offers nothing on one’s own account, and says whose key the charter has', async () => {
    accounts = [account({ mine: true, official: '沈若兰 (health)' })];
    const page = await open('#accounts?open=one');
    await waitUntil(() => shownText(page).includes('another administrator decides'));
    expect(shownText(page)).to.include('“沈若兰 (health)”');
    const panel = find(page.shadowRoot!, 'sc-account-panel')!;
    expect(panel.shadowRoot!.querySelector('button, sc-form') === null).to.equal(true);
  });
});
