import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { ReplayPage } from '../../src/authority/replay-page.ts';
import '../../src/authority/replay-page.ts';
import { joined, scanKeyOf, scanKeyText } from '../../src/authority/replay-result.ts';
import { siteOf } from '../../src/authority/site-field.ts';
import type { PolicyAnswer, ReplayAnswer, ReplayedScan, ReplayRequest } from '../../src/domain/policy-api.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { now } from './district-data.ts';
import { find, shownText } from './find-deep.ts';
import { draftOf, policyAnswer } from './policy-data.ts';

const admit = { outcome: 'admit', reasons: [] } as const;
const old = { outcome: 'attend', reasons: ['result.age'] } as const;
const cold = { outcome: 'attend', reasons: ['temperature.high', 'temperature.low'] } as const;

function scan(seq: number, more: Partial<ReplayedScan> = {}): ReplayedScan {
  const said = { outcome: admit.outcome, reasons: [] };
  return { t: now + seq, device: 12, seq, policy: 3, recorded: said, byThen: said, now: said, ...more };
}
const said = ({ outcome, reasons }: { outcome: 'admit' | 'attend'; reasons: readonly string[] }) => ({
  outcome,
  reasons: [...reasons],
});

/** One that stays, one that changes, one with other reasons, one without facts. */
const firstPart: ReplayAnswer = {
  scans: [
    scan(1),
    scan(2, { now: said(old) }),
    scan(3, {
      recorded: said(cold),
      byThen: said(cold),
      now: { outcome: 'attend', reasons: ['result.age', ...cold.reasons] },
      unknown: { byThen: [...cold.reasons], now: [...cold.reasons] },
    }),
    scan(4, { byThen: null, now: null }),
  ],
  counts: {
    scans: 4,
    withoutFacts: 1,
    changed: [{ from: 'admit', to: 'attend', scans: 1 }],
    otherReasons: 1,
  },
  next: { t: now + 4, device: 12, seq: 4 },
};
const secondPart: ReplayAnswer = {
  scans: [
    scan(5, { now: said(old) }),
    scan(6, { recorded: said(old), byThen: said(admit), now: said(admit) }),
  ],
  counts: {
    scans: 2,
    withoutFacts: 0,
    changed: [
      { from: 'admit', to: 'attend', scans: 1 },
      { from: 'attend', to: 'admit', scans: 1 },
    ],
    otherReasons: 0,
  },
  next: null,
};

let answer: PolicyAnswer;
let asked: ReplayRequest[];
let replies: (ReplayAnswer | ApiError)[];

async function open(): Promise<ReplayPage> {
  const client = {
    policy: async () => answer,
    replay: async (request: ReplayRequest) => {
      asked.push(request);
      const reply = replies.shift()!;
      if (reply instanceof ApiError) throw reply;
      return reply;
    },
  };
  const page = await fixture<ReplayPage>(html`<sc-replay-page .client=${client as never}></sc-replay-page>`);
  await waitUntil(() => page.shadowRoot!.querySelector('form'), 'the form appears');
  return page;
}

const own = <T extends HTMLElement>(page: ReplayPage, selector: string): T =>
  page.shadowRoot!.querySelector<T>(selector)!;

async function ask(page: ReplayPage, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await waitUntil(() => own(page, `[name=${name}]`), name);
    const field = own<HTMLInputElement>(page, `[name=${name}]`);
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await page.updateComplete;
  }
  own<HTMLFormElement>(page, 'form').requestSubmit();
}

const rows = (page: ReplayPage) => {
  const list = find(page.shadowRoot!, 'sc-replay-list');
  return [...(list?.shadowRoot?.querySelectorAll('li') ?? [])];
};

