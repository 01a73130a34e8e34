import { expect } from '@open-wc/testing';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import type { DemoPassRequest } from '../../../src/domain/api/demo-api.ts';
import '../../../src/sentry/app/sentry-app.ts';
import type { Passage } from '../../../src/sentry/stop/checkpoint.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import type { SentryApp } from '../../../src/sentry/app/sentry-app.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import type { VerdictPanel } from '../../../src/sentry/stop/verdict-panel.ts';
import { standardLimits, standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { testIssuer, type TestIssuer } from '../../store/test-issuer.ts';
import { hour, testDistrict } from '../../support/district.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import {
  fakeClient,
  newTablet,
  pairAnswer,
  pairedTablet,
  removeTablets,
  type FakeAnswer,
} from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = sentryTexts['zh-CN'];
const demoCharter = { district: { name: { 'zh-CN': '演示区', en: 'Demo district' }, demo: true } };
let issuer: TestIssuer;
let app: SentryApp;

function open(
  device: () => Promise<SentryDevice>,
  { demo = false, answers = {} }: { demo?: boolean; answers?: Parameters<typeof fakeClient>[0] } = {},
): { asked: { path: string }[] } {
  const { client, asked } = fakeClient(answers);
  app = document.createElement('sc-sentry-app');
  app.demo = demo;
  app.client = client;
  app.openDevice = device;
  document.body.append(app);
  return { asked };
}

const has = (selector: string): boolean => findAll(app.shadowRoot!, selector).length > 0;
const says = (text: string): boolean => shownText(app).includes(text);

/** Waits for something to show; a busy disk takes its time to open a tablet's databases. */
const shows = (what: () => boolean): Promise<void> => waitUntil(what, 'it shows');

/** What a demo server answers. */
function demoServer(
  charter = demoCharter,
  bundle: Partial<Bundle> = {},
): Record<string, (body: unknown) => FakeAnswer | Promise<FakeAnswer>> {
  return {
    'demo/pairing-code': () => ({ code: 'ABCD-EFGH' }),
    'sentry/pair': () => pairAnswer(issuer.district, { measuresTemperature: false }, bundle, charter),
    'demo/pass': async (body) => {
      const { holderKey, ageMinutes } = body as DemoPassRequest;
      const notBefore = Math.floor((Date.now() - (ageMinutes ?? 0) * 60_000) / 60_000) * 60_000;
      const pass = await issuer.issue(holderKey, { notBefore, lifetimeMinutes: 24 * 60 });
      return { pass, expiresAt: notBefore + 24 * hour, now: Date.now() };
    },
  };
}

