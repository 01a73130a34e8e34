import { expect, fixture, html } from '@open-wc/testing';
import { secondProofMs } from '../../../src/credentials/shown/stop.ts';
import type { PassBody } from '../../../src/domain/pass/health-pass.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import '../../../src/sentry/stop/second-proof.ts';
import type { SecondProofBar } from '../../../src/sentry/stop/second-proof.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { secondProofTexts } from '../../../src/ui/texts/gate/second-proof.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import {
  claimsOf,
  dccOf,
  makeHcert,
  testSigner,
  trusting,
  type TestSigner,
} from '../../credentials/hcert/make-hcert.ts';
import { day, hour, minute, noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';

const t = sentryTexts['zh-CN'];
const step = secondProofTexts['zh-CN'];

describe('sc-second-proof', () => {
  after(() => setLanguage('zh-CN'));

  it('says whose proof is completed, what counts and for how long, in both languages', async () => {
    const waiting = { maskedName: 'G*r', until: noon + 20_500 };
    const bar = await fixture<SecondProofBar>(
      html`<sc-second-proof .waiting=${waiting} .now=${noon}></sc-second-proof>`,
    );
    for (const language of ['zh-CN', 'en'] as const) {
      setLanguage(language);
      await bar.updateComplete;
      const words = secondProofTexts[language];
      for (const text of [words.completing('G*r'), words.onlyTheirs, words.left(21), words.done])
        expect(shownText(bar)).to.contain(text);
    }
    let taps = 0;
    bar.addEventListener('done', () => taps++);
    press(bar, secondProofTexts.en.done);
    expect(taps).to.equal(1);
  });
});

describe('a second proof at the kiosk', () => {
  let district: TestDistrict;
  let signer: TestSigner;
  let camera: CanvasCamera;
  let device: SentryDevice;
  let kiosk: KioskPage;

  before(async () => {
    setLanguage('zh-CN');
    [district, signer] = await Promise.all([testDistrict(), testSigner()]);
  });
  beforeEach(async () => {
    camera = new CanvasCamera(1280, 720);
    const policy = { ...standardPolicy(1), limits: { ...standardLimits, requiredDoses: 2 } };
    device = await pairedTablet(
      district,
      { measuresTemperature: false },
      { policy, trust: trusting(signer) },
    );
    const sources = {
      openStream: camera.open,
      ports: null,
      cameraId: '',
      mirror: true,
      hand: atTheGate,
      wholeScreen: false,
    };
    kiosk = await fixture<HTMLElement>(html`
      <div style="height: 700px">
        <sc-kiosk-page .device=${device} .client=${fakeClient({}).client} .sources=${sources}></sc-kiosk-page>
      </div>
    `).then((frame) => frame.querySelector('sc-kiosk-page')!);
  });
  afterEach(async () => {
    kiosk.remove();
    camera.freeze();
    await removeTablets();
  });

  const wholeMinute = (at: number): number => Math.floor(at / minute) * minute;
  async function pass(change: Partial<PassBody>): Promise<string> {
    const now = Date.now();
    const holder = await district.person({
      notBefore: wholeMinute(now - hour),
      sampleTime: wholeMinute(now - 10 * hour),
      ...change,
    });
    return shown(holder, now);
  }
  function certificate(): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = claimsOf(new Map([[1, dccOf()]]), [
      [4, now + (30 * day) / 1000],
      [6, now - 3600],
    ]);
    return makeHcert(signer, { claims });
  }

  const bar = () => findAll<SecondProofBar>(kiosk.shadowRoot!, 'sc-second-proof')[0];
  const verdict = () => findAll<HTMLElement>(kiosk.shadowRoot!, 'sc-verdict-panel')[0];
  const another = () => findAll<HTMLElement>(kiosk.shadowRoot!, 'button.another')[0];

  /** Shows a code, waits for the verdict that says this, and answers with its words. */
  async function show(text: string, says: string): Promise<string> {
    // A certificate's code has many modules.
    camera.show(text, { left: 300, top: 20, modulePixels: 7 });
    await waitUntil(() => verdict() && shownText(verdict()!).includes(says), says);
    return shownText(verdict()!);
  }
  /** Shows the certificate of G*r and taps that its holder has another proof. */
  async function began(): Promise<void> {
    await show(await certificate(), t.outcome_attend);
    press(verdict()!, step.another);
    await waitUntil(bar, 'the step');
  }

  it('is offered after a verdict, asked for by name, and completes the pass that is shown then', async () => {
    await began();
    expect(verdict(), 'the camera’s picture is in view').to.equal(undefined);
    expect(shownText(bar()!)).to.contain(step.completing('G*r'));
    expect(kiosk.idle, 'no update may happen meanwhile').to.equal(false);
    const words = await show(await pass({ maskedName: 'G*r', doses: 0 }), t.outcome_admit);
    expect(words).to.contain(t.dosesCount(2));
    await waitUntil(() => !bar(), 'the step is over');
    expect(another()).to.equal(undefined);
  });

  it('ends by another person’s code, which decides alone', async () => {
    await began();
    const words = await show(await pass({ maskedName: '李*', doses: 3 }), t.outcome_admit);
    expect(words).to.contain('李*').and.to.contain(step.apart_unknown).and.to.not.contain('G*');
    await waitUntil(() => !bar(), 'the step is over');
  });

  it('ends by a tap, and what is shown then is nothing to what was shown before', async () => {
    await began();
    press(bar()!, step.done);
    await waitUntil(() => !bar(), 'the step is over');
    const words = await show(await pass({ maskedName: 'G*r', doses: 0 }), '疫苗剂次不足');
    expect(words).to.contain(t.outcome_attend);
  });

  it('ends when its time is over', async () => {
    await began();
    const { now } = device.clock;
    device.clock.now = () => now.call(device.clock) + secondProofMs;
    await waitUntil(() => !bar(), 'the step is over');
  });
});
