import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import type { MergeRow } from '../../../src/domain/api/persons/merge-api.ts';
import type { FoundPerson, StaffMeAnswer } from '../../../src/domain/api/official-api.ts';
import '../../../src/authority/people/merges-page.ts';
import type { MergesPage } from '../../../src/authority/people/merges-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { waitUntil } from '../../support/wait-until.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);

const status = {
  colour: 'green',
  lastResult: 'negative',
  sampleTime: now,
  doses: 0,
  lastDose: null,
} as const;

function merge(change: Partial<MergeRow>): MergeRow {
  return {
    id: '1',
    maskedName: '罗*清',
    otherName: '罗*青',
    reason: '同一人登记两次',
    askedBy: '沈若兰',
    decidedBy: '秦岳',
    at: now,
    undoneAt: 0,
    undoReason: '',
    undoAskedBy: '',
    undoneBy: '',
    ...change,
  };
}

let rows: MergeRow[];
let asked: { path: string; body: unknown }[];
let found: FoundPerson[][];
let refusal: { status: number; code: string } | null;

async function open(role: StaffRole, hash = '#merges'): Promise<MergesPage> {
  history.replaceState(null, '', hash);
  const staff: StaffMeAnswer = { name: '沈若兰', roles: [role], subdistricts: [] };
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      if (path === 'merges') return Response.json({ merges: rows, now });
      if (path === 'person/find') return Response.json({ people: found.shift() ?? [], now });
      asked.push({ path, body: init?.body ? JSON.parse(String(init.body)) : null });
      if (refusal) return Response.json({ ...refusal, message: 'No.' }, { status: refusal.status });
      return Response.json({ approval: 1 });
    },
  });
  const page = await fixture<MergesPage>(
    html`<sc-merges-page
      .client=${client}
      .staff=${staff}
      .feed=${{ listen: async () => () => undefined, pace: { gather: 0 } }}
    ></sc-merges-page>`,
  );
  const shows = hash.includes('view=ask') ? 'sc-merge-request' : 'sc-data-table';
  await waitUntil(() => find(page.shadowRoot!, shows), 'the page appears');
  return page;
}

const click = async (page: MergesPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
};
const submit = 'button[type=submit]';

/** Finds both records: the one that is to stay, then the other. */
async function findBoth(page: MergesPage): Promise<void> {
  for (const heading of ['Find the record that stays', 'Find the record to merge into it']) {
    await waitUntil(() => shownText(page).includes(heading), heading);
    await fillForm(page.shadowRoot!, { idNumber: '11010519491231002X', purpose: 'registered twice' });
    await click(page, submit);
  }
  await waitUntil(() => find(page.shadowRoot!, 'button[name=swap]'), 'both are found');
}

describe('the page of merged records', () => {
  beforeEach(() => {
    rows = [merge({})];
    asked = [];
    refusal = null;
    found = [
      [{ handle: 'H1', maskedName: '罗*清', status: { ...status, colour: 'green', doses: 2 } }],
      [
        {
          handle: 'H2',
          maskedName: '罗*青',
          status: { ...status, colour: 'yellow', sampleTime: null, lastResult: 'none' },
        },
      ],
    ];
    setLanguage('en');
  });
  afterEach(() => {
    fixtureCleanup();
    history.replaceState(null, '', '#');
  });

  it('lists those in force, and in a view of their own those that were parted', async () => {
    rows = [merge({}), merge({ id: '2', maskedName: '李*四', undoneAt: now + 1, undoneBy: '钟文' })];
    const page = await open('data-officer');
    await waitUntil(() => shownText(page).includes('罗*青'));
    for (const words of ['Merged 1', 'Parted again 1']) expect(shownText(page)).to.include(words);
    expect(shownText(page)).not.to.include('李*四');
    location.hash = '#merges?view=parted';
    await waitUntil(() => shownText(page).includes('李*四'));
  });

  it('offers to ask to who may, and to nobody else', async () => {
    const lead = await open('health-lead', '#merges?open=1');
    await waitUntil(() => shownText(lead).includes('同一人登记两次'));
    for (const name of ['a[name=ask]', 'button[name=part]'])
      expect(find(lead.shadowRoot!, name) === null, name).to.equal(true);
    fixtureCleanup();
    const health = await open('health', '#merges?open=1');
    await waitUntil(() => find(health.shadowRoot!, 'button[name=part]'));
    expect(find(health.shadowRoot!, 'a[name=ask]') !== null).to.equal(true);
  });

  it('finds the two one after the other, swaps them, and asks with the reason', async () => {
    const page = await open('health', '#merges?view=ask');
    await findBoth(page);
    // Two records of one person may have one masked name: what is known of each tells them apart.
    for (const words of ['The worse status counts', 'Negative 2026-05-20', '2 doses', 'No test on record'])
      expect(shownText(page)).to.include(words);
    await click(page, 'button[name=swap]');
    await fillForm(page.shadowRoot!, { reason: 'one number was mistyped' });
    await click(page, submit);
    await waitUntil(() => shownText(page).includes('nothing is merged before'));
    expect(asked).to.deep.equal([
      { path: 'merge', body: { person: 'H2', other: 'H1', reason: 'one number was mistyped' } },
    ]);
  });

  it('says why nothing was asked, and keeps both where they can still be asked for', async () => {
    refusal = { status: 403, code: 'not-allowed' };
    const page = await open('health', '#merges?view=ask');
    await findBoth(page);
    await fillForm(page.shadowRoot!, { reason: 'one number was mistyped' });
    await click(page, submit);
    await waitUntil(() => shownText(page).includes('both searches found one record'));
    expect(find(page.shadowRoot!, 'button[name=swap]') !== null).to.equal(true);
    refusal = { status: 409, code: 'overtaken' };
    await click(page, submit);
    await waitUntil(() => shownText(page).includes('Find the record that stays'), 'from the beginning');
  });

  it('asks for two to be parted, with the reason, and decides nothing itself', async () => {
    const page = await open('health', '#merges?open=1');
    await click(page, 'button[name=part]');
    await waitUntil(() => shownText(page).includes('each record is again what it was'));
    await fillForm(page.shadowRoot!, { reason: 'they are two people' });
    await click(page, submit);
    await waitUntil(() => shownText(page).includes('Another official decides'));
    expect(asked).to.deep.equal([{ path: 'merge/undo', body: { id: '1', reason: 'they are two people' } }]);
  });
});