describe('the page of replays', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = policyAnswer();
    asked = [];
    replies = [firstPart];
  });

  it('offers sites with sentries, the days that are kept and every version', async () => {
    answer = policyAnswer({ draft: draftOf() });
    const page = await open();
    const options = (selector: string) =>
      [...page.shadowRoot!.querySelectorAll<HTMLOptionElement>(`${selector} option`)].map(
        ({ value }) => value,
      );
    expect(options('datalist')).to.deep.equal(['7 望江商场', '8 江湾小学']);
    expect(options('[name=version]')).to.deep.equal(['draft', '3', '2', '1']);
    const day = own<HTMLInputElement>(page, '[name=day]');
    expect([day.min, day.max, day.value]).to.deep.equal(['2026-11-09', '2026-11-23', '2026-11-23']);
  });

  it('counts, and lists what each scan decided and would decide, in words', async () => {
    const page = await open();
    await ask(page, { site: '商场', day: '2026-11-22', version: '2' });
    await waitUntil(() => rows(page).length > 0);
    expect(asked).to.deep.equal([{ site: 7, version: 2, day: 20261122 }]);
    expect(shownText(own(page, '#result h2'))).to.match(/^7 望江商场 · 2026-11-22 · Version 2 \(since 2026/);
    const counts = shownText(find(page.shadowRoot!, 'sc-replay-counts'));
    expect(counts).to.include('Scans 4').and.include('Verdict would change 1');
    expect(counts).to.include('Same verdict, other reasons 1').and.include('Without facts 1');
    expect(counts).to.include('Admitted → Staff needed 1');
    const [same, changed, other, without] = rows(page).map((row) => shownText(row));
    expect(same).to.match(/Admitted by version 3 .* The same .* Unchanged$/);
    expect(changed).to.match(/Chosen version Staff needed The last nucleic acid test is too old$/);
    expect(other).to.match(/Decided then Staff needed No temperature was measured by version 3/);
    expect(other).to.match(/The last nucleic acid test is too old; No temperature was measured$/);
    expect(without).to.match(/No facts were recorded Chosen version No facts were recorded$/);
    expect(shownText(page)).to.not.match(/result\.age|temperature\.high/);
  });

  it('shows only those that change', async () => {
    const page = await open();
    await ask(page, { site: '7' });
    await waitUntil(() => rows(page).length > 0);
    const shown = find<HTMLSelectElement>(page.shadowRoot!, '[name=shown]')!;
    for (const [value, number] of [
      ['changed', 1],
      ['any', 2],
      ['all', 4],
    ] as const) {
      shown.value = value;
      shown.dispatchEvent(new Event('change'));
      await waitUntil(() => rows(page).length === number, value);
    }
  });

  it('goes on where the answer ended, and adds up', async () => {
    replies = [firstPart, secondPart];
    const page = await open();
    await ask(page, { site: '7', version: '3' });
    await waitUntil(() => own(page, '[name=more]'));
    expect(shownText(page)).to.include('the day has more scans');
    own(page, '[name=more]').click();
    await waitUntil(() => rows(page).length === 6);
    expect(asked[1]).to.deep.equal({ ...asked[0], after: firstPart.next });
    expect(own(page, '[name=more]')).to.equal(null);
    const counts = shownText(find(page.shadowRoot!, 'sc-replay-counts'));
    expect(counts).to.include('Scans 6').and.include('Verdict would change 3');
    expect(shownText(rows(page)[5]!)).to.include('Not what was recorded');
  });

  it('replays one scan by its key', async () => {
    const page = await open();
    replies = [{ ...firstPart, scans: [scan(2)], next: null }];
    await ask(page, { what: 'scan', site: '7', key: 'yesterday at noon' });
    await waitUntil(() => shownText(page).includes('This is no scan key'));
    expect(asked).to.deep.equal([]);
    await ask(page, { key: `${now + 2}-12-2` });
    await waitUntil(() => rows(page).length > 0);
    expect(asked).to.deep.equal([{ site: 7, version: 3, scan: { t: now + 2, device: 12, seq: 2 } }]);
    expect(shownText(rows(page)[0]!)).to.include(`${now + 2}-12-2`);
  });

  it('says what is missing: the site, the scan, the version', async () => {
    const page = await open();
    await ask(page, { site: '江湾' });
    await waitUntil(() => shownText(page).includes('No site is called so'), 'two sites are none');
    replies = [new ApiError('not-found', 'There is no such scan.', 404)];
    await ask(page, { what: 'scan', site: '7', key: '1-2-3' });
    await waitUntil(() => shownText(page).includes('There is no such scan'));
    replies = [new ApiError('not-found', 'Version 2 was never published.', 404)];
    await ask(page, { what: 'day', site: '7', version: '2' });
    await waitUntil(() => shownText(page).includes('The choices were renewed'));
    setLanguage('zh-CN');
    replies = [new ApiError('offline', 'Nothing.', 0)];
    await ask(page, { site: '7' });
    await waitUntil(() => shownText(page).includes('服务器没有应答'));
  });

  it('says when there is nothing to say', async () => {
    const page = await open();
    const none = { scans: 0, withoutFacts: 0, changed: [], otherReasons: 0 };
    replies = [{ scans: [], counts: none, next: null }];
    await ask(page, { site: '9' });
    await waitUntil(() => shownText(page).includes('Only sites with a sentry have any'));
    const counts = { ...none, scans: 1, withoutFacts: 1 };
    replies = [{ scans: [scan(1, { byThen: null, now: null })], counts, next: null }];
    await ask(page, { site: '7' });
    await waitUntil(() => shownText(page).includes('cannot be replayed'));
    replies = [{ scans: [scan(1)], counts: { ...none, scans: 1 }, next: null }];
    await ask(page, { site: '7' });
    await waitUntil(() => shownText(page).includes('Every verdict stays as it was'));
  });

  it('asks for the draft in its own words', async () => {
    answer = policyAnswer({
      draft: draftOf(({ policy }) => {
        policy.rules.find(({ id }) => id === 'result.age')!.texts.en = 'Test older than the new rule allows';
      }),
    });
    const page = await open();
    await ask(page, { site: '7', version: 'draft' });
    await waitUntil(() => rows(page).length > 0);
    expect(asked[0]!.version).to.equal('draft');
    expect(shownText(rows(page)[1]!)).to.include('Test older than the new rule allows');
  });
});

