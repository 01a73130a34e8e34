import { expect } from '@open-wc/testing';
import type { EmulatedDevice, DeviceLine } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { gyMcu90614Commands } from '../../../src/serial/drivers/gy-mcu90614/protocol.ts';
import { lockNameOf } from '../../../src/serial/ports/port-lock.ts';
import { Devices, type DevicesOptions, type FoundDevice } from '../../../src/serial/devices/devices.ts';
import type { PortState } from '../../../src/serial/ports/port-supervisor.ts';
import type { Port, PortSource } from '../../../src/serial/ports/serial-port.ts';
import { gyMcu90614 } from '../../../src/serial/drivers/gy-mcu90614/driver.ts';
import { seededRandom } from '../bytes.ts';
import { ManualTimers } from '../manual-timers.ts';
import { waitUntil } from '../../support/wait-until.ts';

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

describe('Devices', () => {
  let timers: ManualTimers;
  let ports: FakePorts;
  let emulator: GyMcu90614Emulator;
  let devices: Devices;
  let states: string[];
  let readings: number;

  function begin(options: Partial<DevicesOptions> = {}): void {
    devices = new Devices({ ports, drivers: [gyMcu90614], timers, locks: undefined, ...options });
    states = [];
    readings = 0;
    devices.on('change', (list) => {
      const now = list
        .map(({ state, baudRate }) => (baudRate && state !== 'lost' ? `${state} ${baudRate}` : state))
        .join(', ');
      if (now !== states.at(-1)) states.push(now);
    });
    devices.on('event', () => readings++);
    devices.start();
  }

  /** The only device. */
  function only(): FoundDevice {
    expect(devices.list).to.have.length(1);
    return devices.list[0]!;
  }

  /** The one that runs. */
  function running(): FoundDevice | undefined {
    return devices.list.find(({ state }) => state === 'running');
  }

  /** Tells whether readings come now. */
  async function answers(): Promise<boolean> {
    const before = readings;
    await timers.advance(120);
    return readings > before;
  }

  beforeEach(() => {
    timers = new ManualTimers();
    ports = new FakePorts();
    emulator = new GyMcu90614Emulator({ timers });
  });

  afterEach(async () => {
    const stopped = devices.stop();
    await timers.advance(5000);
    await stopped;
    expect(timers.pending, 'timers left behind').to.equal(0);
  });

  it('finds a device that is there at the start', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(200);
    expect(states).to.deep.equal(['probing', 'probing 9600', 'running 9600']);
    expect(await answers()).to.equal(true);
    expect(only()).to.deep.include({ state: 'running', port: ch340, baudRate: 9600 });
  });

  it('finds it at its other rate', async () => {
    ports.plug(new GyMcu90614Emulator({ timers, baudRate: 115_200 }));
    begin();
    await timers.advance(1500);
    expect(states).to.deep.equal(['probing', 'probing 9600', 'probing 115200', 'running 115200']);
    expect(await answers()).to.equal(true);
  });

  it('finds it at once when it is plugged in, however long none was there', async () => {
    begin();
    await timers.advance(100_000);
    expect(devices.list).to.deep.equal([]);
    ports.plug(emulator);
    await timers.advance(100);
    expect(running(), 'a device that runs').not.to.equal(undefined);
  });

  it('finds the one port of several that has the device', async () => {
    ports.plug(new Chatterbox(), cp2102);
    ports.plug(emulator, ch340);
    ports.plug(new Chatterbox(), ch340);
    begin();
    await timers.advance(5000);
    expect(running()?.port).to.deep.equal(ch340);
    expect(await answers()).to.equal(true);
  });

  it('says what it tried when none has it', async () => {
    ports.plug(new Chatterbox(), cp2102);
    begin();
    await timers.advance(2500);
    expect(only().state).to.equal('unknown');
    expect(only().detail).to.contain('nothing known answers at 9600 baud').and.contain('115200 baud');
  });

  it('notices the cable pulled in mid-frame, and finds the device again as another port', async () => {
    const first = ports.plug(emulator);
    begin();
    await timers.advance(200);
    emulator.fail({ kind: 'unplug', after: 5 });
    expect(await answers()).to.equal(false);
    expect(only()).to.deep.include({ state: 'lost', detail: 'The device has been lost.' });
    await timers.advance(40_000);
    expect(only().state).to.equal('lost');
    const second = ports.plug(emulator);
    await timers.advance(200);
    expect(second).not.to.equal(first);
    expect(running(), 'a device that runs').not.to.equal(undefined);
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
    await timers.advance(3000);
    expect(only()).to.deep.include({ state: 'running', port: cp2102, baudRate: 115_200 });
  });

  it('tries the kind of port and the rate first that had the device the last time', async () => {
    const slow = new GyMcu90614Emulator({ timers, baudRate: 115_200 });
    const port = ports.plug(slow, ch340);
    begin();
    await timers.advance(2000);
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
    await timers.advance(3000);
    expect(opened.filter((name) => name.startsWith(`${ch340.usbVendorId}`))).to.deep.equal([
      `${ch340.usbVendorId} 115200`,
    ]);
    expect(running(), 'a device that runs').not.to.equal(undefined);
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
    expect(states).to.deep.equal(['probing', 'probing 9600', 'running 9600']);
    ports.unplug(port);
    await timers.advance(10);
    expect(only().faults.lineErrors).to.equal(4);
  });

  it('gives a line up that makes nothing but errors, and opens it anew', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    for (let i = 0; i < 100; i++) {
      port.raise('FramingError');
      await timers.advance(0);
    }
    expect(only().state).to.equal('lost');
    expect(only().detail).to.contain('100 errors in a row');
    await timers.advance(3000);
    expect(running(), 'a device that runs').not.to.equal(undefined);
  });

  it('notices a device that fell silent, and comes back to it when it speaks', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(200);
    emulator.fail(...Array.from({ length: 60 }, () => ({ kind: 'silence' }) as const));
    for (let i = 0; i < 21; i++) await timers.advance(100);
    expect(only().state).to.equal('lost');
    expect(only().detail).to.contain('2000 ms');
    await timers.advance(120_000);
    expect(running(), 'a device that runs').not.to.equal(undefined);
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
    await timers.advance(130_000);
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
    expect(devices.list).to.deep.equal([]);
    expect(devices.listFault).to.contain('no permission');
    broken = false;
    await timers.advance(2000);
    expect(running(), 'a device that runs').not.to.equal(undefined);
  });

  it('passes a port by that somebody else of the page has open', async () => {
    const taken = ports.plug(new Chatterbox(), cp2102);
    await taken.open({ baudRate: 9600, bufferSize: 255 });
    ports.plug(emulator);
    begin();
    await timers.advance(2000);
    expect(running()?.port).to.deep.equal(ch340);
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
    await timers.advance(2000);
    expect(opened).to.equal(0);
    expect(devices.list).to.deep.equal([]);
  });

  it('is not held up by a write that never ends, nor by a port that never closes', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    Object.defineProperty(port, 'writable', {
      get: () => new WritableStream({ write: () => new Promise(() => {}) }),
    });
    port.close = () => new Promise(() => {});
    for (let i = 0; i < 30; i++) await timers.advance(100);
    expect(only().state).to.equal('lost');
    ports.plug(new GyMcu90614Emulator({ timers }), cp2102);
    await timers.advance(8000);
    expect(running()?.port).to.deep.equal(cp2102);
  });

  it('takes errors that are plain strings', async () => {
    const port = ports.plug(emulator);
    let broken = true;
    const read = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(port), 'readable')!.get!;
    const bad = new ReadableStream({ start: (controller) => controller.error('USB error: stall') });
    Object.defineProperty(port, 'readable', { get: () => (broken ? bad : read.call(port)) });
    begin();
    await timers.advance(100);
    expect(only().detail).to.contain('USB error: stall');
    broken = false;
    await timers.advance(3000);
    expect(running(), 'a device that runs').not.to.equal(undefined);
  });

  it('lets the port go when it is stopped, and takes it again when it is started', async () => {
    const port = ports.plug(emulator);
    begin();
    await timers.advance(200);
    await devices.stop();
    expect(only().state).to.equal('lost');
    expect(port.openBaudRate).to.equal(undefined);
    await port.open({ baudRate: 9600, bufferSize: 255 });
    await port.close();
    devices.start();
    devices.start();
    await timers.advance(200);
    expect(running(), 'a device that runs').not.to.equal(undefined);
  });

  it('survives many unplugs and replugs without a leak or a stuck port', async () => {
    begin();
    for (let round = 0; round < 50; round++) {
      const port = ports.plug(emulator);
      await timers.advance(200);
      expect(only().state, `round ${round}`).to.equal('running');
      ports.unplug(port);
      await timers.advance(10 + (round % 7) * 400);
      expect(only().state).to.equal('lost');
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

  it('keeps another page off, and lets it in when the first is stopped', async () => {
    const ports = new FakePorts();
    const port = ports.plug(new GyMcu90614Emulator(), { usbVendorId: 0xcafe, usbProductId: 2 });
    const page = () => new Devices({ ports, drivers: [gyMcu90614] });
    const first = page();
    const second = page();
    const next = (of: Devices, wanted: PortState) =>
      new Promise<void>((resolve) =>
        of.on('change', (list) => list.some(({ state }) => state === wanted) && resolve()),
      );
    const firstRuns = next(first, 'running');
    first.start();
    await firstRuns;
    const opens: Port[] = [];
    const open = port.open.bind(port);
    port.open = (options) => {
      opens.push(port);
      return open(options);
    };
    const refused = next(second, 'held');
    second.start();
    await refused;
    expect(opens).to.deep.equal([]);
    const secondRuns = next(second, 'running');
    await first.stop();
    await secondRuns;
    await second.stop();
    const isHeld = async () =>
      (await navigator.locks.query()).held!.some(({ name }) => name!.includes('cafe:2'));
    await waitUntil(async () => !(await isHeld()), 'the lock is let go');
  });
});
