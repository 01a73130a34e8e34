import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../src/sentry/app/pair-page.ts';
import type { PairPage } from '../../../src/sentry/app/pair-page.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { fillDatabase } from '../../support/failing-disk.ts';
import { shownText } from '../../ui/shown.ts';
import { fakeClient, newTablet, pairAnswer, pairedTablet, removeTablets } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = sentryTexts['zh-CN'];
let district: TestDistrict;

interface Opened {
  page: PairPage;
  device: SentryDevice;
  asked: { path: string; body: unknown }[];
}

async function open(answers: Parameters<typeof fakeClient>[0], device?: SentryDevice): Promise<Opened> {
  const { client, asked } = fakeClient(answers);
  const tablet = device ?? (await newTablet());
  const page = await fixture<PairPage>(
    html`<sc-pair-page .client=${client} .device=${tablet}></sc-pair-page>`,
  );
  return { page, device: tablet, asked };
}

function type(page: PairPage, code: string): void {
  page.shadowRoot!.querySelector<HTMLInputElement>('input[name=code]')!.value = code;
  page.shadowRoot!.querySelector<HTMLButtonElement>('form > button')!.click();
}

/** The fault shown; '' when there is none. */
function fault(page: PairPage): string {
  const line = page.shadowRoot!.querySelector<HTMLElement>('.fault')!;
  return line.hidden ? '' : shownText(line).trim();
}

describe('sc-pair-page', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(() => setLanguage('zh-CN'));
  afterEach(removeTablets);
  after(() => setLanguage('zh-CN'));

  it('sends no code that can be none, and says what one looks like', async () => {
    const { page, asked } = await open({ 'sentry/pair': () => pairAnswer(district) });
    for (const code of ['ABCD-EFG', 'ABCD-EFG0', '配对码']) {
      type(page, code);
      await waitUntil(() => fault(page) === t.pairMalformed);
    }
    expect(asked).to.deep.equal([]);
  });

  it('pairs the tablet with the code as typed and says that it did', async () => {
    const answer = await pairAnswer(district);
    const { page, device, asked } = await open({ 'sentry/pair': () => answer });
    const paired = oneEvent(page, 'paired');
    type(page, 'ａｂｃｄ—efgh ');
    await paired;
    expect(asked).to.deep.equal([{ path: 'sentry/pair', body: { code: 'ABCDEFGH', key: device.key.point } }]);
    expect(device.pairing?.sentry.name).to.equal('North gate');
    expect(device.bundles?.version).to.equal(1);
    expect((await device.settings.pairing())?.token, 'it is kept for the next start').to.equal('sentry');
    expect(fault(page)).to.equal('');
  });

  const faults: [name: string, answers: Parameters<typeof fakeClient>[0], zh: string, en: string][] = [
    [
      'a wrong code',
      { 'sentry/pair': () => ({ status: 400, code: 'pairing-code', message: 'no such code' }) },
      t.pairFault,
      sentryTexts.en.pairFault,
    ],
    [
      'too many tries',
      { 'sentry/pair': () => ({ status: 429, code: 'too-many', message: 'wait' }) },
      t.pairTooMany,
      sentryTexts.en.pairTooMany,
    ],
    ['no network', {}, t.pairOffline, sentryTexts.en.pairOffline],
    [
      'a server with a problem',
      { 'sentry/pair': () => ({ status: 500, code: 'server', message: 'broken' }) },
      t.pairOffline,
      sentryTexts.en.pairOffline,
    ],
  ];
  for (const [name, answers, zh, en] of faults) {
    it(`says what to do about ${name}, in both languages, and can be tried again`, async () => {
      const { page, device } = await open(answers);
      type(page, 'ABCD-EFGH');
      await waitUntil(() => fault(page) === zh);
      setLanguage('en');
      await page.updateComplete;
      expect(fault(page)).to.equal(en);
      expect(device.pairing).to.equal(null);
      const button = page.shadowRoot!.querySelector<HTMLButtonElement>('form > button')!;
      expect(button.disabled).to.equal(false);
    });
  }

  it('stays unpaired when the rules that came are not of the root that came with them', async () => {
    const other = await testDistrict();
    const answer = { ...(await pairAnswer(district)), root: other.root.publicKey };
    const { page, device } = await open({ 'sentry/pair': () => answer });
    type(page, 'ABCD-EFGH');
    await waitUntil(() => fault(page) === t.pairBundle);
    expect(device.pairing).to.equal(null);
    expect(await device.settings.pairing()).to.equal(null);
  });

  it('leaves an old pairing as it was when a new one fails', async () => {
    const { page, device } = await open({}, await pairedTablet(district, { name: 'Old gate' }));
    type(page, 'ABCD-EFGH');
    await waitUntil(() => fault(page) === t.pairOffline);
    expect(device.pairing?.sentry.name).to.equal('Old gate');
  });

  it('takes a fault away with the next try', async () => {
    let right = false;
    const answer = await pairAnswer(district);
    const { page } = await open({
      'sentry/pair': () => (right ? answer : { status: 400, code: 'pairing-code', message: 'no' }),
    });
    type(page, 'AAAA-AAAA');
    await waitUntil(() => fault(page) === t.pairFault);
    right = true;
    const paired = oneEvent(page, 'paired');
    type(page, 'ABCD-EFGH');
    await paired;
    await page.updateComplete;
    expect(fault(page)).to.equal('');
  });

  it('says that the disk took nothing, where that is so', async () => {
    const answer = await pairAnswer(district);
    const { page } = await open({ 'sentry/pair': () => answer });
    const emptyDisk = fillDatabase('settings');
    type(page, 'ABCD-EFGH');
    await waitUntil(() => fault(page) === t.storageFault);
    emptyDisk();
  });
});
