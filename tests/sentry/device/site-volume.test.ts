import { expect } from '@open-wc/testing';
import { usualGateSettings, type GateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { localHour } from '../../../src/domain/time/local-day.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { SentryShift } from '../../../src/sentry/device/sentry-shift.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { loudest } from '../../voice/sound.ts';
import { fakeClient, pairedTablet, removeTablets } from '../paired-device.ts';

describe('how loud a sentry is', () => {
  const { createAnalyser } = AudioContext.prototype;
  let district: TestDistrict;
  let device: SentryDevice;
  let camera: CanvasCamera;
  /** What the loudspeaker gets. */
  let speaker: AnalyserNode;

  before(async () => {
    district = await testDistrict();
    AudioContext.prototype.createAnalyser = function (this: AudioContext) {
      speaker = createAnalyser.call(this);
      // Two thirds of a second at a look: on a busy machine the looks come late, and none may miss the siren.
      speaker.fftSize = 32_768;
      return speaker;
    };
  });
  after(() => {
    AudioContext.prototype.createAnalyser = createAnalyser;
  });
  beforeEach(async () => {
    device = await pairedTablet(district, { measuresTemperature: false });
    camera = new CanvasCamera();
  });
  afterEach(async () => {
    camera.freeze();
    await removeTablets();
  });

  /** The loudest moment of its sound check, of samples as they go to the loudspeaker. */
  async function heard(change: Partial<GateSettings>): Promise<number> {
    await device.site!.hear({ ...usualGateSettings, version: Date.now(), ...change });
    const sources = {
      openStream: camera.open,
      ports: null,
      cameraId: '',
      mirror: true,
      hand: atTheGate,
      wholeScreen: false,
    };
    const shift = new SentryShift(device, fakeClient({}).client, sources, () => 'en');
    await shift.start(document.createElement('video'));
    void shift.testSound();
    const level = await loudest(speaker, 1500);
    await shift.stop();
    return level;
  }

  it('is what its site chose', async () => {
    const full = await heard({ volume: 100 });
    expect(full).to.be.above(0.2);
    const fifth = await heard({ volume: 20 });
    expect(fifth / full).to.be.within(0.12, 0.3);
  });

  it('is less in the quiet hours, and nothing where the site wants it silent', async () => {
    const hour = localHour(Date.now());
    const quiet = { quietFrom: hour, quietTo: (hour + 2) % 24 };
    const others = { quietFrom: (hour + 3) % 24, quietTo: (hour + 5) % 24 };
    const full = await heard({ ...others, quietVolume: 0 });
    expect(full, 'at other hours').to.be.above(0.2);
    const half = await heard({ ...quiet, quietVolume: 50 });
    expect(half / full).to.be.within(0.35, 0.65);
    expect(await heard({ ...quiet, quietVolume: 0 })).to.be.below(0.001);
  });
});
