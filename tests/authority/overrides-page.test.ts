import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { OverrideRow } from '../../src/domain/official-api.ts';
import { pageOfAddress, pagesOf } from '../../src/authority/authority-nav.ts';
import '../../src/authority/overrides-page.ts';
import type { OverridesPage } from '../../src/authority/overrides-page.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { find, shownText } from './find-deep.ts';

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

async function open(): Promise<OverridesPage> {
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
      return new Response(JSON.stringify(answers[path] ?? {}));
    },
  });
  const page = await fixture<OverridesPage>(html`<sc-overrides-page .client=${client}></sc-overrides-page>`);
  await waitUntil(() => find(page.shadowRoot!, 'sc-override-list'), 'the lists appear');
  return page;
}

const click = async (page: OverridesPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
};

function fill(page: OverridesPage, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values))
    find<HTMLInputElement>(page.shadowRoot!, `[name=${name}]`)!.value = value;
}

describe('the page of statuses set by hand', () => {
  beforeEach(() => {
    rows = [override({})];
    asked = [];
    setLanguage('en');
  });

  it('asks once more before it approves another official’s request', async () => {
    const page = await open();
    expect(shownText(page)).to.include('Close contact');
    await click(page, 'button[name=approve]');
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'override/decide', body: { id: 'one', approve: true } });
  });

  it('offers no decision on one’s own request', async () => {
    rows = [override({ mine: true })];
    const page = await open();
    await waitUntil(() => shownText(page).includes('another official must decide'));
    expect(find(page.shadowRoot!, 'button[name=approve]')).to.equal(null);
  });

  it('searches only with a purpose, then sends colour, reason and days', async () => {
    const page = await open();
    fill(page, { number: '11010519491231002X', purpose: 'abc' });
    await click(page, 'button[type=submit]');
    expect(asked).to.deep.equal([]);
    fill(page, { purpose: 'contact list' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => find(page.shadowRoot!, 'select[name=colour]'));
    expect(asked[0]!.body).to.deep.equal({ idNumber: '11010519491231002X', purpose: 'contact list' });
    fill(page, { colour: 'red', reason: 'symptoms', days: '3' });
    await click(page, 'button[type=submit]');
    await waitUntil(() => asked.length === 2);
    expect(asked[1]).to.deep.equal({
      path: 'override',
      body: { handle: 'H', colour: 'red', reason: 'symptoms', days: 3 },
    });
    await waitUntil(() => shownText(page).includes('until another official approves'));
  });

  it('is on the way of two roles alone', () => {
    expect(pagesOf('health').map(({ id }) => id)).to.include('overrides');
    expect(pagesOf('auditor').map(({ id }) => id)).to.not.include('overrides');
    expect(pageOfAddress('administrator', '#overrides')).to.equal('overrides');
    expect(pageOfAddress('tracer', '#overrides')).to.equal('board');
    expect(pageOfAddress(null, '#overrides')).to.equal('board');
  });
});
