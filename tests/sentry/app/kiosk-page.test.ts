import { expect, fixture, html } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import type { SentryPlace } from '../../../src/domain/api/gate/sentry-api.ts';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import { usualGateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { emergencyTexts } from '../../../src/ui/texts/gate/emergency.ts';
import { staffTexts } from '../../../src/ui/texts/gate/staff.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testScan } from '../../support/device.ts';
import { hour, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { fillDatabase, fillDisk } from '../../support/failing-disk.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { fakeClient, pairedTablet, removeTablets, type FakeAnswer } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';

const t = sentryTexts['zh-CN'];
const RealAudioContext = globalThis.AudioContext;
let district: TestDistrict;
let person: HeldPass;
let camera: CanvasCamera;
let ports: FakePorts;
let device: SentryDevice;
let kiosk: KioskPage;

interface Setting {
  place?: Partial<SentryPlace>;
  bundle?: Partial<Bundle>;
  openStream?: () => Promise<MediaStream>;
  answers?: Record<string, () => FakeAnswer>;
}

async function open({ place, bundle, openStream, answers = {} }: Setting = {}): Promise<KioskPage> {
  device = await pairedTablet(district, place, bundle);
  const sources = {
    openStream: openStream ?? camera.open,
    ports,
    cameraId: '',
    mirror: true,
    hand: atTheGate,
    wholeScreen: false,
  };
  kiosk = await fixture(html`
    <div style="height: 700px">
      <sc-kiosk-page
        .device=${device}
        .client=${fakeClient(answers).client}
        .sources=${sources}
      ></sc-kiosk-page>
    </div>
  `).then((frame) => frame.querySelector('sc-kiosk-page')!);
  return kiosk;
}

const banners = (): string[] =>
  findAll<HTMLElement>(kiosk.shadowRoot!, '.banner[role=alert] span').map((text) => shownText(text).trim());
const stop = (): HTMLElement | undefined => findAll<HTMLElement>(kiosk.shadowRoot!, '.stop')[0];
const verdict = (): HTMLElement | undefined => findAll<HTMLElement>(kiosk.shadowRoot!, 'sc-verdict-panel')[0];

let emptyDisk: () => void = () => undefined;

/** A browser that lets no sound out before a tap. `tap` stands for one. */
function silentBrowser(): { tap: () => void } {
  let allowed = false;
  globalThis.AudioContext = class extends RealAudioContext {
    override get state(): AudioContextState {
      return allowed ? super.state : 'suspended';
    }
    override async resume(): Promise<void> {
      if (allowed) await super.resume();
      else await new Promise(() => undefined);
    }
  };
  return { tap: () => (allowed = true) };
}

describe('sc-kiosk-page', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    setLanguage('zh-CN');
    camera = new CanvasCamera();
    ports = new FakePorts();
    person = await district.person({
      notBefore: Math.floor((Date.now() - hour) / 60_000) * 60_000,
      sampleTime: Math.floor((Date.now() - 10 * hour) / 60_000) * 60_000,
    });
  });
  afterEach(async () => {
    emptyDisk();
    emptyDisk = () => undefined;
    kiosk?.remove();
    camera.freeze();
    await removeTablets();
    globalThis.AudioContext = RealAudioContext;
  });
  after(() => setLanguage('zh-CN'));

  it('admits a person with a live code and a normal temperature, stored before it is shown', async () => {
    ports.plug(new GyMcu90614Emulator({ surface: 3484, ambient: 2500 }));
    await open();
    await waitUntil(() => kiosk.shadowRoot && shownText(kiosk).includes('测温 正常'));
    expect(kiosk.idle).to.equal(true);
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_admit).and.to.contain('36.8 °C');
    expect((await device.queue.oldest(10))?.records).to.have.length(1);
    expect(kiosk.idle, 'no update may happen under a verdict').to.equal(false);
    await waitUntil(() => shownText(kiosk).includes('待上传 1'));
  });

  it('sends to staff whom it could not measure, and says so in a banner', async () => {
    await open();
    await waitUntil(() => banners().includes(t.sensorBanner));
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_attend).and.to.contain(t.notMeasured);
  });

  it('lets nobody through when a scan cannot be stored', async () => {
    await open();
    emptyDisk = fillDisk();
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => stop(), 'the whole stage says so');
    expect(stop()!.getAttribute('role')).to.equal('alert');
    expect(shownText(stop()!)).to.contain(t.storageTitle).and.to.contain(t.storageFault);
    expect(verdict()).to.equal(undefined);
    expect(shownText(kiosk)).to.not.contain(t.outcome_admit);
  });

  it('goes on with one copy of the records when the other takes nothing, and says so', async () => {
    await open({ place: { measuresTemperature: false } });
    emptyDisk = fillDatabase();
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_admit);
    await waitUntil(() => shownText(kiosk).includes(t['storage_database-missing']), 'the strip');
  });

  it('admits nobody without a key to seal records with', async () => {
    await open({ place: { measuresTemperature: false } });
    device.queue.useSealer(null);
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => stop(), 'the whole stage says so');
    expect(verdict()).to.equal(undefined);
  });

  it('hints at a code that is no pass, and records nothing', async () => {
    await open();
    camera.show('https://example.org/menu');
    await waitUntil(() => shownText(kiosk).includes(t.notAPass), 'the hint');
    expect(await device.queue.oldest(10)).to.equal(null);
    expect(verdict()).to.equal(undefined);
  });

  it('says for as long as sound is off that no alarm would be heard, and one tap ends that', async () => {
    const browser = silentBrowser();
    await open({ place: { measuresTemperature: false } });
    const silent = () => shownText(kiosk).includes(t.soundBanner);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(silent()).to.equal(true);
    browser.tap();
    press(kiosk, t.soundTest);
    await waitUntil(() => !silent());
    // Its words are being loaded meanwhile.
    await waitUntil(() => shownText(kiosk).includes('声音 正常'));
  });

  it('shows no banner where nothing is wrong', async () => {
    await open({ place: { measuresTemperature: false } });
    await waitUntil(() => shownText(kiosk).includes('声音 正常'));
    await waitUntil(() => shownText(kiosk).includes('摄像头 正常'));
    expect(banners()).to.deep.equal([]);
  });

  const cameraFaults: [name: string, banner: string][] = [
    ['NotAllowedError', t.cameraDeniedBanner],
    ['NotFoundError', t.cameraMissingBanner],
    ['NotReadableError', t.cameraLostBanner],
  ];
  for (const [name, banner] of cameraFaults) {
    it(`says what to do about a camera that fails with ${name}`, async () => {
      const openStream = () => Promise.reject(new DOMException('No.', name));
      await open({ place: { measuresTemperature: false }, openStream });
      await waitUntil(() => banners().includes(banner));
    });
  }

  it('says that rules which are out of date admit nobody', async () => {
    const bundle = { issuedAt: Date.now() - 9 * 24 * hour, expiresAt: Date.now() - hour };
    await open({ place: { measuresTemperature: false }, bundle });
    await waitUntil(() => banners().includes(t.rulesBanner));
    camera.show(await shown(person, Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.not.contain(t.outcome_admit);
  });

  it('offers to pair again when the server no longer knows it', async () => {
    const signedOut = () => ({ status: 401, code: 'sign-in', message: 'who?' });
    await open({
      place: { measuresTemperature: false },
      answers: { 'sentry/heartbeat': signedOut, 'sentry/scans': signedOut },
    });
    await waitUntil(() => banners().includes(t.signedOutBanner), 'the banner');
    let again = 0;
    kiosk.addEventListener('pair-again', () => again++);
    press(kiosk, t.pairTitle);
    await waitUntil(() => again === 1, 'the page is told');
  });

  it('opens nothing of the staff’s without their PIN, and closes it again by itself', async () => {
    await open({ place: { measuresTemperature: false } });
    await device.site!.hear({ ...usualGateSettings, version: 1, pin: await hashPin('274619', 100_000) });
    const dialogs = () => findAll<HTMLDialogElement>(kiosk.shadowRoot!, 'dialog').filter(({ open }) => open);
    press(kiosk, t.staff);
    await waitUntil(() => dialogs().length === 1, 'the PIN is asked for');
    const asked = kiosk.shadowRoot!.querySelector('sc-staff-pin-dialog')!;
    const type = async (digits: string) => {
      for (const digit of digits) press(asked, digit);
      await asked.updateComplete;
      press(asked, staffTexts['zh-CN'].pinOpen);
    };
    await type('111111');
    await waitUntil(() => shownText(asked).includes(staffTexts['zh-CN'].pinWrong), 'it is wrong');
    expect(findAll(kiosk.shadowRoot!, '#staff')[0]!.hasAttribute('open')).to.equal(false);
    await type('274619');
    const settings = () => kiosk.shadowRoot!.querySelector('sc-staff-dialog')!;
    await waitUntil(() => settings().isOpen, 'the settings');
    expect(kiosk.idle, 'nobody is held up by them').to.equal(true);
    device.pin!.close();
    await waitUntil(() => !settings().isOpen, 'closed by itself');
  });

  it('lets in by hand without the PIN', async () => {
    await open({ place: { measuresTemperature: false } });
    await device.site!.hear({ ...usualGateSettings, version: 1, pin: await hashPin('274619', 100_000) });
    press(kiosk.shadowRoot!.querySelector('sc-emergency-bar')!, emergencyTexts['zh-CN'].act);
    await waitUntil(() => shownText(kiosk).includes(emergencyTexts['zh-CN'].done), 'let in');
  });

  it('says nothing of why to bystanders where the site chose so, until the screen is tapped', async () => {
    await open({ place: { measuresTemperature: false } });
    await device.site!.hear({ ...usualGateSettings, version: 1, bystanders: 'discreet' });
    const { notBefore, sampleTime } = person.fields;
    const red = await district.person({ colour: 'red', notBefore, sampleTime });
    camera.show(await shown(red, Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(t.outcome_attend).and.to.not.contain('红码');
    press(verdict()!, t.showWhy);
    await waitUntil(() => shownText(verdict()!).includes(t.outcome_refuse), 'the reason');
  });

  it('opens the staff settings with what the server rejected', async () => {
    await open({ place: { measuresTemperature: false } });
    const scan = await device.queue.add(testScan({ t: Date.now() }), null);
    const { chain } = (await device.queue.oldest(1))!;
    const { seq } = scan;
    await device.queue.settle(
      chain,
      [{ first: seq, last: seq, status: 'rejected', fault: 'site' }],
      Date.now(),
    );
    press(kiosk, t.staff);
    await waitUntil(() => shownText(kiosk).includes(t.rejectedRow(scan.seq, 'site')), 'the row');
  });
});
