import { expect, fixture, html } from '@open-wc/testing';
import { setUpSteps } from '../../../src/domain/gate/set-up.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { installWay } from '../../../src/sentry/setup/install-way.ts';
import { rememberSetUp, setUpRecord } from '../../../src/sentry/setup/set-up-memory.ts';
import type { SetUp } from '../../../src/sentry/setup/set-up.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { setUpTexts } from '../../../src/ui/texts/gate/set-up.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { fakeClient, heartbeatAnswer, pairedTablet, removeTablets } from '../paired-device.ts';

const t = setUpTexts['zh-CN'];
let district: TestDistrict;
let camera: CanvasCamera;
let ports: FakePorts;
let device: SentryDevice;
let kiosk: KioskPage;

async function open(answers: Parameters<typeof fakeClient>[0] = {}): Promise<void> {
  device = await pairedTablet(district);
  const sources = {
    openStream: camera.open,
    ports,
    cameraId: '',
    mirror: true,
    hand: atTheGate,
    wholeScreen: false,
  };
  const frame = await fixture(html`
    <div style="height: 700px">
      <sc-kiosk-page
        .device=${device}
        .client=${fakeClient(answers).client}
        .sources=${sources}
        .beginsSetUp=${true}
      ></sc-kiosk-page>
    </div>
  `);
  kiosk = frame.querySelector('sc-kiosk-page')!;
  await waitUntil(() => setUp()?.isOpen, 'the set-up comes by itself');
}

const setUp = (): SetUp | null => kiosk.shadowRoot!.querySelector('sc-set-up');
const at = (): string | undefined =>
  findAll<HTMLElement>(kiosk.shadowRoot!, 'section.step')[0]?.dataset['at'];
const says = (text: string): boolean => shownText(setUp()!).includes(text);
const can = (label: string): boolean =>
  findAll<HTMLButtonElement>(kiosk.shadowRoot!, 'sc-set-up button')
    .concat(findAll<HTMLButtonElement>(setUp()!.shadowRoot!, 'button'))
    .some((button) => button.textContent!.replace(/\s+/g, ' ').trim() === label && !button.disabled);
const comesTo = (step: string): Promise<void> => waitUntil(() => at() === step, `the step ${step}`);
const results = () => setUpRecord(device.pairing!.sentry.device)!.results;

