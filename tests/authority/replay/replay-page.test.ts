import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.ts';
import type { ReplayPage } from '../../../src/authority/replay/replay-page.ts';
import '../../../src/authority/replay/replay-page.ts';
import { joined } from '../../../src/authority/replay/replay-result.ts';
import { scanKeyOf, scanKeyText } from '../../../src/domain/policy/scan-key.ts';
import type {
  PolicyAnswer,
  ReplayAnswer,
  ReplayedScan,
  ReplayRequest,
} from '../../../src/domain/api/policy-api.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { now } from '../district-data.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { draftOf, policyAnswer } from '../policy-data.ts';

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
    emergencies: 0,
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
    emergencies: 0,
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

async function open(subdistricts: string[] = []): Promise<ReplayPage> {
  history.replaceState(null, '', '#replay');
  const client = {
    policy: async () => answer,
    findSites: async () => ({ sites: [], more: false }),
    replay: async (request: ReplayRequest) => {
      asked.push(request);
      const reply = replies.shift()!;
      if (reply instanceof ApiError) throw reply;
      return reply;
    },
  };
  const page = await fixture<ReplayPage>(
    html`<sc-replay-page
      .client=${client as never}
      .staff=${{ name: '白露', roles: ['policy-officer'], subdistricts }}
    ></sc-replay-page>`,
  );
  await waitUntil(
    () => find(page.shadowRoot!, 'sc-moment-field')?.shadowRoot?.querySelector('input'),
    'the form appears',
  );
  return page;
}

const own = <T extends HTMLElement>(page: ReplayPage, selector: string): T =>
  find<T>(page.shadowRoot!, selector)!;

/** Fills in and asks. A site is given by its number: choosing it from the list is the picker's own. */
async function ask(page: ReplayPage, { site, day, ...values }: Record<string, string>): Promise<void> {
  if (site)
    find(page.shadowRoot!, 'sc-place-field')!.dispatchEvent(new CustomEvent('typed', { detail: site }));
  if (day) {
    dayInput(page).value = day;
    dayInput(page).dispatchEvent(new Event('input'));
  }
  await fillForm(find(page.shadowRoot!, 'sc-form')!.shadowRoot!, values);
  find(page.shadowRoot!, 'sc-form')!.shadowRoot!.querySelector('form')!.requestSubmit();
}

const dayInput = (page: ReplayPage) => own(page, 'sc-moment-field').shadowRoot!.querySelector('input')!;

const rows = (page: ReplayPage) => {
  const list = find(page.shadowRoot!, 'sc-data-table');
  return [...(list?.shadowRoot?.querySelectorAll('tr[data-key]') ?? [])];
};

