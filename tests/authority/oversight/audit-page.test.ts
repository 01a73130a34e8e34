import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { auditActions } from '../../../src/domain/access/audit-action.ts';
import type { AuditAnswer, AuditRow, AuditStateAnswer } from '../../../src/domain/api/audit-api.ts';
import type { WorkRow } from '../../../src/domain/api/work-api.ts';
import '../../../src/authority/oversight/audit-page.ts';
import type { AuditPage } from '../../../src/authority/oversight/audit-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage, type Language } from '../../../src/ui/language/languages.ts';
import { auditActionTexts } from '../../../src/ui/texts/authority/audit/audit-actions.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../find-deep.ts';

const now = Date.UTC(2026, 10, 30, 4, 0);

function entry(change: Partial<AuditRow>): AuditRow {
  return {
    seq: 7,
    at: now,
    actor: 'staff:aaaaaaaaaaaaaaa',
    name: '沈若兰',
    roles: ['health'],
    subdistricts: [],
    isThen: true,
    action: 'person.find',
    subject: 'citizen:abc by phone; purpose: a test',
    hash: 'f'.repeat(64),
    sealed: false,
    ...change,
  };
}

function stateOf(change: Partial<AuditStateAnswer> = {}): AuditStateAnswer {
  return {
    head: { seq: 1234, hash: 'f'.repeat(64) },
    parts: 2,
    signed: { seq: 1200, hash: 'e'.repeat(64), at: now - 60_000 },
    bundle: { version: 3, head: { seq: 900, hash: 'd'.repeat(64) } },
    verification: null,
    searches: [],
    failures: [],
    nights: [],
    linked: [],
    moved: [],
    outside: [],
    elsewhere: [],
    networks: [],
    many: [],
    now,
    ...change,
  };
}

let rows: AuditRow[];
let chain: AuditStateAnswer;
let lookedTo: number | null;
let work: WorkRow[];
let asked: { path: string; body: Record<string, unknown> | null }[];
let changed: () => void;

async function open(hash = '#audit'): Promise<AuditPage> {
  history.replaceState(null, '', hash);
  const client = new ApiClient({
    fetch: async (address, init) => {
      const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
      const body = init?.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : null;
      asked.push({ path, body });
      if (path === 'audit/state') return Response.json(chain);
      if (path === 'work' && init?.method === 'GET') return Response.json({ work, now });
      if (path === 'work') return Response.json({ work: checking() });
      const answer: AuditAnswer = {
        rows,
        total: 1234,
        matching: lookedTo === null ? rows.length : null,
        hasEarlier: false,
        hasNext: false,
        officials: [{ id: 'aaaaaaaaaaaaaaa', name: '沈若兰' }],
        lookedTo,
        now,
      };
      return Response.json(answer);
    },
  });
  const listen = async (told: () => void) => {
    changed = told;
    return () => undefined;
  };
  const page = await fixture<AuditPage>(
    html`<sc-audit-page .client=${client} .feed=${{ listen, pace: { gather: 0 } }}></sc-audit-page>`,
  );
  await waitUntil(() => find(page.shadowRoot!, 'sc-audit-chain'), 'the page appears');
  return page;
}

const checking = (): WorkRow => ({
  id: 1,
  subject: { kind: 'audit-check' },
  state: 'running',
  done: 500,
  total: 1234,
  askedAt: now,
  endedAt: 0,
  expires: now + 86_400_000,
  fault: null,
  file: null,
});

const says = (page: AuditPage, selector: string, text: string) =>
  waitUntil(() => shownText(find(page.shadowRoot!, selector)).includes(text), `${selector} says "${text}"`);

