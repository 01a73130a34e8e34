import { expect, fixture, html } from '@open-wc/testing';
import { accessKinds, type AccessAnswer, type AccessRow } from '../../src/domain/access/access-log.ts';
import { staffRoles } from '../../src/domain/access/rights.ts';
import '../../src/me/access-log.ts';
import type { AccessLog } from '../../src/me/access-log.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { setLanguage, type Language } from '../../src/ui/language/languages.ts';
import { accessKindTexts } from '../../src/ui/texts/citizen/access.ts';
import { waitUntil } from '../support/wait-until.ts';

const now = Date.UTC(2026, 10, 30, 4, 0);
const row = (change: Partial<AccessRow> = {}): AccessRow => ({
  key: 9,
  at: now,
  role: 'health',
  kind: 'search',
  purpose: 'a contact of 29 November',
  withheldUntil: null,
  ...change,
});

describe('the log of who looked at my data', () => {
  let answers: Record<string, AccessAnswer>;
  let asked: string[];
  let down: boolean;
  beforeEach(() => {
    setLanguage('en');
    asked = [];
    down = false;
    answers = { '': { rows: [row()], next: null, now } };
  });

  async function open(person?: string): Promise<AccessLog> {
    const client = new ApiClient({
      fetch: async (address) => {
        const { search } = new URL(String(address));
        asked.push(search);
        if (down) throw new TypeError('Failed to fetch');
        return Response.json(answers[search] ?? { rows: [], next: null, now });
      },
    });
    return fixture<AccessLog>(html`<sc-access-log .client=${client} .person=${person}></sc-access-log>`);
  }
  const text = (element: AccessLog) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
  const says = (element: AccessLog, words: string) =>
    waitUntil(() => text(element).includes(words), `it says "${words}"`);

  it('says in what role, what, why and when, in both languages', async () => {
    const element = await open();
    await says(element, 'Health officer');
    for (const words of ['Found you by a number', 'Purpose: a contact of 29 November', '12:00'])
      expect(text(element)).to.include(words);
    setLanguage('zh-CN');
    await says(element, '卫生健康');
    expect(text(element)).to.include('凭号码查找到您');
    for (const language of ['zh-CN', 'en'] as Language[])
      for (const kind of accessKinds)
        expect(accessKindTexts[language][kind], `${language} ${kind}`).to.not.equal('');
    expect(staffRoles).to.include('health');
  });

  it('says so where nobody has looked', async () => {
    answers = {};
    await says(await open(), 'Nobody has looked at your data.');
  });

  it('says what was withheld, and until when', async () => {
    answers['']!.rows = [row({ kind: 'hold', role: 'tracer', withheldUntil: now })];
    await says(await open(), 'Was withheld for an investigation until');
  });

  it('reads earlier ones when asked, and those of another', async () => {
    answers = {
      '?person=W': { rows: [row()], next: 9, now },
      '?person=W&before=9': {
        rows: [row({ key: 3, kind: 'proof', purpose: '', role: 'tracer' })],
        next: null,
        now,
      },
    };
    const element = await open('W');
    await says(element, 'Health officer');
    element.shadowRoot!.querySelector<HTMLButtonElement>('button[name=more]')!.click();
    await says(element, 'Contact tracer');
    expect(element.shadowRoot!.querySelectorAll('li')).to.have.length(2);
    expect(element.shadowRoot!.querySelector('button[name=more]')).to.equal(null);
    element.person = undefined;
    await waitUntil(() => asked.at(-1) === '', 'the own log is read');
  });

  it('says when it was not read, and tries again', async () => {
    down = true;
    const element = await open();
    await says(element, 'It was not read');
    down = false;
    element.shadowRoot!.querySelector<HTMLButtonElement>('button[name=again]')!.click();
    await says(element, 'Health officer');
  });
});
