import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { pageOfAddress, pagesOf } from '../../src/authority/authority-nav.ts';
import type { FleetPage } from '../../src/authority/fleet-page.ts';
import '../../src/authority/fleet-page.ts';
import {
  countStates,
  filterFleet,
  fleetCell,
  fleetProblems,
  groupFleet,
  wholeFleet,
} from '../../src/authority/fleet-state.ts';
import type { SilentSentries } from '../../src/authority/silent-sentries.ts';
import type { StaffRole } from '../../src/domain/categories.ts';
import type { FleetAnswer, FleetRow, FleetSentryAnswer } from '../../src/domain/fleet-api.ts';
import { readFleet } from '../../src/domain/fleet-wire.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { fleetTexts } from '../../src/ui/texts/fleet.ts';
import { now } from './district-data.ts';
import { find, shownText } from './find-deep.ts';
import { fleet, fleetRow, manyFleetRows, onTheWire } from './fleet-data.ts';

const t = fleetTexts.en;
let answer: FleetAnswer;
let detail: Omit<FleetSentryAnswer, 'device'>;
let asked: { path: string; body: unknown }[];
let refusal: { status: number; code: string } | null;

async function open(role: StaffRole = 'administrator'): Promise<FleetPage> {
  const client = new ApiClient({
    fetch: async (address, init) => {
      const url = new URL(String(address));
      const path = url.pathname.replace('/api/sitecode/', '');
      if (path === 'fleet') return Response.json(onTheWire(answer));
      if (path === 'fleet/sentry') {
        return Response.json({ ...detail, device: Number(url.searchParams.get('device')) });
      }
      asked.push({ path, body: JSON.parse(String(init?.body)) as unknown });
      if (refusal) return Response.json({ ...refusal, message: 'No.' }, { status: refusal.status });
      return Response.json({ id: 7, devices: 1 });
    },
  });
  const page = await fixture<FleetPage>(html`
    <sc-fleet-page
      .client=${client}
      .staffRole=${role}
      .listen=${async () => () => undefined}
      .pace=${{ poll: 60_000, gather: 0, stale: 60_000 }}
    ></sc-fleet-page>
  `);
  await waitUntil(() => find(page.shadowRoot!, 'sc-fleet-filters'), 'the page appears');
  return page;
}

