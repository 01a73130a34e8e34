import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { FleetPage } from '../../../src/authority/fleet/fleet-page.ts';
import '../../../src/authority/fleet/fleet-page.ts';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import type { FleetAnswer, FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fleetTexts } from '../../../src/ui/texts/authority/fleet.ts';
import { now } from '../district-data.ts';
import { find, shownText } from '../find-deep.ts';
import { fleet, fleetRow, manyFleetRows, onTheWire } from '../fleet-data.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = fleetTexts.en;
let answer: FleetAnswer;
let detail: Omit<FleetSentryAnswer, 'device'>;
let asked: { path: string; body: unknown }[];
let refusal: { status: number; code: string } | null;

async function open(
  role: StaffRole = 'administrator',
  hash = '#sentries',
  subdistricts: string[] = [],
): Promise<FleetPage> {
  history.replaceState(null, '', hash);
  const client = new ApiClient({
    fetch: async (address, init) => {
      const url = new URL(String(address));
      const path = url.pathname.replace('/api/sitecode/', '');
      if (path === 'fleet') return Response.json(onTheWire(answer));
      if (path === 'fleet/sentry') {
        return Response.json({ ...detail, device: Number(url.searchParams.get('device')) });
      }
      const body = JSON.parse(String(init?.body)) as { kind?: string };
      asked.push({ path, body });
      if (refusal) return Response.json({ ...refusal, message: 'No.' }, { status: refusal.status });
      const waits = body.kind === 'wipe';
      return Response.json({ id: waits ? null : 7, approval: waits ? 3 : null, devices: 1 });
    },
  });
  const page = await fixture<FleetPage>(html`
    <sc-fleet-page
      .client=${client}
      .staff=${{ name: '陈建国', roles: [role], subdistricts }}
      .feed=${{
        listen: async () => () => undefined,
        pace: { poll: 60_000, gather: 0, stale: 60_000 },
      }}
    ></sc-fleet-page>
  `);
  const shows = hash.includes('view=rules') ? 'sc-fleet-rollout' : 'button[data-state]';
  await waitUntil(() => find(page.shadowRoot!, shows), 'the page appears');
  await page.updateComplete;
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
/** The table's number of rows that the filters leave. */
const listed = (page: FleetPage) =>
  Number(find(page.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelector('table')?.ariaRowCount ?? 1) - 1;
const rowOf = (page: FleetPage, device: number) =>
  find(page.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelector(`tr[data-key="${device}"]`);
async function choose(page: FleetPage, device: number): Promise<void> {
  location.hash = `#sentries?open=${device}`;
  await waitUntil(() => shownText(find(page.shadowRoot!, 'sc-fleet-panel')).includes(t.history));
}
const silentAlone = '#sentries?state=silent';
const silentDevices = Array.from({ length: 20 }, (_, index) => index + 1);

describe('the fleet page', () => {
  beforeEach(() => {
    setLanguage('en');
    asked = [];
    refusal = null;
    answer = fleet(manyFleetRows());
    detail = { changes: [], commands: [], chains: [], emergenciesToday: 0, now };
  });
  afterEach(async () => {
    fixtureCleanup();
    // The entries of dialogs go away a moment after them.
    await waitUntil(() => !(history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays);
    history.replaceState(null, '', '#');
  });
  after(() => setLanguage('zh-CN'));

  it('lists 763 sentries, the most urgent first, and says what is counted', async () => {
    const page = await open();
    await waitUntil(() => listed(page) === 763);
    const table = find(page.shadowRoot!, 'sc-data-table')!.shadowRoot!;
    expect(table.querySelectorAll('tr[data-key]').length, 'those in sight alone').to.be.lessThan(100);
    const first = shownText(table.querySelector('tr[data-key]'));
    expect(first).to.include('Silent').and.to.include('Site 1').and.to.include('四川北路街道');
    expect(shownText(page)).to.include(t.definition('5'));
    const counts = shownText(find(page.shadowRoot!, 'sc-fleet-counts'));
    for (const count of ['Silent 20', 'Online, with problems 1', 'Locked 1', 'Online, no problems 731'])
      expect(counts).to.include(count);
  });

  it('shows them at a glance in groups, each named for those who do not see its shape', async () => {
    const page = await open('administrator', '#sentries?view=grid');
    await waitUntil(() => find(page.shadowRoot!, 'sc-fleet-grid'));
    expect(cells(page)).to.have.length(763);
    expect(find(page.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelector('table')).to.equal(null);
    const silent = cells(page).find(({ dataset }) => dataset['device'] === '1')!;
    expect(silent.getAttribute('aria-label')).to.equal('Site 1 · Gate 1, Silent');
    expect(shownText(silent)).to.include('✕');
    const broken = cells(page).find(({ dataset }) => dataset['device'] === '32')!;
    expect(broken.getAttribute('aria-label')).to.include('Storage');
    expect(shownText(broken).trim()).to.equal('D');
    expect(shownText(find(page.shadowRoot!, 'sc-fleet-grid'))).to.include(
      '四川北路街道 300, 31 with problems',
    );
    set(page, 'select[name=grouping]', 'category');
    await waitUntil(() => location.hash.includes('group=category'));
    await waitUntil(() => !shownText(find(page.shadowRoot!, 'sc-fleet-grid')).includes('四川北路街道'));
    silent.click();
    await waitUntil(() => location.hash.includes('open=1'));
  });

  it('raises the silent ones above all, and names the first', async () => {
    const page = await open();
    const alarm = shownText(find(page.shadowRoot!, 'sc-silent-sentries'));
    expect(alarm)
      .to.include('20 sentries have fallen silent')
      .and.to.match(/and 1[68] more/);
    const links = [
      ...find(page.shadowRoot!, 'sc-silent-sentries')!.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a'),
    ].map((link) => link.getAttribute('href'));
    expect(links).to.include('#sentries?open=1').and.to.include(silentAlone);
    answer = fleet([fleetRow()]);
    const calm = await open();
    expect(shownText(find(calm.shadowRoot!, 'sc-silent-sentries'))).to.equal('');
  });

  it('is cut down by state, ring and text, which the address holds but for what was typed', async () => {
    const page = await open();
    await click(page, 'button[data-state=silent]');
    await waitUntil(() => listed(page) === 20);
    expect(location.hash).to.equal(silentAlone);
    await click(page, 'button[data-state=silent]');
    set(page, 'select[name=ring]', '0');
    await waitUntil(() => listed(page) === 1);
    expect(location.hash).to.equal('#sentries?ring=0');
    set(page, 'select[name=ring]', '');
    set(page, 'input[name=find]', 'gate 700');
    await waitUntil(() => listed(page) === 1);
    expect(location.hash).to.equal('#sentries');
    set(page, 'input[name=find]', 'nowhere');
    await waitUntil(() => shownText(page).includes('None matches.'));
  });

  it('is walked through by the arrow keys; one cell takes part in the tab order', async () => {
    const page = await open('administrator', '#sentries?view=grid');
    await waitUntil(() => find(page.shadowRoot!, 'sc-fleet-grid'));
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
      emergenciesToday: 2,
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
          rejected: '',
        },
      ],
      now,
    };
    const page = await open();
    await choose(page, 32);
    const panel = shownText(find(page.shadowRoot!, 'sc-fleet-panel'));
    for (const text of ['Storage Failed', 'Both copies intact → Journal is missing', 'Lost on the bus']) {
      expect(panel.replaceAll('▲ ', '')).to.include(text);
    }
    expect(panel).to.include('2 missing').and.to.include('1–40, 43–50').and.to.include('waiting');
    await click(page, 'button[name=withdraw]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'fleet/command/withdraw', body: { id: 5 } });
  });

  it('asks once more, with the number, before it gives a command to all that are listed', async () => {
    const page = await open('administrator', silentAlone);
    await click(page, 'button[name=command]');
    await waitUntil(() => shownText(page).includes(t.actOn('20')));
    set(page, 'select[name=kind]', 'wipe');
    await click(page, 'form[name=command] button');
    expect(asked, 'no reason, no command').to.deep.equal([]);
    set(page, 'input[name=reason]', 'Stolen tonight');
    await click(page, 'form[name=command] button');
    await waitUntil(() => shownText(page).includes('“Wipe” to 20 sentries?'));
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    const { devices, ...others } = asked[0]!.body as { devices: number[] };
    expect(devices.toSorted((a, b) => a - b)).to.deep.equal(silentDevices);
    expect(others).to.deep.equal({ kind: 'wipe', reason: 'Stolen tonight', hours: 24 });
  });

  it('is about the ticked ones alone where some are, and keeps what was filled in when it is called off', async () => {
    const page = await open('administrator', silentAlone);
    await waitUntil(() => rowOf(page, 3));
    for (const device of [3, 5]) rowOf(page, device)!.querySelector<HTMLInputElement>('input')!.click();
    await click(page, '.bulk button[name=command]');
    await waitUntil(() => shownText(page).includes(t.actOn('2')));
    expect(find(page.shadowRoot!, 'form[name=ring]'), 'a command was asked for').to.equal(null);
    set(page, 'input[name=reason]', 'Lost on the bus');
    await click(page, 'form[name=command] button');
    await click(page, 'button[name=no]');
    await waitUntil(() => !shownText(page).includes('“Lock” to 2 sentries?'));
    expect(find<HTMLInputElement>(page.shadowRoot!, 'input[name=reason]')!.value).to.equal('Lost on the bus');
    await click(page, 'form[name=command] button');
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]!.body).to.include({ kind: 'lock', reason: 'Lost on the bus' });
    expect((asked[0]!.body as { devices: number[] }).devices).to.have.members([3, 5]);
    await waitUntil(() => !find(page.shadowRoot!, '.bulk'), 'what is done is ticked no more');
  });

  it('leaves out ended pairings, and says so', async () => {
    answer = fleet([fleetRow({ device: 1 }), fleetRow({ device: 2, paired: false })]);
    const page = await open();
    await click(page, 'button[name=command]');
    await waitUntil(() => shownText(page).includes(t.actOn('1')));
    expect(shownText(page)).to.include(t.unpairedLeftOut('1'));
    await click(page, 'button[name=cancel]');
    answer = fleet([fleetRow({ device: 2, paired: false })]);
    const none = await open();
    await click(none, 'button[name=command]');
    await waitUntil(() => shownText(none).includes(t.actOnNone));
    expect(find(none.shadowRoot!, 'sc-fleet-acts')).to.equal(null);
  });

  it('puts sentries into a ring at once, and back again on undo', async () => {
    const page = await open('administrator', silentAlone);
    await click(page, 'button[name=command]');
    await waitUntil(() => find(page.shadowRoot!, 'form[name=ring]'));
    set(page, 'form[name=ring] select', '1');
    await click(page, 'form[name=ring] button');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]!.body).to.include({ ring: 1 });
    await click(page, 'button[name=undo]');
    await waitUntil(() => asked.length === 2);
    expect(asked[1]!.path).to.equal('fleet/ring');
    expect(asked[1]!.body).to.include({ ring: 2 });
    expect((asked[1]!.body as { devices: number[] }).devices).to.have.members(silentDevices);
  });

  it('has the file of all sentries made, or says to an account of a part why not', async () => {
    const page = await open();
    await click(page, 'button[name=file]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({ path: 'work', body: { kind: 'export', list: 'fleet', language: 'en' } });
    await waitUntil(() => shownText(page).includes(t.fileAsked));
    const part = await open('administrator', '#sentries', ['江湾镇街道']);
    expect(shownText(part)).to.include(t.fileForAll('江湾镇街道'));
    expect(find(part.shadowRoot!, 'button[name=file]')).to.equal(null);
  });

  it('says that a sentry is not there where the address names none', async () => {
    const page = await open('administrator', '#sentries?open=9999');
    await waitUntil(() => shownText(page).includes(t.gone));
  });

  it('says when a command was refused', async () => {
    refusal = { status: 404, code: 'not-found' };
    const page = await open();
    await choose(page, 31);
    await click(page, 'button[name=act]');
    await waitUntil(() => find(page.shadowRoot!, 'input[name=reason]'));
    set(page, 'input[name=reason]', 'Found again');
    await click(page, 'form[name=command] button');
    await click(page, 'button[name=yes]');
    await waitUntil(() => shownText(page).includes(t.fault_notFound));
    await click(page, 'button[name=no]');
    await click(page, 'button[name=cancel]');
    await waitUntil(() => !find(page.shadowRoot!, 'sc-fleet-acts'));
  });

  it('shows how far new rules have come, and holds them', async () => {
    answer = fleet([fleetRow({ bundleVersion: 4 }), fleetRow({ device: 2, ring: 0, bundleVersion: 4 })], {
      newest: { version: 4, issuedAt: now },
      rollouts: [{ version: 4, published: now, ring: 0, held: false, nextAt: now + 3_600_000 }],
    });
    const page = await open('administrator', '#sentries?view=rules');
    const card = () => shownText(find(page.shadowRoot!, 'sc-fleet-rollout'));
    expect(card()).to.include('✓ 0 (pilot) : 1 / 1').and.to.include('… Ring 2 : 1 / 1');
    await click(page, 'button[name=hold]');
    await waitUntil(() => shownText(find(page.shadowRoot!, 'sc-confirm')!).includes(t.sure_hold));
    expect(asked).to.deep.equal([]);
    await click(page, 'button[name=yes]');
    await waitUntil(() => asked.length === 1);
    expect(asked[0]).to.deep.equal({
      path: 'fleet/rollout',
      body: { version: 4, action: 'hold', seen: { ring: 0, held: false } },
    });
  });

  it('lets urban management look, and do nothing', async () => {
    const page = await open('urban-management');
    await choose(page, 31);
    for (const name of ['act', 'command', 'ring'])
      expect(find(page.shadowRoot!, `button[name=${name}]`), name).to.equal(null);
    expect(find(page.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelector('.tick'), 'no ticks').to.equal(
      null,
    );
    const rules = await open('urban-management', '#sentries?view=rules');
    expect(find(rules.shadowRoot!, 'input[name=minutes]')).to.equal(null);
  });

  it('says to an administrator of a part of the district why they steer no roll-out', async () => {
    const page = await open('administrator', '#sentries?view=rules', ['江湾镇街道']);
    expect(shownText(page)).to.include(t.rulesForAll('江湾镇街道'));
    expect(find(page.shadowRoot!, 'input[name=minutes]')).to.equal(null);
  });

  it('reads in Chinese', async () => {
    setLanguage('zh-CN');
    const page = await open();
    expect(shownText(page)).to.include('20 台哨兵失联').and.to.include('在线正常');
  });
});
