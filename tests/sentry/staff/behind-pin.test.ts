import { expect, fixture, html } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import { usualGateSettings, type GateSettings } from '../../../src/domain/gate/gate-settings.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { atTheGate, type HandChoices } from '../../../src/sentry/device/hand-choices.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { openForMs } from '../../../src/sentry/device/staff-pin.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { handTexts } from '../../../src/ui/texts/gate/hand.ts';
import { secondProofTexts } from '../../../src/ui/texts/gate/second-proof.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { hour, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';

const t = sentryTexts['zh-CN'];
const pin = '274619';
let district: TestDistrict;
let camera: CanvasCamera;
let device: SentryDevice;
let kiosk: KioskPage;

async function open(settings: Partial<GateSettings> = {}, hand: HandChoices = atTheGate): Promise<void> {
  device = await pairedTablet(district, { measuresTemperature: false });
  const hash = await hashPin(pin, 100_000);
  await device.site!.hear({ ...usualGateSettings, version: 1, pin: hash, ...settings });
  const sources = {
    openStream: camera.open,
    ports: new FakePorts(),
    cameraId: '',
    mirror: true,
    hand,
    wholeScreen: false,
  };
  const frame = await fixture(html`
    <div style="height: 700px">
      <sc-kiosk-page .device=${device} .client=${fakeClient({}).client} .sources=${sources}></sc-kiosk-page>
    </div>
  `);
  kiosk = frame.querySelector('sc-kiosk-page')!;
}

const person = (change: Partial<HeldPass['fields']> = {}): Promise<HeldPass> =>
  district.person({
    notBefore: Math.floor((Date.now() - hour) / 60_000) * 60_000,
    sampleTime: Math.floor((Date.now() - 10 * hour) / 60_000) * 60_000,
    ...change,
  });
const show = async (held: HeldPass): Promise<HTMLElement> => {
  camera.show(await shown(held, Date.now()));
  await waitUntil(() => findAll(kiosk.shadowRoot!, 'sc-verdict-panel')[0], 'a verdict');
  return verdict();
};
const verdict = (): HTMLElement => findAll<HTMLElement>(kiosk.shadowRoot!, 'sc-verdict-panel')[0]!;
const asked = () => kiosk.shadowRoot!.querySelector('sc-staff-pin-dialog')!;
const isAsked = (): boolean => asked().isOpen === true;
const typePin = async (): Promise<void> => {
  for (const digit of pin) press(asked(), digit);
  await asked().updateComplete;
  asked().shadowRoot!.querySelector<HTMLButtonElement>('form > button')!.click();
  await waitUntil(() => !isAsked(), 'the PIN is right');
};

describe('what the kiosk keeps behind the PIN', () => {
  before(async () => {
    district = await testDistrict();
    setLanguage('zh-CN');
  });
  beforeEach(() => (camera = new CanvasCamera()));
  afterEach(async () => {
    kiosk?.remove();
    camera.freeze();
    await removeTablets();
  });

  it('shows why to nobody without it, and then to whoever asked for it', async () => {
    await open({ bystanders: 'discreet' });
    const panel = await show(await person({ colour: 'red' }));
    press(panel, t.showWhy);
    await waitUntil(isAsked, 'the PIN');
    expect(shownText(panel)).to.not.contain(t.outcome_refuse);
    await typePin();
    await waitUntil(() => shownText(verdict()).includes(t.outcome_refuse), 'the reason');
  });

  it('does nothing to the next person, who came while it was typed', async () => {
    await open({ bystanders: 'discreet' });
    const panel = await show(await person({ colour: 'red' }));
    const before = panel.dataset['seq'];
    press(panel, t.showWhy);
    await waitUntil(isAsked, 'the PIN');
    camera.show(await shown(await person({ colour: 'red' }), Date.now()));
    await waitUntil(() => verdict().dataset['seq'] !== before, 'the next person');
    await typePin();
    await kiosk.updateComplete;
    expect(shownText(verdict())).to.not.contain(t.outcome_refuse);
  });

  it('asks for it before another proof, and no more within three minutes', async () => {
    await open();
    const noTest = await person({ sampleTime: null } as never);
    const panel = await show(noTest);
    press(panel, secondProofTexts['zh-CN'].another);
    await waitUntil(isAsked, 'the PIN');
    await typePin();
    await waitUntil(() => kiosk.shadowRoot!.querySelector('sc-second-proof'), 'the other proof');
    expect(device.pin!.isOpen).to.equal(true);
    expect(openForMs).to.equal(3 * 60_000);
    press(kiosk, t.staff);
    await waitUntil(() => kiosk.shadowRoot!.querySelector('sc-staff-dialog')!.isOpen, 'no second time');
    await kiosk.shadowRoot!.querySelector('sc-staff-dialog')!.shut();
    expect(device.pin!.isOpen, 'staff go on').to.equal(true);
    await waitUntil(() => shownText(kiosk).includes(t.lockStaff), 'a way to lock it at once');
    press(kiosk, t.lockStaff);
    expect(device.pin!.isOpen).to.equal(false);
  });

  it('asks for it at a gate before the way people go is changed, and not in a guard’s hand', async () => {
    for (const handHeld of [false, true]) {
      await open({}, { handHeld, direction: 'in' });
      const bar = () => kiosk.shadowRoot!.querySelector('sc-hand-bar');
      await waitUntil(
        () => bar()?.shadowRoot && shownText(bar()!).includes(handTexts['zh-CN'].direction_out),
        'the bar',
      );
      press(bar()!, handTexts['zh-CN'].direction_out);
      if (handHeld) await waitUntil(() => kiosk.sources.hand.direction === 'out', 'changed');
      else {
        await waitUntil(isAsked, 'the PIN');
        expect(kiosk.sources.hand.direction).to.equal('in');
      }
      kiosk.remove();
    }
  });
});
