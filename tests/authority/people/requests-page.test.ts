import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { PersonRequestRow } from '../../../src/domain/api/persons/request-api.ts';
import '../../../src/authority/people/requests-page.ts';
import type { RequestsPage } from '../../../src/authority/people/requests-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { personRequestTexts } from '../../../src/ui/texts/authority/desk/requests.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { waitUntil } from '../../support/wait-until.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);
const hour = 3_600_000;
const t = personRequestTexts.en;

function request(change: Partial<PersonRequestRow>): PersonRequestRow {
  return {
    id: 1,
    kind: 'review',
    about: 'red',
    words: '采样时间写错了',
    via: 'own',
    at: now - 20 * hour,
    due: now + 4 * hour,
    state: 'waiting',
    answer: '',
    decidedAt: 0,
    maskedName: '罗*清',
    colour: 'red',
    takenBy: '',
    decidedBy: '',
    identity: null,
    mine: true,
    ...change,
  };
}

let rows: PersonRequestRow[];
let asked: { path: string; body: unknown }[];
let refusal: string | null;

async function open(hash: string): Promise<RequestsPage> {
  history.replaceState(null, '', hash);
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      if (path === 'requests') return Response.json({ requests: rows, now });
      asked.push({ path, body: init?.body ? JSON.parse(String(init.body)) : null });
      if (refusal) return Response.json({ code: refusal, message: 'No.' }, { status: 409 });
      return Response.json({});
    },
  });
  const page = await fixture<RequestsPage>(
    html`<sc-requests-page
      .client=${client}
      .feed=${{ listen: async () => () => undefined, pace: { gather: 0 } }}
    ></sc-requests-page>`,
  );
  await waitUntil(() => find(page.shadowRoot!, 'sc-data-table') !== null);
  return page;
}

async function says(page: RequestsPage, text: string): Promise<void> {
  await waitUntil(() => shownText(page).includes(text), 'it appears');
}

async function answerWith(page: RequestsPage): Promise<void> {
  await waitUntil(() => find(page.shadowRoot!, 'textarea[name=answer]') !== null, 'the form appears');
  await fillForm(page.shadowRoot!, { answer: '与检测机构核对无误' });
  find(page.shadowRoot!, 'button[type=submit]')!.click();
}

describe('sc-requests-page', () => {
  beforeEach(() => {
    setLanguage('en');
    asked = [];
    refusal = null;
    rows = [
      request({}),
      request({ id: 2, maskedName: '何*', due: now - hour }),
      request({
        id: 3,
        maskedName: '陈*梅',
        state: 'kept',
        answer: '与检测机构核对无误',
        decidedAt: now,
        mine: false,
      }),
    ];
  });
  afterEach(() => {
    fixtureCleanup();
    history.replaceState(null, '', '#');
    setLanguage('zh-CN');
  });

  it('lists what waits by its promised time, and says what is late', async () => {
    const page = await open('#requests');
    await says(page, '何*');
    const text = shownText(page);
    expect(text).to.include(t.overdue);
    expect(text.indexOf('何*')).to.be.lessThan(text.indexOf('罗*清'));
    expect(text).not.to.include('陈*梅');
  });

  it('is decided with a reason that the person reads', async () => {
    const page = await open('#requests?open=1');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=kept]') !== null);
    find(page.shadowRoot!, 'button[name=kept]')!.click();
    await answerWith(page);
    await waitUntil(() => asked.length > 0, 'it appears');
    expect(asked).to.deep.equal([
      { path: 'request/decide', body: { id: 1, outcome: 'kept', answer: '与检测机构核对无误' } },
    ]);
    await says(page, t.said);
  });

  it('says when somebody else was faster', async () => {
    refusal = 'overtaken';
    const page = await open('#requests?open=1');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=kept]') !== null);
    find(page.shadowRoot!, 'button[name=kept]')!.click();
    await answerWith(page);
    await says(page, t.overtaken);
  });

  it('offers no decision to who does not decide on it', async () => {
    rows = [request({ mine: false })];
    const page = await open('#requests?open=1');
    await says(page, t.notYours);
    expect(find(page.shadowRoot!, 'button[name=kept]')).to.equal(null);
  });
});
