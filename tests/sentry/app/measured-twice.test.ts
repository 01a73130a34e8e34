// A real shift on its page: what the person sees and hears who is measured twice.
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { hour, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';

const t = sentryTexts['zh-CN'];

describe('a sentry that measures twice', () => {
  let district: TestDistrict;
  let camera: CanvasCamera;
  let kiosk: KioskPage;
  let thermometer: GyMcu90614Emulator;

  const verdict = (): HTMLElement | undefined =>
    findAll<HTMLElement>(kiosk.shadowRoot!, 'sc-verdict-panel')[0];
  const asks = (): string => {
    const [words] = findAll<HTMLElement>(kiosk.shadowRoot!, '.ask:not([hidden])');
    return words ? shownText(words) : '';
  };

  before(async () => {
    setLanguage('zh-CN');
    district = await testDistrict();
  });
  beforeEach(async () => {
    camera = new CanvasCamera();
    const ports = new FakePorts();
    thermometer = new GyMcu90614Emulator({ surface: 2300, ambient: 2500 });
    ports.plug(thermometer);
    const hand = atTheGate;
    const sources = { openStream: camera.open, ports, cameraId: '', mirror: true, hand, wholeScreen: false };
    kiosk = await fixture<HTMLElement>(html`
      <div style="height: 700px">
        <sc-kiosk-page
          .device=${await pairedTablet(district)}
          .client=${fakeClient({}).client}
          .sources=${sources}
        ></sc-kiosk-page>
      </div>
    `).then((frame) => frame.querySelector('sc-kiosk-page')!);
    await waitUntil(() => kiosk.shadowRoot && shownText(kiosk).includes('测温 正常'));
  });
  afterEach(async () => {
    kiosk.remove();
    camera.freeze();
    await removeTablets();
  });

  /** A person comes, of whom the sensor sees this. */
  async function come(surface: number): Promise<void> {
    thermometer.set({ surface });
    const sampleTime = Math.floor((Date.now() - 10 * hour) / 60_000) * 60_000;
    const notBefore = Math.floor((Date.now() - hour) / 60_000) * 60_000;
    const person = await district.person({ notBefore, sampleTime });
    camera.show(await shown(person, Date.now()));
  }

  it('asks who is read as too cold to stand still, takes the verdict before away, and decides by the second', async () => {
    await come(3484);
    await waitUntil(() => verdict(), 'the verdict on the one before');
    await come(3050);
    await waitUntil(() => asks().includes(t.measuringAgain), 'what is to be done');
    expect(asks()).to.contain(t.measuringAgainHint);
    expect(verdict(), 'of the person before').to.equal(undefined);
    thermometer.set({ surface: 3484 });
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_admit).and.to.contain('36.8 °C');
    expect(shownText(verdict()!)).to.match(/首测 3\d\.\d °C/);
  });

  it('admits who is near to a fever both times, and says both', async () => {
    await come(3520);
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_admit).and.to.contain(t.firstReading('37.1 °C'));
  });

  it('sends to staff whom the sensor hangs before: nothing confirms what it read of them', async () => {
    await come(3050);
    await waitUntil(() => asks().includes(t.measuringAgain), 'what is to be done');
    thermometer.fail(...Array.from({ length: 100 }, () => ({ kind: 'silence' as const })));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_attend).and.to.contain(t.unconfirmed);
  });
});
