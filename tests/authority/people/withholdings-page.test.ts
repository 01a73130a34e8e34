import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { WithholdingRow, WithholdingsAnswer } from '../../../src/domain/access/access-log.ts';
import '../../../src/authority/people/withholdings-page.ts';
import type { WithholdingsPage } from '../../../src/authority/people/withholdings-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { waitUntil } from '../../support/wait-until.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);
const day = 86_400_000;

const row = (change: Partial<WithholdingRow>): WithholdingRow => ({
  id: '1',
  forCase: 7,
  maskedName: '',
  purpose: 'Market outbreak',
  days: 10,
  state: 'running',
  askedBy: '沈若兰',
  decidedBy: '江雪',
  endedBy: '',
  at: now - day,
  until: now + 9 * day,
  ...change,
});

let answer: WithholdingsAnswer;
let asked: { path: string; body: unknown }[];
let refusal: string | null;

async function open(hash = '#withholdings'): Promise<WithholdingsPage> {
  history.replaceState(null, '', hash);
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      if (path === 'access/withholdings') return Response.json(answer);
      asked.push({ path, body: JSON.parse(String(init!.body)) as unknown });
      if (refusal) return Response.json({ code: refusal, message: 'No.' }, { status: 409 });
      return Response.json({ approval: 3 });
    },
  });
  const page = await fixture<WithholdingsPage>(
    html`<sc-withholdings-page .client=${client}></sc-withholdings-page>`,
  );
  await waitUntil(() => find(page.shadowRoot!, 'sc-data-table, .ask'), 'the page appears');
  return page;
}

const click = async (page: WithholdingsPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
};
const says = (page: WithholdingsPage, words: string): Promise<void> =>
  waitUntil(() => shownText(page.shadowRoot!).includes(words), words);

describe('the page of reads that are withheld', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = { withholdings: [], cases: [{ id: 7, purpose: 'Market outbreak', openedAt: now }], now };
    asked = [];
    refusal = null;
  });
  afterEach(() => fixtureCleanup());

  it('asks for one of an open case, with its days and a reason, and says that another decides', async () => {
    const page = await open('#withholdings?view=ask');
    await fillForm(page.shadowRoot!, { case: '7', days: '12', reason: 'The source is not known' });
    await click(page, 'button[type=submit]');
    await says(page, 'Another official decides');
    expect(asked).to.deep.equal([
      { path: 'access/withhold', body: { case: 7, days: 12, reason: 'The source is not known' } },
    ]);
  });

  it('asks nobody for more than 30 days or without a reason', async () => {
    const page = await open('#withholdings?view=ask');
    await fillForm(page.shadowRoot!, { case: '7', days: '31', reason: 'abc' });
    await click(page, 'button[type=submit]');
    await says(page, 'in four characters or more');
    expect(asked).to.deep.equal([]);
  });

  it('says why it was not asked for, and keeps what was typed', async () => {
    refusal = 'not-allowed';
    const page = await open('#withholdings?view=ask');
    await fillForm(page.shadowRoot!, { case: '7', days: '3', reason: 'The source is not known' });
    await click(page, 'button[type=submit]');
    await says(page, 'one waits or runs already');
    expect(find<HTMLInputElement>(page.shadowRoot!, 'input[name=days]')!.value).to.equal('3');
  });

  it('says so where no case is open', async () => {
    answer.cases = [];
    const page = await open('#withholdings?view=ask');
    await says(page, 'No case is open');
  });

  it('ends one that runs once it is confirmed, and none that waits or is over', async () => {
    answer.withholdings = [
      row({ id: 'asked-4', state: 'waiting', decidedBy: '' }),
      row({}),
      row({ id: '2', state: 'ended', endedBy: '江雪' }),
    ];
    const page = await open('#withholdings?open=asked-4');
    await says(page, 'Another official must decide in “To approve” by');
    expect(find(page.shadowRoot!, 'button[name=end]') === null).to.equal(true);
    fixtureCleanup();
    const running = await open('#withholdings?open=1');
    await click(running, 'button[name=end]');
    await click(running, 'button[name=yes]');
    await waitUntil(() => asked.length > 0);
    expect(asked).to.deep.equal([{ path: 'access/show', body: { id: 1 } }]);
    fixtureCleanup();
    const past = await open('#withholdings?view=past&open=2');
    await says(past, 'Ended early by 江雪');
  });
});
