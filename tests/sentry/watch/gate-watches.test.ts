// Real faults of a real shift: what it watches heals by itself, and the heartbeat says how often; or it says what is to be done.
import { expect } from '@open-wc/testing';
import type { HeartbeatRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import { healedKinds, type HealedKind } from '../../../src/domain/gate/self-healing.ts';
import { atTheGate } from '../../../src/sentry/device/hand-choices.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { SentryShift } from '../../../src/sentry/device/sentry-shift.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../../src/serial/ports/emulated/fake-serial-port.ts';
import { CanvasCamera } from '../../camera/canvas-camera.ts';
import { hour, minute, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { fillDisk } from '../../support/failing-disk.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fakeClient, heartbeatAnswer, pairedTablet, removeTablets } from '../paired-device.ts';

const RealWorker = globalThis.Worker;
const realNow = Date.now;

/** A sensor that hangs: it hears nothing. @returns what ends that */
function hang(sensor: GyMcu90614Emulator): () => void {
  const receive = sensor.receive.bind(sensor);
  sensor.receive = () => undefined;
  return () => (sensor.receive = receive);
}

describe('the watches of a gate', function () {
  this.timeout(120_000);
  let district: TestDistrict;
  let device: SentryDevice;
  let shift: SentryShift;
  let camera: CanvasCamera;
  let ports: FakePorts;
  let port: FakeSerialPort;
  let thermometer: GyMcu90614Emulator;
  let video: HTMLVideoElement;
  /** What the server was told, the latest last. */
  let beats: HeartbeatRequest[];
  /** The workers that were made, the latest last. */
  let workers: { name: string; worker: Worker }[];
  let undo: (() => void)[];
  /** The device that looks after itself looks again and again; here a test says when. */
  let at: number;

  before(async () => {
    district = await testDistrict();
  });

  beforeEach(async () => {
    localStorage.removeItem('sitecode.healed');
    [beats, workers, undo] = [[], [], []];
    globalThis.Worker = class extends RealWorker {
      constructor(url: string | URL, options: WorkerOptions = {}) {
        super(url, options);
        workers.push({ name: options.name ?? '', worker: this });
      }
    };
    camera = new CanvasCamera();
    ports = new FakePorts();
    thermometer = new GyMcu90614Emulator({ surface: 3484, ambient: 2500 });
    port = ports.plug(thermometer);
    video = document.createElement('video');
    document.body.append(video);
    device = await pairedTablet(district);
    const { client } = fakeClient({
      'sentry/heartbeat': (body) => {
        beats.push(body as HeartbeatRequest);
        return heartbeatAnswer(device, realNow());
      },
    });
    const sources = {
      openStream: camera.open,
      ports,
      cameraId: '',
      mirror: true,
      hand: atTheGate,
      wholeScreen: false,
    };
    shift = new SentryShift(device, client, sources, () => 'en');
    await shift.start(video);
    const isUp = (): boolean => shift.state.camera === 'running' && shift.state.sensor === 'running';
    await waitUntil(() => shift.care !== null && isUp() && beats.length > 0, 'it runs');
    // Its worker reads: what is no pass is told.
    let isRead = false;
    shift.on('stranger', () => (isRead = true));
    camera.show('no pass');
    await waitUntil(() => isRead, 'it reads');
    camera.show();
    // From here on it looks when it is told to.
    shift.care!.stop();
    at = performance.now();
    look();
  });

  afterEach(async () => {
    for (const each of undo) each();
    globalThis.Worker = RealWorker;
    Date.now = realNow;
    await shift.stop();
    camera.freeze();
    video.remove();
    localStorage.removeItem('sitecode.healed');
    await removeTablets();
  });

  /** It looks once more, so long after it last did. */
  function look(ms = 1000): void {
    at += ms;
    shift.care!.look(at);
  }

  const healed = (kind: HealedKind): number => shift.care!.report().healed![healedKinds.indexOf(kind)]!;

  /** What is ill was seen to be so, is well by itself or by what is done about it, and the server hears of it. */
  async function heals(kind: HealedKind, isWell: () => boolean, betweenMs = 1000): Promise<void> {
    look(betweenMs);
    expect(healed(kind), 'not before').to.equal(0);
    await waitUntil(isWell, 'it is well again');
    await waitUntil(() => {
      look(betweenMs);
      return healed(kind) === 1;
    }, 'it is counted');
    const before = beats.length;
    shift.sayNow();
    await waitUntil(() => beats.length > before, 'a heartbeat');
    expect(beats.at(-1)!.healed![healedKinds.indexOf(kind)]).to.equal(1);
  }

  it('count nothing while all is well', () => {
    for (let times = 0; times < 100; times++) look();
    expect(shift.care!.report().healed).to.deep.equal([0, 0, 0, 0, 0, 0]);
    expect(shift.care!.beginRestart(hour)).to.equal(false);
  });

  const runs = (): boolean => shift.state.camera === 'running';
  const cameraFaults: [what: string, harm: (track: MediaStreamTrack) => void][] = [
    ['whose frames stop', (track) => track.stop()],
    ['that ends its stream', (track) => track.dispatchEvent(new Event('ended'))],
    [
      'that the system mutes',
      (track) => {
        Object.defineProperty(track, 'muted', { value: true });
        track.dispatchEvent(new Event('mute'));
      },
    ],
  ];
  for (const [what, harm] of cameraFaults)
    it(`open a camera anew ${what}`, async () => {
      const opened = camera.streams.length;
      harm(camera.track);
      await waitUntil(() => !runs(), 'it is seen');
      await heals('camera', () => runs() && camera.streams.length > opened);
    });

  it('say of a camera that is gone what is to be done, and restart the page for it at last', async () => {
    camera.freeze();
    await waitUntil(() => shift.state.camera === 'interrupted', 'its banner');
    look();
    look(4 * minute);
    expect(shift.care!.beginRestart(hour), 'not yet').to.equal(false);
    look(2 * minute);
    expect(shift.care!.beginRestart(minute), 'a page that has just started').to.equal(false);
    expect(shift.care!.beginRestart(hour)).to.equal(true);
    expect(shift.care!.report()).to.include({ restartedFor: 'camera' });
  });

  it('replace a worker that was killed', async () => {
    const killed = workers.findLast(({ name }) => name === 'qr')!.worker;
    killed.terminate();
    await waitUntil(() => {
      look(0);
      return shift.state.camera !== 'running';
    }, 'nothing is read');
    await heals('worker', runs);
    expect(workers.findLast(({ name }) => name === 'qr')!.worker).to.not.equal(killed);
  });

  it('find a thermometer again that said nothing for long, and count it', async () => {
    const goOn = hang(thermometer);
    await waitUntil(() => shift.state.sensor === 'lost', 'its banner');
    look();
    goOn();
    expect(shift.care!.beginRestart(hour)).to.equal(false);
    // It is asked at once, and not after its pause.
    look(minute);
    await heals('ports', () => shift.state.sensor === 'running');
  });

  it('wait for a cable that was pulled without restarting the page, however long', async () => {
    ports.unplug(port);
    await waitUntil(() => shift.state.sensor === 'lost', 'its banner');
    look();
    look(hour);
    look(hour);
    expect(shift.care!.beginRestart(hour)).to.equal(false);
    ports.plug(thermometer);
    await heals('ports', () => shift.state.sensor === 'running');
  });

  it('restart the page at last for a port that is open, silent and does not close', async () => {
    hang(thermometer);
    port.close = () => new Promise(() => undefined);
    await waitUntil(() => shift.state.sensor === 'lost', 'its banner');
    look();
    look(4 * minute);
    expect(shift.care!.beginRestart(hour), 'not yet').to.equal(false);
    look(2 * minute);
    expect(shift.care!.beginRestart(hour)).to.equal(true);
    expect(shift.care!.beginRestart(hour), 'no loop').to.equal(false);
    expect(shift.care!.report()).to.include({ restartedFor: 'ports' });
  });

  it('do not restart the page for a cable that is plugged in again after long', async () => {
    ports.unplug(port);
    await waitUntil(() => shift.state.sensor === 'lost', 'its banner');
    look();
    look(hour);
    const goOn = hang(thermometer);
    ports.plug(thermometer);
    look();
    expect(shift.care!.beginRestart(hour), 'it is being asked').to.equal(false);
    goOn();
    await heals('ports', () => shift.state.sensor === 'running');
  });

  it('say that nothing can be written, try again, and count it', async () => {
    const empty = fillDisk();
    undo.push(empty);
    let faults = 0;
    shift.on('storageFault', () => faults++);
    const sampleTime = Math.floor((realNow() - 10 * hour) / minute) * minute;
    const notBefore = Math.floor((realNow() - hour) / minute) * minute;
    const person = await district.person({ notBefore, sampleTime });
    camera.show(await shown(person, realNow()));
    await waitUntil(() => faults > 0, 'nobody may be released');
    camera.show();
    look();
    empty();
    look(11_000);
    await heals('storage', () => true, 0);
  });

  it('see that the room ends, and that there is some again', async () => {
    const estimate = navigator.storage.estimate.bind(navigator.storage);
    let left = 1_000_000;
    let asked = 0;
    navigator.storage.estimate = async () => {
      asked++;
      return { usage: 10_000_000_000 - left, quota: 10_000_000_000 };
    };
    undo.push(() => (navigator.storage.estimate = estimate));
    // It asks every few minutes, on its own clock.
    const real = performance.now.bind(performance);
    performance.now = () => real() + 10 * minute;
    undo.push(() => (performance.now = real));
    look();
    await waitUntil(() => asked > 0, 'it asks');
    look();
    left = 9_000_000_000;
    await waitUntil(() => {
      look(30_000);
      return healed('storage') === 1;
    }, 'it is counted');
  });

  it('ask the server at once for the time when the clock jumps', async () => {
    const before = beats.length;
    Date.now = () => realNow() + hour;
    look();
    look();
    look();
    await waitUntil(() => beats.length > before, 'it asks');
    await waitUntil(() => {
      look(0);
      return healed('clock') === 1;
    }, 'it is counted');
    expect(Math.abs(device.clock.now() - realNow())).to.be.lessThan(10_000);
  });
});