describe('what a replay is made of', () => {
  it('joins two answers without changing either', () => {
    const before = JSON.stringify([firstPart, secondPart]);
    const { counts, scans, next } = joined(firstPart, secondPart);
    expect(counts).to.deep.equal({
      scans: 6,
      withoutFacts: 1,
      changed: [
        { from: 'admit', to: 'attend', scans: 2 },
        { from: 'attend', to: 'admit', scans: 1 },
      ],
      otherReasons: 1,
    });
    expect([scans.length, next]).to.deep.equal([6, null]);
    expect(JSON.stringify([firstPart, secondPart])).to.equal(before);
  });

  it('writes and reads the key of a scan', () => {
    const key = { t: 1779249606000, device: 12, seq: 4711 };
    expect(scanKeyText(key)).to.equal('1779249606000-12-4711');
    expect(scanKeyOf(' 1779249606000-12-4711 ')).to.deep.equal(key);
    for (const text of ['', '1-2', '1-2-3-4', '1-2-x', '1.5-2-3', '-1-2-3'])
      expect(scanKeyOf(text), text).to.equal(null);
  });

  const { sites } = policyAnswer();
  for (const [text, number] of [
    ['7 望江商场', 7],
    ['8', 8],
    ['江湾超市', 9],
    ['超市', 9],
    ['江湾', undefined],
    ['', undefined],
    ['4711', undefined],
  ] as const) {
    it(`takes "${text}" for ${number ?? 'no site'}`, () =>
      expect(siteOf(text, sites)?.number).to.equal(number));
  }
});
