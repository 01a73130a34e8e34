import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { HeartbeatAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { RosterEntry } from '../../../src/domain/roster/roster.ts';
import { shiftCodeText } from '../../../src/domain/roster/shift-code.ts';
import '../../../src/sentry/app/kiosk-page.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testPlace } from '../../support/device.ts';
import { hour, testDistrict, type TestDistrict } from '../../support/district.ts';
import { shiftKeyOf, signedRoster } from '../../support/samples/rosters.ts';
import { shownText } from '../../ui/shown.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { shiftCodeTexts } from '../../../src/ui/texts/gate/roster.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';

const passId = '1111111111111111';
const cook: RosterEntry = { number: 3, kind: 'staff', group: '厨房', from: 0, until: 0, passes: [passId] };

describe('the key of a shift before the camera', () => {
  let district: TestDistrict;
  let device: SentryDevice;
  let camera: CanvasCamera;
  let kiosk: HTMLElement;
  let site: number;
  const code = (change: object = {}): string =>
    shiftCodeText({ site, shift: 1, until: Date.now() + hour, key: shiftKeyOf(1), ...change });

  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    setLanguage('zh-CN');
    device = await pairedTablet(district, { measuresTemperature: false });
    ({ site } = device.pairing!.sentry);
    const roster = await signedRoster(district.wordKey, [cook], { site, at: Date.now() });
    expect(await device.roster!.take(roster)).to.equal(true);
    camera = new CanvasCamera();
    const { client } = fakeClient({
      'sentry/heartbeat': async (): Promise<HeartbeatAnswer> => ({
        now: Date.now(),
        bundleVersion: 0,
        sentry: testPlace({ measuresTemperature: false }),
        word: await district.word({ at: Date.now() }),
        commands: [],
        chains: [],
      }),
    });
    const sources = {
      openStream: camera.open,
      ports: null,
      cameraId: '',
      mirror: true,
      hand: atTheGate,
      wholeScreen: false,
    };
    kiosk = await fixture(html`
      <div style="height: 700px">
        <sc-kiosk-page .device=${device} .client=${client} .sources=${sources}></sc-kiosk-page>
      </div>
    `);
  });
  afterEach(async () => {
    fixtureCleanup();
    camera.freeze();
    await removeTablets();
  });

  it('opens the roster, which nobody could read before, and is no passage', async () => {
    expect(device.roster!.look(passId)!.standing).to.equal('closed');
    camera.show(code());
    await waitUntil(() => device.roster!.state.standing === 'open', 'the camera reads it');
    expect(device.roster!.look(passId)!.entry).to.deep.equal({ kind: 'staff', group: '厨房', holds: true });
    expect((await device.queue.state()).depth).to.equal(0);
  });

  it('of another site opens nothing, and the right one after it does', async () => {
    camera.show(code({ site: site + 1 }));
    const said = shiftCodeTexts['zh-CN']['other-site'];
    await waitUntil(() => shownText(kiosk).includes(said), said);
    expect(device.roster!.state.standing).to.equal('closed');
    camera.show(code());
    await waitUntil(() => device.roster!.state.standing === 'open', 'the right one is read');
  });
});