const cells = (page: FleetPage) => [
  ...find(page.shadowRoot!, 'sc-fleet-grid')!.shadowRoot!.querySelectorAll<HTMLButtonElement>('button.cell'),
];
const click = async (page: FleetPage, selector: string): Promise<void> => {
  await waitUntil(() => find(page.shadowRoot!, selector), selector);
  find(page.shadowRoot!, selector)!.click();
  await page.updateComplete;
};
function set(page: FleetPage, selector: string, value: string): void {
  const field = find<HTMLInputElement>(page.shadowRoot!, selector)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
async function choose(page: FleetPage, device: number): Promise<void> {
  await click(page, `[data-device="${device}"]`);
  await waitUntil(() => shownText(find(page.shadowRoot!, 'sc-fleet-panel')).includes(t.history));
}

describe('the fleet page', () => {
  beforeEach(() => {
    setLanguage('en');
    asked = [];
    refusal = null;
    answer = fleet(manyFleetRows());
    detail = { changes: [], commands: [], chains: [], now };
  });
  after(() => setLanguage('zh-CN'));

  it('shows 763 sentries in groups, each named for those who do not see its shape', async () => {
    const page = await open();
    expect(cells(page)).to.have.length(763);
    const silent = cells(page).find(({ dataset }) => dataset['device'] === '1')!;
    expect(silent.getAttribute('aria-label')).to.equal('Site 1 · Gate 1, Silent');
    expect(shownText(silent)).to.include('✕');
    const broken = cells(page).find(({ dataset }) => dataset['device'] === '32')!;
    expect(broken.getAttribute('aria-label')).to.include('Storage');
    expect(shownText(broken).trim()).to.equal('D');
    const filters = shownText(find(page.shadowRoot!, 'sc-fleet-filters'));
    for (const count of ['Silent 20', 'On line, with problems 1', 'Locked 1', 'On line, well 731']) {
      expect(filters).to.include(count);
    }
    expect(shownText(find(page.shadowRoot!, 'sc-fleet-grid'))).to.include(
      '四川北路街道 300, 31 with problems',
    );
  });

  it('raises the silent ones above all, and names the first', async () => {
    const page = await open();
    const alarm = shownText(find(page.shadowRoot!, 'sc-silent-sentries'));
    expect(alarm)
      .to.include('20 sentries have fallen silent')
      .and.to.match(/and 1[68] more/);
    answer = fleet([fleetRow()]);
    const calm = await open();
    expect(shownText(find(calm.shadowRoot!, 'sc-silent-sentries'))).to.equal('');
  });

  it('is cut down by state, place, ring and text', async () => {
    const page = await open();
    await click(page, 'button[data-state=silent]');
    expect(cells(page)).to.have.length(20);
    await click(page, 'button[data-state=silent]');
    set(page, 'select[name=ring]', '0');
    await page.updateComplete;
    await waitUntil(() => cells(page).length === 1);
    set(page, 'select[name=ring]', '');
    set(page, 'input[name=text]', 'gate 700');
    await waitUntil(() => cells(page).length === 1);
    set(page, 'input[name=text]', 'nowhere');
    await waitUntil(() => shownText(page).includes(t.nothingMatches));
  });

  it('is walked through by the arrow keys; one cell takes part in the tab order', async () => {
    const page = await open();
    const all = cells(page);
    expect(all.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    all[0]!.focus();
    const press = (key: string) => {
      const grid = find(page.shadowRoot!, 'sc-fleet-grid')!;
      const from = grid.shadowRoot!.activeElement!;
      from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      return all.indexOf(grid.shadowRoot!.activeElement as HTMLButtonElement);
    };
    expect(press('ArrowRight')).to.equal(1);
    expect(press('ArrowLeft')).to.equal(0);
    const below = press('ArrowDown');
    expect(below).to.be.greaterThan(1);
    expect(press('ArrowUp')).to.equal(0);
    expect(press('End')).to.equal(762);
    await waitUntil(() => cells(page)[762]!.tabIndex === 0);
  });

  it('shows all of one sentry: its fields, its commands, its history, the gaps of its chain', async () => {
    detail = {
      changes: [{ at: now, field: 'storage', before: 'ok', after: 'journal-missing' }],
      commands: [
        {
          id: 5,
          kind: 'wipe',
          reason: 'Lost on the bus',
          by: 'Gu',
          at: now,
          expires: now + 1000,
          state: 'pending',
          said: 'waiting',
          saidAt: now,
        },
      ],
      chains: [
        {
          chain: '00112233aabbccdd',
          have: [
            [1, 40],
            [43, 50],
          ],
          next: 51,
          gaps: 2,
          verifiedTo: 40,
          fault: '',
        },
      ],
      now,
    };
    const page = await open();
    await choose(page, 32);
    const panel = shownText(find(page.shadowRoot!, 'sc-fleet-panel'));
    for (const text of ['Storage Failed', 'Both copies well → Journal is missing', 'Lost on the bus']) {
      expect(panel.replaceAll('▲ ', '')).to.include(text);
    }
    expect(panel).to.include('2 missing').and.to.include('1–40, 43–50').and.to.include('waiting');
    await click(page, 'button[name=withdraw]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'fleet/command/withdraw', body: { id: 5 } });
  });

  it('asks once more, with the number, before it gives a command', async () => {
    const page = await open();
    await click(page, 'button[data-state=silent]');
    set(page, 'select[name=kind]', 'wipe');
    await click(page, 'form[name=command] button');
    expect(asked, 'no reason, no command').to.deep.equal([]);
    set(page, 'input[name=reason]', 'Stolen tonight');
    await click(page, 'form[name=command] button');
    await waitUntil(() => shownText(page).includes('“Wipe” to 20 sentries?'));
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({
      path: 'fleet/command',
      body: {
        devices: Array.from({ length: 20 }, (_, index) => index + 1),
        kind: 'wipe',
        reason: 'Stolen tonight',
        hours: 24,
      },
    });
  });

  it('a list that changes while it is asked is asked for anew', async () => {
    const page = await open();
    await click(page, 'button[data-state=silent]');
    set(page, 'input[name=reason]', 'Stolen tonight');
    await click(page, 'form[name=command] button');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'));
    await click(page, 'button[data-state=silent]');
    await waitUntil(() => !find(page.shadowRoot!, 'button[name=yes]'));
    expect(asked).to.deep.equal([]);
  });

  it('says when a command was refused', async () => {
    refusal = { status: 404, code: 'not-found' };
    const page = await open();
    await choose(page, 31);
    const acts = find(page.shadowRoot!, 'sc-fleet-panel')!;
    find<HTMLInputElement>(acts.shadowRoot!, 'input[name=reason]')!.value = 'Found again';
    find(acts.shadowRoot!, 'form[name=command] button')!.click();
    await waitUntil(() => find(acts.shadowRoot!, 'button[name=yes]'));
    find(acts.shadowRoot!, 'button[name=yes]')!.click();
    await waitUntil(() => shownText(page).includes(t.fault_notFound));
  });

  it('shows how far new rules have come, and holds them', async () => {
    answer = fleet([fleetRow({ bundleVersion: 4 }), fleetRow({ device: 2, ring: 0, bundleVersion: 4 })], {
      newest: { version: 4, issuedAt: now },
      rollouts: [{ version: 4, published: now, ring: 0, held: false, nextAt: now + 3_600_000 }],
    });
    const page = await open();
    const card = () => shownText(find(page.shadowRoot!, 'sc-fleet-rollout'));
    expect(card()).to.include('✓ 0 (pilot) : 1 / 1').and.to.include('… Ring 2 : 1 / 1');
    await click(page, 'button[name=hold]');
    await waitUntil(() => card().includes(t.sure_hold));
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'fleet/rollout', body: { version: 4, action: 'hold' } });
  });

  it('lets urban management look, and do nothing', async () => {
    const page = await open('urban-management');
    await choose(page, 31);
    expect(find(page.shadowRoot!, 'sc-fleet-acts')).to.equal(null);
    expect(find(page.shadowRoot!, 'button[name=hold]')).to.equal(null);
    expect(find(page.shadowRoot!, 'input[name=minutes]')).to.equal(null);
  });

  it('is on the way of two roles alone', () => {
    expect(pagesOf('administrator').map(({ id }) => id)).to.include('fleet');
    expect(pageOfAddress('urban-management', '#fleet')).to.equal('fleet');
    for (const role of ['health', 'tracer', 'inspector', 'lab'] as const) {
      expect(pageOfAddress(role, '#fleet')).to.equal('board');
    }
  });

  it('reads in Chinese', async () => {
    setLanguage('zh-CN');
    const page = await open();
    expect(shownText(page)).to.include('20 台哨兵失联').and.to.include('在线正常');
  });
});

describe('what the fleet page makes of a sentry', () => {
  const problems = (change: Partial<FleetRow>) => fleetProblems(fleetRow(change), now);

  it('tells what needs somebody’s hand', () => {
    expect(problems({})).to.deep.equal([]);
    expect(problems({ storage: 'healed' })).to.deep.equal([]);
    expect(problems({ storage: 'journal-missing' })).to.deep.equal(['storage']);
    expect(problems({ skewMs: -61_000 })).to.deep.equal(['clock']);
    expect(problems({ drift: 49 })).to.deep.equal([]);
    expect(problems({ drift: -50 })).to.deep.equal(['drift']);
    expect(problems({ bundleVersion: 2 })).to.deep.equal(['rules']);
    expect(problems({ bundleVersion: 2, bundleWanted: 2 }), 'its ring waits').to.deep.equal([]);
    expect(problems({ wordAt: now - 2 * 3_600_000 })).to.deep.equal(['word']);
    expect(problems({ wordAt: 0, storage: '', drift: null }), 'an older app').to.deep.equal([]);
    expect(problems({ missing: 1, online: false }), 'on line or not').to.include('chain');
    expect(problems({ chainFaults: 1, storage: 'failed' })).to.deep.equal(['chain', 'storage']);
    expect(problems({ camera: 'denied', storage: 'failed' })).to.deep.equal(['storage', 'camera']);
  });

  it('has one state for each', () => {
    const state = (change: Partial<FleetRow>) => fleetCell(fleetRow(change), now).state;
    expect(state({})).to.equal('online');
    expect(state({ sound: 'suspended' })).to.equal('fault');
    expect(state({ sound: 'suspended', locked: 7 })).to.equal('locked');
    expect(state({ online: false })).to.equal('silent');
    expect(state({ online: false, lastSeen: 0 })).to.equal('never');
    expect(state({ paired: false })).to.equal('unpaired');
  });

  it('filters, groups and counts', () => {
    const all = manyFleetRows().map((row) => fleetCell(row, now));
    expect(countStates(all)).to.deep.equal({
      silent: 20,
      fault: 1,
      locked: 1,
      never: 10,
      online: 731,
      unpaired: 0,
    });
    expect(filterFleet(all, wholeFleet)).to.have.length(763);
    expect(filterFleet(all, { ...wholeFleet, subdistrict: '四川北路街道' })).to.have.length(300);
    expect(filterFleet(all, { ...wholeFleet, onlyProblems: true })).to.have.length(31);
    expect(filterFleet(all, { ...wholeFleet, app: '0.0.9' })).to.have.length(0);
    expect(filterFleet(all, { ...wholeFleet, bundle: 3, ring: 0 })).to.have.length(1);
    expect(groupFleet(all, 'subdistrict').map(({ cells: group }) => group.length)).to.deep.equal([300, 463]);
    expect(groupFleet(all, 'category')).to.have.length(1);
  });

  it('travels as lists and is the same afterwards', () => {
    const rows = Array.from({ length: 6 }, (_, index) => fleetRow({ device: index + 1, drift: 0 }));
    const read = readFleet(onTheWire(fleet(rows, { districtMedian: 3650 })));
    expect(read).to.deep.equal(fleet(rows, { districtMedian: 3650 }));
  });
});

describe('the alarm on silence', () => {
  it('on the board names the sentries and offers nothing to press', async () => {
    setLanguage('en');
    const alarm = await fixture<SilentSentries>(html`
      <sc-silent-sentries
        .sentries=${[fleetRow({ online: false, lastSeen: now - 600_000, silentSince: now - 600_000 })]}
        .now=${now}
      ></sc-silent-sentries>
    `);
    expect(shownText(alarm)).to.include('1 sentry has fallen silent').and.to.include('North gate');
    expect(find(alarm.shadowRoot!, 'button')).to.equal(null);
    expect(find(alarm.shadowRoot!, '[role=alert]')).to.not.equal(null);
    setLanguage('zh-CN');
  });
});
