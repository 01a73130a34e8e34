import { expect } from '@open-wc/testing';
import type { EmulatedDevice, DeviceLine } from '../../src/serial/emulators/emulated-device.ts';
import { FakePorts } from '../../src/serial/emulators/fake-ports.ts';
import { GyMcu90614Emulator } from '../../src/serial/emulators/gy-mcu90614-emulator.ts';
import { gyMcu90614Commands } from '../../src/serial/gy-mcu90614.ts';
import { lockNameOf } from '../../src/serial/port-lock.ts';
import { PortSupervisor, type DeviceReport } from '../../src/serial/port-supervisor.ts';
import type { Port, PortSource } from '../../src/serial/serial-port.ts';
import { gyMcu90614Profile } from '../../src/serial/temperature-sensor.ts';
import { seededRandom } from './bytes.ts';
import { ManualTimers } from './manual-timers.ts';
import { waitUntil } from '../support/wait-until.ts';

const query = gyMcu90614Commands.query;
const ch340 = { usbVendorId: 0x1a86, usbProductId: 0x7523 };
const cp2102 = { usbVendorId: 0x10c4, usbProductId: 0xea60 };

/** Some other device: it answers every byte with noise. */
class Chatterbox implements EmulatedDevice {
  readonly baudRate = 9600;
  #line: DeviceLine | undefined;
  readonly #random = seededRandom(1);
  plugIn(line: DeviceLine): void {
    this.#line = line;
  }
  plugOut(): void {
    this.#line = undefined;
  }
  receive(bytes: Uint8Array): void {
    this.#line?.send(Uint8Array.from({ length: bytes.length * 20 }, () => Math.floor(this.#random() * 256)));
  }
}