describe('sc-sentry-app', () => {
  before(async () => {
    setLanguage('zh-CN');
    issuer = await testIssuer();
  });
  afterEach(async () => {
    app.remove();
    await removeTablets();
  });
  after(() => void indexedDB.deleteDatabase('sitecode-demo-visitors'));

  it('asks a new tablet for a pairing code and shows the kiosk once it is paired', async () => {
    open(newTablet, { answers: demoServer() });
    await shows(() => has('sc-pair-page'));
    const [page] = findAll<HTMLElement>(app.shadowRoot!, 'sc-pair-page');
    await shows(() => page!.shadowRoot?.querySelector('input') instanceof HTMLInputElement);
    page!.shadowRoot!.querySelector('input')!.value = 'ABCD-EFGH';
    page!.shadowRoot!.querySelector<HTMLButtonElement>('form > button')!.click();
    await shows(() => has('sc-kiosk-page'));
    expect(has('sc-pair-page')).to.equal(false);
    expect(has('sc-demo-panel'), 'the panel is for those who ask for it').to.equal(false);
  });

  it('starts the kiosk of a paired tablet by itself, with no network', async () => {
    open(() => pairedTablet(issuer.district));
    await shows(() => has('sc-kiosk-page'));
    expect(has('sc-demo-panel')).to.equal(false);
  });

  it('refuses the demo on a tablet paired with a real district', async () => {
    const { asked } = open(() => pairedTablet(issuer.district), { demo: true, answers: demoServer() });
    await shows(() => says(t.demoRefused));
    expect(says(t.demoRefusedTitle)).to.equal(true);
    expect(has('sc-demo-panel')).to.equal(false);
    expect(has('sc-kiosk-page'), 'no emulated device stands in for a real one').to.equal(false);
    expect(asked, 'it does not even ask for codes').to.deep.equal([]);
  });

  it('refuses the demo to a tablet that pairs itself with a district that is no demo', async () => {
    const real = { district: { ...demoCharter.district, demo: false } };
    open(newTablet, { demo: true, answers: demoServer(real) });
    await shows(() => says(t.demoRefused));
    expect(has('sc-demo-panel')).to.equal(false);
  });

  it('refuses the demo when the bundle of a demo district was put in place of the real one', async () => {
    open(
      async () => {
        const device = await pairedTablet(issuer.district);
        const stranger = await testDistrict();
        await device.settings.saveBundle(await stranger.publish({ version: 9 }, { charter: demoCharter }));

        device.bundles = await BundleKeeper.open(device.settings, device.clock, device.pairing!.root);
        return device;
      },
      { demo: true, answers: demoServer() },
    );
    await shows(() => says(t.demoRefused));
    expect(has('sc-demo-panel')).to.equal(false);
  });

  it('shows the panel beside the kiosk in a demo district, paired by itself', async () => {
    const { asked } = open(newTablet, { demo: true, answers: demoServer() });
    await shows(() => has('sc-demo-panel'));
    expect(has('sc-kiosk-page')).to.equal(true);
    expect(asked.slice(0, 2).map(({ path }) => path)).to.deep.equal(['demo/pairing-code', 'sentry/pair']);
    await waitUntil(() => has('[data-visitor=valid]:not([disabled])'), 'the visitors');
  });

  it('brings a visitor who answers the code on the sentry’s screen, where the policy is strict', async () => {
    const policy = { ...standardPolicy(1), limits: { ...standardLimits, strict: true } };
    open(newTablet, { demo: true, answers: demoServer(demoCharter, { policy }) });
    await waitUntil(() => has('[data-visitor=answering]:not([disabled])'), 'the visitors');
    const [kiosk] = findAll<KioskPage>(app.shadowRoot!, 'sc-kiosk-page');
    await waitUntil(() => kiosk!.sentryCode !== null, 'the sentry shows its code');
    expect(kiosk!.sentryCode).to.match(/^SC1:/);
    const passage = async (visitor: string): Promise<Passage> => {
      const before = findAll<VerdictPanel>(app.shadowRoot!, 'sc-verdict-panel')[0]?.passage;
      findAll<HTMLButtonElement>(app.shadowRoot!, `[data-visitor=${visitor}]`)[0]!.click();
      const shown = () => findAll<VerdictPanel>(app.shadowRoot!, 'sc-verdict-panel')[0]?.passage;
      await waitUntil(() => shown() && shown() !== before, `a verdict on ${visitor}`);
      return shown()!;
    };
    const rules = ({ verdict }: Passage): string[] => verdict.reasons.map(({ rule }) => rule);
    const answered = await passage('answering');
    expect(answered.verification).to.deep.include({ proof: 'proved', challenged: true });
    expect(rules(answered)).not.to.include('challenge.missing');
    const silent = await passage('valid');
    expect(silent.verification.challenged).to.equal(false);
    expect(rules(silent)).to.include('challenge.missing');
  }).timeout(40_000);

  it('says that a server without the demo has none', async () => {
    const answers = {
      'demo/pairing-code': () => ({ status: 404, code: 'not-found', message: 'nothing here' }),
    };
    open(newTablet, { demo: true, answers });
    await shows(() => says(t.demoUnavailable));
    expect(has('sc-demo-panel')).to.equal(false);
  });

  it('says that the demo needs its server the first time', async () => {
    open(newTablet, { demo: true });
    await shows(() => says(t.demoOffline));
  });

  it('admits nobody and says why when the storage of the device cannot be opened', async () => {
    open(() => Promise.reject(new DOMException('Full.', 'QuotaExceededError')));
    await shows(() => says(t.storageOpenFault));
    expect(has('sc-kiosk-page')).to.equal(false);
  });
});