describe('sc-set-up', () => {
  before(async () => {
    district = await testDistrict();
    setLanguage('zh-CN');
  });
  beforeEach(() => {
    localStorage.removeItem('sitecode.set-up');
    camera = new CanvasCamera();
    ports = new FakePorts();
  });
  afterEach(async () => {
    kiosk?.remove();
    camera.freeze();
    localStorage.removeItem('sitecode.set-up');
    await removeTablets();
  });

  it('goes from step to step with what was found, and ends with a result of each', async () => {
    ports.plug(new GyMcu90614Emulator({ surface: 3650, ambient: 2500 }));
    await open();
    await comesTo('place');
    press(setUp()!, t.placeYes);
    await comesTo('camera');
    await waitUntil(() => can(t.cameraYes), 'the picture');
    press(setUp()!, t.cameraYes);
    await comesTo('ports');
    await waitUntil(() => can(t.portsYes), 'the thermometer is recognised');
    expect(says(t.kind_thermometer) && says(t.state_running)).to.equal(true);
    press(setUp()!, t.portsYes);
    await comesTo('temperature');
    const field = findAll<HTMLInputElement>(setUp()!.shadowRoot!, 'input[name=reference]')[0]!;
    field.value = '90';
    press(setUp()!, t.compare);
    await waitUntil(() => says(t.referenceWrong), 'what may be typed');
    field.value = '36.5';
    await waitUntil(() => {
      press(setUp()!, t.compare);
      return can(t.next);
    }, 'it is compared');
    press(setUp()!, t.next);
    await comesTo('sound');
    expect(can(t.soundYes), 'only after it was played').to.equal(false);
    press(setUp()!, t.leaveOut);
    await comesTo('network');
    press(setUp()!, t.leaveOut);
    await comesTo('install');
    press(setUp()!, t.leaveOut);
    await comesTo('storage');
    press(setUp()!, t.leaveOut);
    await comesTo('summary');
    expect(results()).to.deep.equal({
      place: 'done',
      camera: 'done',
      ports: 'done',
      temperature: 'done',
      sound: 'left-out',
      network: 'left-out',
      install: 'left-out',
      storage: 'left-out',
    });
    press(setUp()!, t.finish);
    await waitUntil(() => !setUp()!.isOpen, 'it is over');
    expect(setUpRecord(device.pairing!.sentry.device)!.endedAt).to.be.greaterThan(0);
    await waitUntil(() => !shownText(kiosk).includes(sentryTexts['zh-CN'].setUpBanner), 'no banner');
  });

  it('says what to do about what failed, and is taken up where it was left', async () => {
    await open();
    await comesTo('place');
    press(setUp()!, t.placeNo);
    await waitUntil(() => says(t.placeFailed), 'what to do');
    press(setUp()!, t.goOn);
    await comesTo('camera');
    press(setUp()!, t.later);
    await waitUntil(() => shownText(kiosk).includes(sentryTexts['zh-CN'].setUpBanner), 'the banner');
    press(kiosk, sentryTexts['zh-CN'].setUpGoOn);
    await waitUntil(() => setUp()!.isOpen, 'open again');
    await comesTo('camera');
    expect(results()).to.include({ place: 'failed', camera: 'open' });
  });

  it('takes “nothing is connected” as a choice where temperatures are to be taken', async () => {
    await open();
    const record = setUpRecord(device.pairing!.sentry.device)!;
    rememberSetUp({ ...record, results: { ...record.results, place: 'done', camera: 'done' } });
    await setUp()!.shut();
    await setUp()!.open();
    await comesTo('ports');
    await waitUntil(() => can(t.portsNothing), 'nothing was found');
    expect(says(t.portsMissing)).to.equal(true);
    press(setUp()!, t.portsNothing);
    await comesTo('temperature');
    expect(results().ports).to.equal('left-out');
  });

  it('says that it is ready once all voice clips are there, and what it waits for before', async () => {
    const realFetch = globalThis.fetch;
    let isUp = false;
    await caches.delete('sitecode-voice-development');
    globalThis.fetch = async (input, init) =>
      !isUp && String(input).includes('/voice/en/refuse')
        ? new Response('', { status: 502 })
        : realFetch(input, init);
    try {
      await open({ 'sentry/heartbeat': () => heartbeatAnswer(device) });
      const record = setUpRecord(device.pairing!.sentry.device)!;
      const results = Object.fromEntries(setUpSteps.map((step) => [step, 'done'])) as typeof record.results;
      rememberSetUp({ ...record, results: { ...results, storage: 'open' } });
      await setUp()!.shut();
      await setUp()!.open();
      await comesTo('storage');
      await waitUntil(() => says(t.voiceWaits), 'what it waits for');
      expect(can(t.next), 'it waits').to.equal(false);
      press(setUp()!, t.leaveOut);
      await comesTo('summary');
      expect(says(t.voiceWaits)).to.equal(true);
      expect(says(t.allDone)).to.equal(false);
      isUp = true;
      findAll<HTMLElement>(setUp()!.shadowRoot!, 'button[data-step=storage]')[0]!.click();
      await comesTo('storage');
      await waitUntil(() => {
        press(setUp()!, t.again);
        return says(t.voiceThere) && !says(t.voiceWaits);
      }, 'all are there');
      press(setUp()!, t.leaveOut);
      await comesTo('summary');
      expect(says(t.allDone)).to.equal(true);
    } finally {
      globalThis.fetch = realFetch;
    }
  });

  it('is another one after another pairing', async () => {
    await open();
    expect(setUpRecord(device.pairing!.sentry.device + 1)).to.equal(null);
    expect(Object.keys(results())).to.deep.equal([...setUpSteps]);
  });
});

describe('installWay', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/148.0 Safari/537.36';
  const cases: [what: string, agent: string, installed: boolean, prompt: boolean, way: string][] = [
    ['an installed one', chrome, true, false, 'installed'],
    ['a browser that offers it', chrome, false, true, 'prompt'],
    ['a computer', chrome, false, false, 'desktop'],
    ['an Android tablet', 'Mozilla/5.0 (Linux; Android 14) Chrome/148.0', false, false, 'android'],
    ['an iPad', 'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Safari', false, false, 'ios'],
    [
      'another browser',
      'Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko Firefox/151.0',
      false,
      false,
      'none',
    ],
  ];
  for (const [what, agent, installed, prompt, way] of cases)
    it(`knows the way of ${what}`, () => {
      expect(installWay(agent, installed, prompt)).to.equal(way);
    });
});
