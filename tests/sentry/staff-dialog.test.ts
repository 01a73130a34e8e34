import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { GateState } from '../../src/sentry/gate-state.ts';
import '../../src/sentry/staff-dialog.ts';
import type { StaffDialog } from '../../src/sentry/staff-dialog.ts';
import type { RejectedRecord } from '../../src/store/scan-queue.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { sentryTexts } from '../../src/ui/texts/sentry.ts';
import { noon } from '../support/district.ts';
import { findAll, press, shownText } from '../ui/shown.ts';
import { gateState } from './passages.ts';

const t = sentryTexts['zh-CN'];
let rejected: RejectedRecord[];
const realConfirm = window.confirm;

const rejectedScan = (seq: number, fault: string): RejectedRecord => ({
  chain: '0123456789abcdef',
  record: { seq, session: 'session', step: 0, box: 'box', before: 'before', t: noon },
  fault,
  rejectedAt: noon,
});

/** @param events every event it fires, in their order */
async function open(
  change: Partial<GateState> = {},
  events: string[] = [],
  serial = true,
): Promise<StaffDialog> {
  const dialog = await fixture<StaffDialog>(html`
    <sc-staff-dialog
      .gateState=${gateState(change)}
      place="测试商场 · 北门"
      ?serial=${serial}
      .loadRejected=${async () => rejected}
    ></sc-staff-dialog>
  `);
  for (const name of ['choose-sensor', 'sound-test', 'full-screen', 'retry-rejected', 'unpair'])
    dialog.addEventListener(name, () => events.push(name));
  await dialog.open();
  await dialog.updateComplete;
  return dialog;
}

const shownDialog = (dialog: StaffDialog): boolean => dialog.shadowRoot!.querySelector('dialog')!.open;
const rows = (dialog: StaffDialog): string[] =>
  findAll<HTMLElement>(dialog.shadowRoot!, 'li').map((row) => shownText(row).trim());
const unpairButton = (dialog: StaffDialog): HTMLButtonElement =>
  findAll<HTMLButtonElement>(dialog.shadowRoot!, 'button.danger')[0]!;

describe('sc-staff-dialog', () => {
  beforeEach(() => {
    setLanguage('zh-CN');
    rejected = [];
  });
  afterEach(() => (window.confirm = realConfirm));
  after(() => setLanguage('zh-CN'));

  it('opens with the place and the version, and closes', async () => {
    const dialog = await open();
    expect(shownDialog(dialog)).to.equal(true);
    expect(shownText(dialog))
      .to.contain('测试商场 · 北门')
      .and.to.match(/版本 \S+/);
    press(dialog, t.close);
    expect(shownDialog(dialog)).to.equal(false);
  });

  it('lists each record the server rejected with the field at fault, in both languages', async () => {
    rejected = [rejectedScan(4, 'site'), rejectedScan(9, 'reasons')];
    const dialog = await open({ rejected: 2 });
    expect(rows(dialog)).to.deep.equal(['第 4 条：字段“site”', '第 9 条：字段“reasons”']);
    setLanguage('en');
    await dialog.updateComplete;
    expect(rows(dialog)).to.deep.equal(['No. 4: field “site”', 'No. 9: field “reasons”']);
  });

  it('says that nothing was rejected, and offers no retry then', async () => {
    const dialog = await open();
    expect(shownText(dialog)).to.contain(t.rejectedNone).and.to.not.contain(t.retryRejected);
  });

  it('reads the list anew each time it is opened', async () => {
    const dialog = await open();
    press(dialog, t.close);
    rejected = [rejectedScan(4, 'site')];
    await dialog.open();
    await dialog.updateComplete;
    expect(rows(dialog)).to.have.length(1);
  });

  it('puts rejected records back on the way when asked, and shows them no longer', async () => {
    rejected = [rejectedScan(4, 'site')];
    const events: string[] = [];
    const dialog = await open({ rejected: 1 }, events);
    press(dialog, t.retryRejected);
    await dialog.updateComplete;
    expect(events).to.deep.equal(['retry-rejected']);
    expect(rows(dialog)).to.deep.equal([]);
  });

  const stillHere: [name: string, Partial<GateState>, number][] = [
    ['scans wait', { waiting: 3 }, 3],
    ['scans were rejected', { rejected: 2 }, 2],
    ['both', { waiting: 3, rejected: 2 }, 5],
  ];
  for (const [name, change, number] of stillHere) {
    it(`does not end the pairing while records are on this device alone: ${name}`, async () => {
      const events: string[] = [];
      window.confirm = () => true;
      const dialog = await open(change, events);
      expect(unpairButton(dialog).disabled).to.equal(true);
      expect(shownText(dialog)).to.contain(t.unpairBlocked(number));
      unpairButton(dialog).click();
      expect(events).to.deep.equal([]);
    });
  }

  it('lets the pairing end once the last scan is uploaded', async () => {
    window.confirm = () => true;
    const events: string[] = [];
    const dialog = await open({ waiting: 1 }, events);
    dialog.gateState = gateState();
    await dialog.updateComplete;
    expect(unpairButton(dialog).disabled).to.equal(false);
    unpairButton(dialog).click();
    expect(events).to.deep.equal(['unpair']);
    expect(shownDialog(dialog)).to.equal(false);
  });

  it('asks before it ends the pairing, and takes no for an answer', async () => {
    const asked: string[] = [];
    window.confirm = (question) => {
      asked.push(question!);
      return false;
    };
    const events: string[] = [];
    const dialog = await open({}, events);
    unpairButton(dialog).click();
    expect(asked).to.deep.equal([t.unpairConfirm]);
    expect(events).to.deep.equal([]);
    expect(shownDialog(dialog)).to.equal(true);
  });

  it('offers to choose a sensor, and says so where the browser has no serial ports', async () => {
    const events: string[] = [];
    press(await open({}, events), t.chooseSensor);
    expect(events).to.deep.equal(['choose-sensor']);
    const without = await open({}, [], false);
    expect(shownText(without)).to.contain(t.sensorUnsupported).and.to.not.contain(t.chooseSensor);
  });

  it('lists the cameras of this device and tells which one staff chose', async () => {
    const dialog = await open();
    await waitUntil(() => findAll(dialog.shadowRoot!, 'option').length > 1);
    const select = dialog.shadowRoot!.querySelector('select')!;
    const chosen: string[] = [];
    dialog.addEventListener('choose-camera', (event) => chosen.push((event as CustomEvent<string>).detail));
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    expect(chosen).to.deep.equal([select.value]);
    expect(select.value).to.not.equal('');
  });
});
