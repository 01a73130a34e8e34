import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import type { OverrideRow, StaffMeAnswer } from '../../../src/domain/api/official-api.ts';
import '../../../src/authority/people/overrides-page.ts';
import type { OverridesPage } from '../../../src/authority/people/overrides-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { waitUntil } from '../../support/wait-until.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);

function override(change: Partial<OverrideRow>): OverrideRow {
  return {
    id: 'one',
    maskedName: '张*三',
    colour: 'red',
    reason: 'close-contact',
    state: 'requested',
    requestedBy: '沈若兰',
    requestedAt: now,
    decidedBy: '',
    decidedAt: 0,
    liftedBy: '',
    liftedAt: 0,
    validUntil: now + 7 * 86_400_000,
    mine: false,
    ...change,
  };
}

let rows: OverrideRow[];
let asked: { path: string; body: unknown }[];
let refusal: { status: number; code: string } | null;

async function open(role: StaffRole, hash = '#overrides'): Promise<OverridesPage> {
  history.replaceState(null, '', hash);
  const roles = [role];
  const staff: StaffMeAnswer = { name: '沈若兰', roles, subdistricts: [] };
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      const body: unknown = init?.body ? JSON.parse(String(init.body)) : null;
      if (path !== 'overrides') asked.push({ path, body });
      const answers: Record<string, object> = {
        overrides: { overrides: rows, now },
        'person/find': {
          people: [{ handle: 'H', maskedName: '林*岚', status: { colour: 'green' } }],
          now,
        },
      };
      if (refusal && path === 'person/find')
        return Response.json({ ...refusal, message: 'No.' }, { status: refusal.status });
      return Response.json(answers[path] ?? {});
    },
  });
  const page = await fixture<OverridesPage>(
    html`<sc-overrides-page
      .client=${client}
      .staff=${staff}
      .feed=${{ listen: async () => () => undefined, pace: { gather: 0 } }}
    ></sc-overrides-page>`,
  );
  const shows = hash.includes('view=ask') ? 'sc-override-request' : 'sc-data-table';
  await waitUntil(() => find(page.shadowRoot!, shows), 'the page appears');
  return page;
}

const click = async (page: OverridesPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
};

const fill = (page: OverridesPage, values: Record<string, string>): Promise<void> =>
  fillForm(page.shadowRoot!, values);

describe('the page of statuses set by hand', () => {
  beforeEach(() => {
    rows = [override({})];
    asked = [];
    refusal = null;
    setLanguage('en');
  });

  afterEach(async () => {
    fixtureCleanup();
    // The entries of dialogs go away a moment after them.
    await waitUntil(() => !(history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays);
    history.replaceState(null, '', '#');
  });

  it('has views of those in force, those that wait and those that ended, each with its number', async () => {
    rows = [
      override({}),
      override({ id: 'two', state: 'active', maskedName: '李*四' }),
      override({ id: 'three', state: 'refused', maskedName: '王*五' }),
      override({ id: 'four', state: 'lifted', maskedName: '赵*六' }),
    ];
    const page = await open('health-lead');
    await waitUntil(() => shownText(page).includes('李*四'));
    for (const words of ['In force 1', 'Waiting for approval 1', 'Recently ended 2'])
      expect(shownText(page)).to.include(words);
    expect(shownText(page)).not.to.include('张*三');
    location.hash = '#overrides?view=past';
    await waitUntil(() => shownText(page).includes('王*五') && shownText(page).includes('赵*六'));
    location.hash = '#overrides?colour=green&view=past';
    await waitUntil(() => !shownText(page).includes('王*五'));
  });

  it('leads to the approvals for what waits, and decides nothing itself', async () => {
    const page = await open('health-lead', '#overrides?open=one&view=waiting');
    await waitUntil(() => find(page.shadowRoot!, 'a[href="#approvals?kind=override"]'));
    expect(shownText(page)).to.include('Close contact');
    const panel = find(page.shadowRoot!, 'sc-override-panel')!;
    expect(find(panel.shadowRoot!, 'button') === null).to.equal(true);
  });

  it('asks once more before it lifts one in force', async () => {
    rows = [override({ state: 'active', decidedBy: '李', decidedAt: now })];
    const page = await open('health-lead', '#overrides?open=one');
    await click(page, 'button[name=lift]');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'));
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'override/lift', body: { id: 'one' } });
    await waitUntil(() => shownText(find(page.shadowRoot!, '.action-said')).includes('Done.'));
  });

  it('lets who lifts look for nobody, and who looks for persons lift nothing', async () => {
    rows = [override({ state: 'active', decidedBy: '李', decidedAt: now })];
    const lead = await open('health-lead', '#overrides?open=one');
    await waitUntil(() => find(lead.shadowRoot!, 'button[name=lift]') !== null, 'the lead may lift');
    expect(find(lead.shadowRoot!, 'a[name=ask]') === null).to.equal(true);
    location.hash = '#overrides?view=ask';
    await waitUntil(() => find(lead.shadowRoot!, 'sc-data-table'));
    expect(find(lead.shadowRoot!, 'sc-override-request') === null).to.equal(true);
    const health = await open('health', '#overrides?open=one');
    await waitUntil(() => find(health.shadowRoot!, 'sc-override-panel'));
    expect(find(health.shadowRoot!, 'button[name=lift]') === null).to.equal(true);
    expect(find(health.shadowRoot!, 'a[name=ask]')!.getAttribute('href')).to.equal('#overrides?view=ask');
  });

  it('says in its own words why nobody is found', async () => {
    refusal = { status: 429, code: 'too-many' };
    const page = await open('health', '#overrides?view=ask');
    await fill(page, { idNumber: '11010519491231002X', purpose: 'contact list' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => shownText(page).includes('as many persons as a day allows'));
  });

  it('searches only with a purpose, then sends colour, reason and days', async () => {
    const page = await open('health', '#overrides?view=ask');
    await fill(page, { idNumber: '１１０１０５ 19491231-002ｘ', purpose: 'abc' });
    await click(page, 'button[type=submit]');
    expect(asked).to.deep.equal([]);
    await fill(page, { purpose: 'contact list' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => find(page.shadowRoot!, 'input[name=colour]'));
    expect(asked[0]!.body).to.deep.equal({ idNumber: '11010519491231002X', purpose: 'contact list' });
    await fill(page, { colour: 'red', reason: 'symptoms', days: '3' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => asked.length === 2);
    expect(asked[1]).to.deep.equal({
      path: 'override',
      body: { handle: 'H', colour: 'red', reason: 'symptoms', days: 3 },
    });
    await waitUntil(() => shownText(page).includes('until another official approves'));
  });

  it('searches for no number that can be none, and sends one as it is compared', async () => {
    const page = await open('health', '#overrides?view=ask');
    await fill(page, { idNumber: '11010519491231002', purpose: 'contact list' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => shownText(page).includes('no document’s number'));
    await fill(page, { by: 'phone', phone: '1391234567' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => shownText(page).includes('no phone number'));
    expect(asked).to.deep.equal([]);
    await fill(page, { phone: '＋８６ 139-1234—5678' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]!.body).to.deep.equal({ phone: '13912345678', purpose: 'contact list' });
  });
});