describe('the page of the audit log', () => {
  beforeEach(() => {
    rows = [
      entry({}),
      entry({ seq: 6, actor: 'person:123', name: '', roles: [], action: 'pass.issue', subject: '' }),
    ];
    chain = stateOf();
    lookedTo = null;
    work = [];
    asked = [];
    setLanguage('en');
  });
  afterEach(() => {
    fixtureCleanup();
    history.replaceState(null, '', '#');
  });

  it('has words for every action, in both languages', () => {
    for (const language of ['zh-CN', 'en'] as Language[]) {
      const words = auditActions.map((action) => auditActionTexts[language][action]);
      expect(words.every(Boolean), language).to.equal(true);
      expect(new Set(words).size, `${language}: no two alike`).to.equal(words.length);
      expect(Object.keys(auditActionTexts[language])).to.have.members([...auditActions]);
    }
  });

  it('shows entries in words, names of officials and no person', async () => {
    const page = await open();
    await says(page, 'sc-data-table', 'Person looked for');
    const table = shownText(find(page.shadowRoot!, 'sc-data-table'));
    for (const words of ['沈若兰', 'Health officer', 'Pass issued', 'A person (number of the day)'])
      expect(table).to.include(words);
    expect(table).to.not.include('person:123');
  });

  it('opens an entry as the log has it', async () => {
    const page = await open('#audit?open=7');
    await says(page, 'sc-audit-panel', 'f'.repeat(64));
    expect(shownText(find(page.shadowRoot!, 'sc-audit-panel'))).to.include(
      'staff:aaaaaaaaaaaaaaa person.find',
    );
    expect(
      find(page.shadowRoot!, 'sc-audit-panel')!.shadowRoot!.querySelector('a'),
      'no way to a person',
    ).to.equal(null);
  });

  it('asks for what the address says, and takes days that are typed into it', async () => {
    const page = await open('#audit?who=staff:aaaaaaaaaaaaaaa&action=person.find&from=20261101');
    await says(page, 'sc-data-table', 'Person looked for');
    const [list] = asked.filter(({ path }) => path === 'audit');
    expect(list!.body).to.deep.equal({
      filters: { from: ['20261101'], who: ['staff:aaaaaaaaaaaaaaa'], action: ['person.find'] },
      sort: '-seq',
    });
    find(page.shadowRoot!, 'sc-moment-field[name=to]')!.dispatchEvent(
      new CustomEvent('typed', { detail: '2026年11月30日' }),
    );
    await waitUntil(() => location.hash.includes('to=20261130'), 'the day stands in the address');
    find(page.shadowRoot!, 'sc-moment-field[name=from]')!.dispatchEvent(
      new CustomEvent('typed', { detail: '' }),
    );
    await waitUntil(() => !location.hash.includes('from='), 'the other is taken away');
  });

  it('goes on where the search through sealed parts was left', async () => {
    lookedTo = 400;
    rows = [];
    const page = await open('#audit?action=case.hold');
    await says(page, '.looked', 'Looked back to entry 400');
    find(page.shadowRoot!, 'button[name=go-on]')!.click();
    await waitUntil(() => asked.some(({ path, body }) => path === 'audit' && body!['after'] === 400));
  });

  it('says where the chain stands, and follows a verification to what it found', async () => {
    const page = await open();
    await says(page, 'sc-audit-chain', 'Never verified');
    for (const words of ['1,234', 'Entry 1,200', 'Version 3: entry 900'])
      expect(shownText(find(page.shadowRoot!, 'sc-audit-chain'))).to.include(words);
    work = [checking()];
    find(page.shadowRoot!, 'button[name=verify]')!.click();
    await says(page, 'sc-audit-chain', '500 of 1,234');
    expect(asked.find(({ body }) => body?.['kind'] === 'audit-check')).to.not.equal(undefined);
    work = [{ ...checking(), state: 'done', endedAt: now }];
    chain = stateOf({
      verification: {
        at: now,
        by: '方正',
        entries: 899,
        parts: 2,
        heads: 3,
        unproved: 0,
        wrong: 900,
        fault: 'bundle',
      },
    });
    changed();
    await says(page, '#verified', 'It does not hold from entry 900 on');
    expect(shownText(find(page.shadowRoot!, 'sc-audit-chain'))).to.include(
      'not the one that the bundle names',
    );
  });

  it('reads what a verification found that ended before it was looked at', async () => {
    const page = await open();
    await says(page, 'sc-audit-chain', 'Never verified');
    work = [{ ...checking(), state: 'done', endedAt: now }];
    chain = stateOf({
      verification: {
        at: now,
        by: '方正',
        entries: 1234,
        parts: 2,
        heads: 3,
        unproved: 0,
        wrong: null,
        fault: null,
      },
    });
    find(page.shadowRoot!, 'button[name=verify]')!.click();
    await says(page, '#verified', 'It holds: 1,234 entries');
  });

  it('tells what is unusual with the rule beside it', async () => {
    const who = { id: 'aaaaaaaaaaaaaaa', name: '沈若兰', roles: ['health' as const] };
    chain = stateOf({
      searches: [{ name: '沈若兰', roles: ['health'], day: 20261129, searches: 100, refused: 4 }],
      failures: [{ ...who, failures: 6, first: now - 60_000, last: now, ended: false }],
      nights: [{ ...who, entries: 3, nights: 2, last: now }],
      networks: [{ ...who, times: 2, last: now }],
      many: [{ ...who, day: 20261129, searches: 31 }],
    });
    const page = await open('#audit?view=odd');
    await says(page, '#searches', '4 refused');
    await says(page, '#failures', '5 or more failed sign-ins');
    await says(page, '#nights', 'Entries: 3; nights: 2');
    await says(page, '#networks', 'Times: 2; the last');
    await says(page, '#many', '31 made');
    const link = find(page.shadowRoot!, '#nights a') as HTMLAnchorElement;
    expect(link.getAttribute('href')).to.equal('#audit?who=staff:aaaaaaaaaaaaaaa&from=20261124');
  });
});