describe('the page of replays', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
    answer = policyAnswer();
    asked = [];
    replies = [firstPart];
  });

  it('offers every version, and the days that are kept', async () => {
    answer = policyAnswer({ draft: draftOf() });
    const page = await open();
    const versions = [
      ...find(page.shadowRoot!, 'sc-form')!.shadowRoot!.querySelectorAll<HTMLInputElement>('[name=version]'),
    ];
    expect(versions.map(({ value }) => value)).to.deep.equal(['draft', '3', '2', '1']);
    expect(versions.map(({ checked }) => checked)).to.deep.equal([true, false, false, false]);
    expect(dayInput(page).value).to.equal('2026-11-23');
    await ask(page, { site: '7', day: '2026-11-08' });
    await waitUntil(
      () =>
        shownText(page).includes('a day from 2026-11-09 to 2026-11-23') ||
        shownText(page).includes('2026-11-09'),
    );
    expect(asked).to.deep.equal([]);
  });

  it('counts, and lists what each scan decided and would decide, in words', async () => {
    const page = await open();
    await ask(page, { site: '7', day: '2026-11-22', version: '2' });
    await waitUntil(() => rows(page).length > 0);
    expect(asked).to.deep.equal([{ site: 7, version: 2, day: 20261122 }]);
    expect(shownText(own(page, '#result h2'))).to.match(/^7 望江商场 · 2026-11-22 · Version 2 \(since 2026/);
    const counts = shownText(find(page.shadowRoot!, 'sc-replay-counts'));
    expect(counts).to.include('Scans 4').and.include('Verdict would change 1');
    expect(counts).to.include('Same verdict, other reasons 1').and.include('Without facts 1');
    expect(counts).to.include('Admitted → Staff needed 1');
    const [same, changed, other, without] = rows(page).map((row) => shownText(row));
    expect(same).to.match(/Admitted by version 3 The same Unchanged$/);
    expect(changed).to.match(/Staff needed The last nucleic acid test is too old$/);
    expect(other).to.match(/Staff needed No temperature was measured by version 3/);
    expect(other).to.match(/The last nucleic acid test is too old; No temperature was measured$/);
    expect(without).to.match(/No facts were recorded No facts were recorded$/);
    expect(shownText(page)).to.not.match(/result\.age|temperature\.high/);
  });

  it('shows only those that change', async () => {
    const page = await open();
    await ask(page, { site: '7' });
    await waitUntil(() => rows(page).length > 0);
    const shown = find<HTMLSelectElement>(page.shadowRoot!, 'select[name=change]')!;
    for (const [value, number] of [
      ['outcome', 1],
      ['any', 2],
      ['', 4],
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
    await waitUntil(() => own(page, 'button[name=more]'));
    expect(shownText(page)).to.include('the day has more scans');
    own(page, 'button[name=more]').click();
    await waitUntil(() => rows(page).length === 6);
    expect(asked[1]).to.deep.equal({ ...asked[0], after: firstPart.next });
    expect(own(page, 'button[name=more]')).to.equal(null);
    const counts = shownText(find(page.shadowRoot!, 'sc-replay-counts'));
    expect(counts).to.include('Scans 6').and.include('Verdict would change 3');
    expect(shownText(rows(page)[5]!)).to.include('Differs from what was recorded');
  });

  it('replays one scan by its key', async () => {
    const page = await open();
    replies = [{ ...firstPart, scans: [scan(2)], next: null }];
    await ask(page, { what: 'scan', site: '7', key: 'yesterday at noon' });
    await waitUntil(() => shownText(page).includes('This is not a scan key'));
    expect(asked).to.deep.equal([]);
    await ask(page, { key: `${now + 2}-12-2` });
    await waitUntil(() => rows(page).length > 0);
    expect(asked).to.deep.equal([{ site: 7, version: 3, scan: { t: now + 2, device: 12, seq: 2 } }]);
    expect(shownText(rows(page)[0]!)).to.include(`${now + 2}-12-2`);
  });

  it('says what is missing: the site, the scan, the version', async () => {
    const page = await open();
    await ask(page, {});
    await waitUntil(() => shownText(page).includes('Site (name or number): Fill this in'), 'the site');
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

  it('keeps what was typed when it is refused, and forgets it once it is answered', async () => {
    const page = await open();
    const kept = () => Object.keys(localStorage).filter((key) => key.startsWith('sitecode.draft.'));
    replies = [new ApiError('offline', 'Nothing.', 0), firstPart];
    await ask(page, { site: '7' });
    await waitUntil(() => own(page, '[role=alert]') !== null, 'the refusal');
    expect(kept()).to.have.length(1);
    await ask(page, {});
    await waitUntil(() => rows(page).length > 0);
    expect(asked.map(({ site }) => site)).to.deep.equal([7, 7]);
    await waitUntil(() => kept().length === 0, 'the draft is forgotten');
  });

  it('says to an account of a part of the district why it replays no days of all of it', async () => {
    expect(find((await open()).shadowRoot!, 'sc-replay-days') !== null).to.equal(true);
    const part = await open(['江湾镇街道']);
    expect(find(part.shadowRoot!, 'sc-replay-days') === null).to.equal(true);
    expect(shownText(own(part, '#days-closed'))).to.include('your account is of 江湾镇街道');
  });

  it('says when there is nothing to say', async () => {
    const page = await open();
    const none = { scans: 0, emergencies: 0, withoutFacts: 0, changed: [], otherReasons: 0 };
    replies = [{ scans: [], counts: none, next: null }];
    await ask(page, { site: '9' });
    await waitUntil(() => shownText(page).includes('Only sites with a sentry have any'));
    const counts = { ...none, scans: 1, emergencies: 0, withoutFacts: 1 };
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
      emergencies: 0,
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
});