describe('PortSupervisor', () => {
  let timers: ManualTimers;
  let ports: FakePorts;
  let emulator: GyMcu90614Emulator;
  let supervisor: PortSupervisor;
  let states: string[];
  let frames: number;

  function begin(options: { ports?: PortSource } = {}): void {
    supervisor = new PortSupervisor({
      ports,
      profile: gyMcu90614Profile,
      timers,
      locks: undefined,
      ...options,
    });
    states = [];
    frames = 0;
    supervisor.on('state', ({ state, baudRate }) => states.push(baudRate ? `${state} ${baudRate}` : state));
    supervisor.on('frame', () => frames++);
    supervisor.start();
  }

  /** Lets time go by while the device is being asked, as its user does. */
  async function use(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      supervisor.write(query);
      await timers.advance(Math.min(left, 500));
    }
  }

  /** Asks once, and tells whether a frame came back. */
  async function answers(): Promise<boolean> {
    const before = frames;
    supervisor.write(query);
    await timers.advance(20);
    return frames > before;
  }

  beforeEach(() => {
    timers = new ManualTimers();
    ports = new FakePorts();
    emulator = new GyMcu90614Emulator({ timers });
  });

  afterEach(async () => {
    const stopped = supervisor.stop();
    await timers.advance(5000);
    await stopped;
    expect(timers.pending, 'timers left behind').to.equal(0);
  });

  it('finds a device that is there at the start', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(200);
    expect(states).to.deep.equal(['probing 9600', 'running 9600']);
    expect(await answers()).to.equal(true);
    expect(supervisor.report).to.deep.include({ state: 'running', port: ch340, baudRate: 9600 });
  });

  it('finds it at its other rate', async () => {
    ports.plug(new GyMcu90614Emulator({ timers, baudRate: 115_200 }));
    begin();
    await use(1500);
    expect(states).to.deep.equal(['probing 9600', 'probing 115200', 'running 115200']);
    expect(await answers()).to.equal(true);
  });

  it('finds it at once when it is plugged in, however long none was there', async () => {
    begin();
    await use(100_000);
    expect(new Set(states)).to.deep.equal(new Set(['missing']));
    ports.plug(emulator);
    await timers.advance(100);
    expect(supervisor.report.state).to.equal('running');
  });

  it('finds the one port of several that has the device', async () => {
    ports.plug(new Chatterbox(), cp2102);
    ports.plug(emulator, ch340);
    ports.plug(new Chatterbox(), ch340);
    begin();
    await use(5000);
    expect(supervisor.report).to.deep.include({ state: 'running', port: ch340 });
    expect(await answers()).to.equal(true);
  });

  it('says what it tried when none has it', async () => {
    ports.plug(new Chatterbox(), cp2102);
    begin();
    await use(2500);
    expect(supervisor.report.state).to.equal('missing');
    expect(supervisor.report.detail)
      .to.contain('no GY-MCU90614 answers at 9600 baud')
      .and.contain('115200 baud');
  });

  it('notices the cable pulled in mid-frame, and finds the device again as another port', async () => {
    const first = ports.plug(emulator);
    begin();
    await timers.advance(200);
    emulator.fail({ kind: 'unplug', after: 5 });
    expect(await answers()).to.equal(false);
    expect(supervisor.report).to.deep.include({ state: 'lost', detail: 'The device has been lost.' });
    await use(40_000);
    expect(supervisor.report.state).to.equal('lost');
    const second = ports.plug(emulator);
    await timers.advance(200);
    expect(second).not.to.equal(first);
    expect(supervisor.report.state).to.equal('running');
    expect(await answers()).to.equal(true);
  });

  it('finds the device again behind another kind of bridge, and at another rate', async () => {
    const first = ports.plug(emulator, ch340);
    begin();
    await timers.advance(200);
    emulator.receive(gyMcu90614Commands.baud115200);
    ports.unplug(first);
    await timers.advance(100);
    ports.plug(emulator, cp2102);
    await use(3000);
    expect(supervisor.report).to.deep.include({ state: 'running', port: cp2102, baudRate: 115_200 });
  });

  it('tries the kind of port and the rate first that had the device the last time', async () => {
    const slow = new GyMcu90614Emulator({ timers, baudRate: 115_200 });
    const port = ports.plug(slow, ch340);
    begin();
    await use(2000);
    ports.unplug(port);
    await timers.advance(10);
    const opened: string[] = [];
    for (const [info, device] of [
      [cp2102, new Chatterbox()],
      [ch340, slow],
    ] as const) {
      const each = ports.plug(device, info);
      const open = each.open.bind(each);
      each.open = (options) => {
        opened.push(`${info.usbVendorId} ${options.baudRate}`);
        return open(options);
      };
    }
    await use(3000);
    expect(opened).to.deep.equal([`${ch340.usbVendorId} 115200`]);
    expect(supervisor.report.state).to.equal('running');
  });

  it('goes on after line errors with a new stream, and counts them', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    for (const error of ['FramingError', 'BreakError', 'ParityError', 'BufferOverrunError'] as const) {
      port.raise(error);
      await timers.advance(10);
      expect(await answers(), `after a ${error}`).to.equal(true);
    }
    expect(states).to.deep.equal(['probing 9600', 'running 9600']);
    ports.unplug(port);
    await timers.advance(10);
    expect(supervisor.faults.lineErrors).to.equal(4);
  });

  it('gives a line up that makes nothing but errors, and opens it anew', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    for (let i = 0; i < 100; i++) {
      port.raise('FramingError');
      await timers.advance(0);
    }
    expect(supervisor.report.state).to.equal('lost');
    expect(supervisor.report.detail).to.contain('100 errors in a row');
    await use(3000);
    expect(supervisor.report.state).to.equal('running');
  });

  it('notices a device that fell silent, and comes back to it when it speaks', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(200);
    emulator.fail(...Array.from({ length: 60 }, () => ({ kind: 'silence' }) as const));
    for (let i = 0; i < 21; i++) await timers.advance(100).then(() => supervisor.write(query));
    expect(supervisor.report.state).to.equal('lost');
    expect(supervisor.report.detail).to.contain('2000 ms');
    await use(120_000);
    expect(supervisor.report.state).to.equal('running');
  });

  it('waits longer and longer between its looks, up to half a minute', async () => {
    const looks: number[] = [];
    const counting: PortSource = {
      getPorts: async () => {
        looks.push(timers.now());
        return [];
      },
      requestPort: async () => undefined,
      on: () => () => undefined,
    };
    begin({ ports: counting });
    await use(130_000);
    const gaps = looks.slice(1).map((at, i) => (at - looks[i]!) / 1000);
    expect(gaps).to.deep.equal([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('goes on when the ports cannot be listed', async () => {
    let broken = true;
    const flaky: PortSource = {
      getPorts: () => (broken ? Promise.reject(new Error('no permission')) : ports.getPorts()),
      requestPort: async () => undefined,
      on: (type, listener) => ports.on(type, listener),
    };
    ports.plug(emulator);
    begin({ ports: flaky });
    await timers.advance(10);
    expect(supervisor.report).to.deep.include({ state: 'missing' });
    expect(supervisor.report.detail).to.contain('no permission');
    broken = false;
    await use(2000);
    expect(supervisor.report.state).to.equal('running');
  });

  it('passes a port by that somebody else of the page has open', async () => {
    const taken = ports.plug(new Chatterbox(), cp2102);
    await taken.open({ baudRate: 9600, bufferSize: 255 });
    ports.plug(emulator);
    begin();
    await use(2000);
    expect(supervisor.report).to.deep.include({ state: 'running', port: ch340 });
    expect(taken.openBaudRate).to.equal(9600);
  });

  it('leaves ports alone that are listed although their device is gone', async () => {
    const dead = ports.plug(new GyMcu90614Emulator({ timers }));
    ports.unplug(dead);
    let opened = 0;
    dead.open = async () => void opened++;
    const listsAll: PortSource = {
      getPorts: async () => [dead],
      requestPort: async () => undefined,
      on: () => () => undefined,
    };
    begin({ ports: listsAll });
    await use(2000);
    expect(opened).to.equal(0);
    expect(supervisor.report.detail).to.contain('no serial port');
  });

  it('is not held up by a write that never ends, nor by a port that never closes', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    Object.defineProperty(port, 'writable', {
      get: () => new WritableStream({ write: () => new Promise(() => {}) }),
    });
    port.close = () => new Promise(() => {});
    for (let i = 0; i < 30; i++) await timers.advance(100).then(() => supervisor.write(query));
    expect(supervisor.report.state).to.equal('lost');
    ports.plug(new GyMcu90614Emulator({ timers }), cp2102);
    await use(8000);
    expect(supervisor.report).to.deep.include({ state: 'running', port: cp2102 });
  });

  it('takes errors that are plain strings', async () => {
    const port = ports.plug(emulator);
    let broken = true;
    const read = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(port), 'readable')!.get!;
    const bad = new ReadableStream({ start: (controller) => controller.error('USB error: stall') });
    Object.defineProperty(port, 'readable', { get: () => (broken ? bad : read.call(port)) });
    begin();
    await timers.advance(100);
    expect(supervisor.report.detail).to.contain('USB error: stall');
    broken = false;
    await use(3000);
    expect(supervisor.report.state).to.equal('running');
  });

  it('lets the port go when it is stopped, and takes it again when it is started', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    await supervisor.stop();
    expect(supervisor.report).to.deep.include({ state: 'missing', detail: 'Stopped.' });
    expect(port.openBaudRate).to.equal(undefined);
    await port.open({ baudRate: 9600, bufferSize: 255 });
    await port.close();
    supervisor.write(query);
    supervisor.start();
    supervisor.start();
    await timers.advance(200);
    expect(supervisor.report.state).to.equal('running');
  });

  it('survives many unplugs and replugs without a leak or a stuck port', async () => {
    begin();
    for (let round = 0; round < 50; round++) {
      const port = ports.plug(emulator);
      await timers.advance(200);
      expect(supervisor.report.state, `round ${round}`).to.equal('running');
      ports.unplug(port);
      await timers.advance(10 + (round % 7) * 400);
      expect(supervisor.report.state).to.equal('lost');
    }
    expect(timers.pending).to.be.at.most(1);
  });
});

