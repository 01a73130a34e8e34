import { expect, fixture, html } from '@open-wc/testing';
import { emergencyCauses } from '../../../src/domain/policy/emergency.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { EmergencyActs, bounceMs } from '../../../src/sentry/stop/emergency-acts.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { causeTexts, emergencyTexts } from '../../../src/ui/texts/gate/emergency.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testPlace } from '../../support/device.ts';
import { hour, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { fillDisk } from '../../support/failing-disk.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';

const t = emergencyTexts['zh-CN'];

describe('EmergencyActs', () => {
  let stored: Omit<Scan, 'seq'>[];
  let store: (scan: Omit<Scan, 'seq'>) => Promise<unknown>;
  let uploads: number;
  let time: number;

  function acts(): EmergencyActs {
    return new EmergencyActs({
      place: testPlace({ site: 3, zone: 2, device: 9 }),
      now: () => time,
      policy: () => 5,
      store: (scan) => store(scan),
      onStored: () => uploads++,
      boot: '0badcafe',
    });
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const past = bounceMs + 1;
  const realNow = performance.now.bind(performance);
  let mono: number;

  beforeEach(() => {
    [stored, uploads, time, mono] = [[], 0, Date.UTC(2026, 10, 30), 50_000];
    store = async (scan) => stored.push(scan);
    performance.now = () => mono;
  });
  afterEach(() => (performance.now = realNow));

  it('stores the act at once, about nobody, and the cause afterwards under the same time', async () => {
    const emergency = acts();
    expect(emergency.act()).to.equal(true);
    await settled();
    expect(stored).to.have.length(1);
    const { reasons, ...rest } = stored[0]!;
    expect(reasons).to.deep.equal(['emergency.let-in']);
    expect(rest).to.deep.equal({
      t: time,
      site: 3,
      zone: 2,
      device: 9,
      pass: null,
      outcome: 'attend',
      body: null,
      surface: null,
      ambient: null,
      policy: 5,
      showing: null,
      boot: '0badcafe',
      mono,
    });
    const at = time;
    time += 90_000;
    emergency.tell('medical');
    await settled();
    expect(stored[1]).to.deep.equal({ ...stored[0], reasons: ['emergency.let-in', 'emergency.medical'] });
    expect(stored[1]!.t).to.equal(at);
    expect(emergency.state).to.deep.equal({ open: [], unstored: 0 });
    expect(uploads).to.equal(2);
    emergency.stop();
  });

  it('takes a second touch in the same moment for a trembling hand, a later one for the next person', async () => {
    const emergency = acts();
    emergency.act();
    mono += bounceMs - 1;
    expect(emergency.act()).to.equal(false);
    mono += past;
    time += past;
    expect(emergency.act()).to.equal(true);
    emergency.tell('fire');
    await settled();
    expect(stored.map(({ reasons }) => reasons.length)).to.deep.equal([1, 1, 2, 2]);
    expect(stored[2]!.t).to.equal(stored[0]!.t);
    expect(stored[3]!.t).to.equal(stored[1]!.t);
    emergency.stop();
  });

  it('keeps what the storage does not take, in order, says so, and tries again', async () => {
    const emergency = acts();
    let isFull = true;
    const works = store;
    store = (scan) => (isFull ? Promise.reject(new Error('full')) : works(scan));
    emergency.act();
    await settled();
    expect(emergency.state.unstored).to.equal(1);
    isFull = false;
    emergency.tell('rescue');
    await settled();
    expect(emergency.state).to.deep.equal({ open: [], unstored: 0 });
    expect(stored.map(({ reasons }) => reasons.at(-1))).to.deep.equal([
      'emergency.let-in',
      'emergency.rescue',
    ]);
    emergency.stop();
  });

  it('asks for nothing more once the guard has no time for it', async () => {
    const emergency = acts();
    emergency.act();
    emergency.later();
    expect(emergency.state.open).to.deep.equal([]);
    emergency.tell('other');
    await settled();
    expect(stored).to.have.length(1);
    emergency.stop();
  });
});

describe('the button for emergencies', () => {
  let district: TestDistrict;
  let camera: CanvasCamera;
  let device: SentryDevice;
  let kiosk: KioskPage;
  let emptyDisk: () => void = () => undefined;

  before(async () => {
    district = await testDistrict();
  });
  beforeEach(() => {
    setLanguage('zh-CN');
    camera = new CanvasCamera();
  });
  afterEach(async () => {
    emptyDisk();
    emptyDisk = () => undefined;
    kiosk?.remove();
    camera.freeze();
    await removeTablets();
  });

  async function open(prepare: (device: SentryDevice) => void = () => undefined, bundle = {}): Promise<void> {
    device = await pairedTablet(district, { measuresTemperature: false }, bundle);
    prepare(device);
    const sources = {
      openStream: camera.open,
      ports: null,
      cameraId: '',
      mirror: true,
      hand: atTheGate,
      wholeScreen: false,
    };
    const frame = await fixture(html`
      <div style="height: 700px">
        <sc-kiosk-page .device=${device} .client=${fakeClient({}).client} .sources=${sources}></sc-kiosk-page>
      </div>
    `);
    kiosk = frame.querySelector('sc-kiosk-page')!;
  }
  const depth = async (): Promise<number> => (await device.queue.state()).depth;
  const stored = (count: number) => waitUntil(async () => (await depth()) === count, `${count} on the disk`);
  const letInShown = () => findAll<HTMLElement>(kiosk.shadowRoot!, '.let-in').length > 0;
  const cause = (of: (typeof emergencyCauses)[number]) =>
    findAll<HTMLButtonElement>(kiosk.shadowRoot!, `[data-cause=${of}]`)[0];

  const states: [state: string, prepare: (device: SentryDevice) => void, bundle: object][] = [
    ['all is well and there is no network', () => undefined, {}],
    ['the sentry is locked', (of) => Object.defineProperty(of.commands, 'lockedBy', { get: () => 7 }), {}],
    ['there are no rules', (of) => Object.defineProperty(of.bundles, 'current', { value: () => null }), {}],
    [
      'its rules are out of date',
      () => undefined,
      { issuedAt: Date.now() - 9 * 24 * hour, expiresAt: Date.now() - hour },
    ],
  ];
  for (const [state, prepare, bundle] of states) {
    it(`lets in with one touch where ${state}: on record at once, the cause afterwards`, async () => {
      await open(prepare, bundle);
      press(kiosk, t.act);
      await kiosk.updateComplete;
      expect(letInShown()).to.equal(true);
      await stored(1);
      await waitUntil(() => cause('medical'));
      expect(shownText(kiosk)).to.contain(t.kept);
      expect(kiosk.idle, 'no update while the cause is asked for').to.equal(false);
      press(kiosk, causeTexts['zh-CN'].medical);
      await stored(2);
      await waitUntil(() => !cause('medical'));
    });
  }

  it('works while the storage takes nothing: the alarm stays, and the record follows when there is room', async () => {
    await open();
    const person = await district.person({
      notBefore: Math.floor((Date.now() - hour) / 60_000) * 60_000,
      sampleTime: Math.floor((Date.now() - 10 * hour) / 60_000) * 60_000,
    });
    emptyDisk = fillDisk();
    camera.show(await shown(person, Date.now()));
    const fault = sentryTexts['zh-CN'].storageTitle;
    await waitUntil(() => shownText(kiosk).includes(fault), 'the alarm');
    press(kiosk, t.act);
    await kiosk.updateComplete;
    expect(letInShown()).to.equal(true);
    await waitUntil(() => shownText(kiosk).includes(t.notKept), 'it says so');
    expect(kiosk.idle, 'nothing loads the page anew meanwhile').to.equal(false);
    emptyDisk();
    press(kiosk, causeTexts['zh-CN'].danger);
    await stored(2);
    await waitUntil(() => !shownText(kiosk).includes(t.notKept));
  });

  it('can be touched while a refusal is on the glass, which then leaves', async () => {
    await open();
    camera.show('H1:FORGED');
    const verdicts = () => findAll(kiosk.shadowRoot!, 'sc-verdict-panel').length;
    await waitUntil(() => verdicts() === 1, 'a refusal');
    press(kiosk, t.act);
    await kiosk.updateComplete;
    expect(verdicts()).to.equal(0);
    expect(letInShown()).to.equal(true);
    await stored(2);
  });
});
