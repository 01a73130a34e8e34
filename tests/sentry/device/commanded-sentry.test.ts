import { expect, fixture, html } from '@open-wc/testing';
import type {
  HeartbeatAnswer,
  HeartbeatRequest,
  ScansRequest,
} from '../../../src/domain/api/gate/sentry-api.ts';
import type { SignedCommand } from '../../../src/domain/fleet/sentry-command.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { KioskPage } from '../../../src/sentry/app/kiosk-page.ts';
import '../../../src/sentry/app/sentry-app.ts';
import type { SentryApp } from '../../../src/sentry/app/sentry-app.ts';
import { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fleetDeviceTexts } from '../../../src/ui/texts/authority/fleet-device.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testPlace, testScan } from '../../support/device.ts';
import { hour, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import { command } from '../commands.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';

const t = fleetDeviceTexts['zh-CN'];
let district: TestDistrict;
let device: SentryDevice;
let camera: CanvasCamera;
let page: HTMLElement | undefined;
/** What the server tells the sentry until it says that it is done. */
let told: (SignedCommand & { id: number })[];
let beats: HeartbeatRequest[];
/** Uploads go nowhere while this is true. */
let uploadsFail: boolean;

function server() {
  return fakeClient({
    'sentry/heartbeat': async (body): Promise<HeartbeatAnswer> => {
      const beat = body as HeartbeatRequest;
      beats.push(beat);
      const ended = (beat.commands ?? []).filter(({ result }) => result === 'done').map(({ id }) => id);
      told = told.filter(({ id }) => !ended.includes(id));
      return {
        now: Date.now(),
        bundleVersion: 0,
        sentry: testPlace({ measuresTemperature: false }),
        word: await district.word({ at: Date.now() }),
        commands: told,
        chains: [],
      };
    },
    'sentry/scans': (body) => {
      if (uploadsFail) throw new TypeError('Failed to fetch');
      const { first, boxes } = body as unknown as ScansRequest;
      const last = first + boxes.length - 1;
      return { results: [{ first, last, status: 'stored' }], fork: null, now: Date.now() };
    },
  }).client;
}

async function openKiosk(): Promise<KioskPage> {
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
      <sc-kiosk-page .device=${device} .client=${server()} .sources=${sources}></sc-kiosk-page>
    </div>
  `);
  page = frame.querySelector<KioskPage>('sc-kiosk-page')!;
  return page as KioskPage;
}

function openApp(): SentryApp {
  const app = document.createElement('sc-sentry-app');
  app.client = server();
  app.openDevice = async () => device;
  document.body.append(app);
  page = app;
  return app;
}

const has = (selector: string): boolean => findAll(page!.shadowRoot!, selector).length > 0;
const verdict = () => findAll<HTMLElement>(page!.shadowRoot!, 'sc-verdict-panel')[0];
const said = (result: string) =>
  beats.flatMap(({ commands }) => commands ?? []).filter((each) => each.result === result);

describe('a sentry that is commanded from afar', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    setLanguage('zh-CN');
    camera = new CanvasCamera();
    told = [];
    beats = [];
    uploadsFail = false;
    device = await pairedTablet(district, { measuresTemperature: false });
  });
  afterEach(() => {
    page?.remove();
    camera.freeze();
    removeTablets();
  });

  const healthy = () =>
    district.person({
      notBefore: Math.floor((Date.now() - hour) / 60_000) * 60_000,
      sampleTime: Math.floor((Date.now() - 10 * hour) / 60_000) * 60_000,
    });

  it('a locked gate sends everybody to staff, says why, and records that', async () => {
    const lock = await command(district, 'lock');
    told = [lock];
    await openKiosk();
    await waitUntil(() => shownText(page!).includes(t.lockedBanner), 'the banner');
    await waitUntil(() => said('done').some(({ id }) => id === lock.id), 'said at once');
    camera.show(await shown(await healthy(), Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    expect(shownText(verdict()!)).to.contain(sentryTexts['zh-CN'].outcome_attend).and.to.contain('锁定');
    await waitUntil(() => beats.at(-1)!.locked === lock.id);
  });

  it('a restart waits while a verdict is shown, and then loads the page once', async () => {
    const kiosk = await openKiosk();
    let reloads = 0;
    kiosk.reload = () => reloads++;
    camera.show(await shown(await healthy(), Date.now()));
    await waitUntil(() => verdict(), 'a verdict');
    const restart = await command(district, 'restart');
    await device.commands.take([restart], {
      device: 9,
      charter: device.bundles!.charter,
      now: Date.now(),
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(verdict(), 'still shown').to.not.equal(undefined);
    expect(reloads).to.equal(0);
    await waitUntil(() => reloads === 1, 'loaded anew');
    expect(verdict()).to.equal(undefined);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(reloads).to.equal(1);
    expect(device.commands.toSay()).to.deep.equal([{ id: restart.id, result: 'done' }]);
  }).timeout(40_000);

  it('a wiped gate stops at once, keeps what is not uploaded, and forgets the rest when it is', async () => {
    uploadsFail = true;
    await device.queue.add(testScan({ t: Date.now() }), 'someone');
    const wipe = await command(district, 'wipe');
    told = [wipe];
    openApp();
    await waitUntil(() => has('sc-wiped-page'), 'the gate stops');
    expect(has('sc-kiosk-page')).to.equal(false);
    await waitUntil(() => shownText(page!).includes(t.wipedWaiting(1)));
    await waitUntil(async () => (await device.settings.bundle()) === null);
    expect([device.bundles, await device.settings.word(), await device.settings.denyList()]).to.deep.equal([
      null,
      null,
      null,
    ]);
    expect(device.queue.wasUsed('someone'), 'who was here').to.equal(false);
    expect((await device.queue.state()).depth).to.equal(1);
    expect(await device.settings.pairing()).to.not.equal(null);
    expect(said('done')).to.deep.equal([]);

    // The page is loaded anew while it waits: it is still no gate.
    page!.remove();
    const { base } = device;
    await device.close();
    device = await SentryDevice.open(base);
    openApp();
    await waitUntil(() => has('sc-wiped-page'));
    uploadsFail = false;
    await waitUntil(() => has('sc-pair-page'), 'all is uploaded');
    expect(said('done').map(({ id }) => id)).to.include(wipe.id);
    expect((await device.queue.state()).depth).to.equal(0);
    expect([await device.settings.pairing(), await device.settings.commands()]).to.deep.equal([null, null]);
    await device.close();
  }).timeout(30_000);

  it('a wiped gate that the server no longer knows keeps its scans for whoever pairs it again', async () => {
    await device.queue.add(testScan({ t: Date.now() }), null);
    await device.commands.take([await command(district, 'wipe')], {
      device: 9,
      charter: device.bundles!.charter,
      now: Date.now(),
    });
    await device.beginWipe();
    const refuse = () => ({ status: 401, code: 'sign-in', message: 'who?' });
    const app = document.createElement('sc-sentry-app');
    app.client = fakeClient({ 'sentry/heartbeat': refuse, 'sentry/scans': refuse }).client;
    app.openDevice = async () => device;
    document.body.append(app);
    page = app;
    await waitUntil(() => has('sc-pair-page'), 'it can be paired');
    expect((await device.queue.state()).depth).to.equal(1);
    expect(await device.settings.pairing()).to.equal(null);
  });
});