describe('the lock of a port', () => {
  it('tells two devices of a kind apart, and keeps the name of the one that stays', () => {
    const ports = new FakePorts();
    const kind = { usbVendorId: 0xbeef, usbProductId: 1 };
    const first = ports.plug(new Chatterbox(), kind);
    const second = ports.plug(new Chatterbox(), kind);
    const names = [first, second].map(lockNameOf);
    expect(names).to.deep.equal(['serial-port beef:1 0', 'serial-port beef:1 1']);
    ports.unplug(first);
    const again = ports.plug(new Chatterbox(), kind);
    expect(lockNameOf(second)).to.equal(names[1]);
    expect(lockNameOf(again)).to.equal(names[0]);
    expect(lockNameOf(ports.plug(new Chatterbox(), {}))).to.equal('serial-port none:none 0');
  });

  it('keeps a second supervisor off, and lets it in when the first is stopped', async () => {
    const ports = new FakePorts();
    const port = ports.plug(new GyMcu90614Emulator(), { usbVendorId: 0xcafe, usbProductId: 2 });
    const supervise = () => new PortSupervisor({ ports, profile: gyMcu90614Profile });
    const first = supervise();
    const second = supervise();
    const next = (of: PortSupervisor, wanted: (report: DeviceReport) => boolean) =>
      new Promise<DeviceReport>((resolve) => of.on('state', (report) => wanted(report) && resolve(report)));
    const firstRuns = next(first, ({ state }) => state === 'running');
    first.start();
    await firstRuns;
    const opens: Port[] = [];
    const open = port.open.bind(port);
    port.open = (options) => {
      opens.push(port);
      return open(options);
    };
    const refused = next(second, ({ state }) => state === 'missing');
    second.start();
    expect((await refused).detail).to.contain('held by another page or device');
    expect(opens).to.deep.equal([]);
    const secondRuns = next(second, ({ state }) => state === 'running');
    await first.stop();
    await secondRuns;
    await second.stop();
    const isHeld = async () =>
      (await navigator.locks.query()).held!.some(({ name }) => name!.includes('cafe:2'));
    await waitUntil(async () => !(await isHeld()), 'the lock is let go');
  });
});
