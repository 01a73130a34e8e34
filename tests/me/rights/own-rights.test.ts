import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { AgreementsAnswer } from '../../../src/domain/api/persons/consent-api.ts';
import type { OwnRequestsAnswer } from '../../../src/domain/api/persons/request-api.ts';
import '../../../src/me/rights/own-rights.ts';
import type { OwnRights } from '../../../src/me/rights/own-rights.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { rightsTexts, withdrawTexts } from '../../../src/ui/texts/citizen/rights.ts';
import { requestTexts } from '../../../src/ui/texts/citizen/requests.ts';
import { find, shownText } from '../../authority/find-deep.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { waitUntil } from '../../support/wait-until.ts';

const now = Date.UTC(2026, 4, 20, 4, 0);
const hour = 3_600_000;

let agreements: AgreementsAnswer;
let requests: OwnRequestsAnswer;
let asked: { path: string; body: unknown }[];
let passes: number;
let isOffline: boolean;

async function open(): Promise<OwnRights> {
  const client = new ApiClient({
    fetch: async (address, init) => {
      if (isOffline) throw new TypeError('offline');
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      if (path === 'me/agreements') return Response.json(agreements);
      if (path === 'me/requests') return Response.json(requests);
      asked.push({ path, body: JSON.parse(String(init?.body)) });
      return Response.json(path === 'me/withdraw' ? { passes: 2 } : { due: now + 24 * hour, now });
    },
  });
  const count = () => passes++;
  return fixture<OwnRights>(html`<sc-own-rights .client=${client} @passes=${count}></sc-own-rights>`);
}
const says = (page: OwnRights, text: string) => waitUntil(() => shownText(page).includes(text), text);
const press = async (page: OwnRights, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector) !== null, selector);
  find(page.shadowRoot!, selector)!.click();
};

describe('sc-own-rights', () => {
  const t = rightsTexts.en;
  beforeEach(() => {
    setLanguage('en');
    asked = [];
    passes = 0;
    isOffline = false;
    agreements = {
      rows: [{ purpose: 'pass', version: 1, act: 'agreed', at: now, via: 'own' }],
      withdrawable: ['pass'],
      passWithdrawn: false,
      papers: 0,
      isGuardian: false,
      now,
    };
    requests = { rows: [], colour: 'red', reviewable: true, reviewHours: 12, correctionDays: 5, now };
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  it('tells what a withdrawal ends and what the law keeps before it is done, and can be left', async () => {
    const page = await open();
    await press(page, 'button[name=withdraw-pass]');
    await says(page, withdrawTexts.en.pass.ends('0'));
    await says(page, withdrawTexts.en.pass.stays);
    await press(page, 'button[name=keep]');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=sure]') === null, 'it is left');
    expect(asked).to.deep.equal([]);
    await press(page, 'button[name=withdraw-pass]');
    await press(page, 'button[name=sure]');
    await says(page, t.withdrawn('2'));
    expect(asked).to.deep.equal([{ path: 'me/withdraw', body: { purpose: 'pass' } }]);
    expect(passes).to.equal(1);
  });

  it('asks for a review with the version of the notice that it shows, and says until when an answer comes', async () => {
    const page = await open();
    await says(page, requestTexts.en.reviewWhy('12'));
    await fillForm(find(page.shadowRoot!, 'sc-form[name=review]')!.shadowRoot!, { words: '采样时间写错了' });
    find(find(page.shadowRoot!, 'sc-form[name=review]')!.shadowRoot!, 'button[type=submit]')!.click();
    await waitUntil(() => asked.length > 0, 'it is sent');
    expect(asked).to.deep.equal([{ path: 'me/review', body: { words: '采样时间写错了', notice: 1 } }]);
  });

  it('says what became of a request, its reason, and that an answer is late', async () => {
    const row = { id: 1, kind: 'review', about: 'red', words: '', via: 'own', at: now - 30 * hour } as const;
    requests.rows = [
      { ...row, due: now - hour, state: 'waiting', answer: '', decidedAt: 0 },
      { ...row, id: 2, due: now, state: 'kept', answer: 'The sample is right', decidedAt: now - hour },
    ];
    requests.reviewable = false;
    const page = await open();
    await says(page, 'The sample is right');
    await says(page, 'is late');
    expect(find(page.shadowRoot!, 'sc-form[name=review]')).to.equal(null);
  });

  it('says that it was not read, and reads it again', async () => {
    isOffline = true;
    const page = await open();
    await says(page, t.notLoaded);
    isOffline = false;
    await press(page, 'button[name=again]');
    await press(page, 'button[name=withdraw-pass]');
  });
});
