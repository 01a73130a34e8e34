import { expect, fixture, html } from '@open-wc/testing';
import type { GateState } from '../../../src/sentry/device/gate-state.ts';
import '../../../src/sentry/app/staff-dialog.ts';
import type { StaffDialog } from '../../../src/sentry/app/staff-dialog.ts';
import type { RejectedRecord } from '../../../src/store/records/scan-queue.ts';
import type { Overlay } from '../../../src/ui/overlay/overlay-dialog.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { noon } from '../../support/district.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { gateState } from '../passages.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = sentryTexts['zh-CN'];
let rejected: RejectedRecord[];

const rejectedRecord = (seq: number, fault: string): RejectedRecord => ({
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
  await findAll<Overlay>(dialog.shadowRoot!, 'sc-overlay')[0]!.updateComplete;
  return dialog;
}

const shownDialog = (dialog: StaffDialog): boolean =>
  findAll<HTMLDialogElement>(dialog.shadowRoot!, 'dialog')[0]!.open;
/** The question that lies above the dialog, once it is shown. */
const asked = async (dialog: StaffDialog): Promise<Overlay> => {
  const question = dialog.shadowRoot!.querySelector<Overlay>('#confirm')!;
  await question.updateComplete;
  expect(question.open).to.equal(true);
  return question;
};
const rows = (dialog: StaffDialog): string[] =>
  findAll<HTMLElement>(dialog.shadowRoot!, 'ol li').map((row) => shownText(row).trim());
const copies = (dialog: StaffDialog): string[] =>
  findAll<HTMLElement>(dialog.shadowRoot!, 'ul li').map((row) => shownText(row).trim());
const unpairButton = (dialog: StaffDialog): HTMLButtonElement =>
  findAll<HTMLButtonElement>(dialog.shadowRoot!, 'button.quiet.danger')[0]!;

describe('sc-staff-dialog', () => {
  beforeEach(() => {
    setLanguage('zh-CN');
    rejected = [];
  });
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
    rejected = [rejectedRecord(4, 'site'), rejectedRecord(9, 'place')];
    const dialog = await open({ rejected: 2 });
    expect(rows(dialog)).to.deep.equal(['第 4 条：字段“site”', '第 9 条：记录当时，该场所不归本机']);
    setLanguage('en');
    await dialog.updateComplete;
    expect(rows(dialog)).to.deep.equal([
      'No. 4: field “site”',
      'No. 9: the place was not this sentry’s at the time',
    ]);
  });

  it('saves rejected records as they are: sealed', async () => {
    rejected = [rejectedRecord(4, 'site')];
    const dialog = await open({ rejected: 1 });
    const saved: Blob[] = [];
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      saved.push(blob as Blob);
      return 'blob:nothing';
    };
    try {
      press(dialog, t.saveRejected);
    } finally {
      URL.createObjectURL = createObjectURL;
    }
    expect(JSON.parse(await saved[0]!.text())).to.deep.equal(rejected);
  });

  it('tells how each copy of the records is, and what was noticed of them', async () => {
    const dialog = await open({
      storage: 'journal-missing',
      copies: {
        database: 'healed',
        journal: 'failed',
        settings: 'ok',
        healed: 7,
        lost: 2,
        noticedAt: noon,
      },
    });
    expect(copies(dialog)).to.deep.equal([
      '记录数据库 曾受损，已修复',
      '记录日志 无法使用',
      '配对与规则 正常',
    ]);
    expect(shownText(dialog))
      .to.contain('2026-05-20 12:00')
      .and.to.contain('恢复 7 条')
      .and.to.contain('2 条两份都已丢失');
    setLanguage('en');
    await dialog.updateComplete;
    expect(copies(dialog)[1]).to.equal('Journal of records: cannot be used');
    expect(shownText(dialog)).to.contain('Lost in both copies: 2. Call support.');
  });

  it('says that nothing was rejected, and offers no retry then', async () => {
    const dialog = await open();
    expect(shownText(dialog)).to.contain(t.rejectedNone).and.to.not.contain(t.retryRejected);
  });

  it('reads the list anew each time it is opened', async () => {
    const dialog = await open();
    press(dialog, t.close);
    rejected = [rejectedRecord(4, 'site')];
    await dialog.open();
    await dialog.updateComplete;
    expect(rows(dialog)).to.have.length(1);
  });

  it('shows what is rejected while it is open', async () => {
    const dialog = await open();
    rejected = [rejectedRecord(4, 'site')];
    dialog.gateState = gateState({ rejected: 1 });
    await waitUntil(() => rows(dialog).length === 1);
  });

  it('puts rejected records back on the way when asked, and shows them no longer', async () => {
    rejected = [rejectedRecord(4, 'site')];
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
    const events: string[] = [];
    const dialog = await open({ waiting: 1 }, events);
    dialog.gateState = gateState();
    await dialog.updateComplete;
    expect(unpairButton(dialog).disabled).to.equal(false);
    unpairButton(dialog).click();
    const question = await asked(dialog);
    question.querySelector<HTMLButtonElement>('button.danger')!.click();
    await waitUntil(() => events.includes('unpair'));
    expect(events).to.deep.equal(['unpair']);
    expect(shownDialog(dialog)).to.equal(false);
    expect(question.open, 'the question is gone with it').to.equal(false);
  });

  it('asks before it ends the pairing, and takes no for an answer', async () => {
    const events: string[] = [];
    const dialog = await open({}, events);
    unpairButton(dialog).click();
    const question = await asked(dialog);
    expect(shownText(question)).to.contain(t.unpairConfirm);
    press(dialog, t.cancel);
    await question.updateComplete;
    expect(question.open).to.equal(false);
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
