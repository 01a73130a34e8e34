import { expect } from '@open-wc/testing';
import { Devices } from '../../../src/serial/devices/devices.ts';
import { DeviceMemory } from '../../../src/serial/devices/device-memory.ts';
import { Cjmcu90614Emulator } from '../../../src/serial/drivers/cjmcu-90614/emulator.ts';
import type { Driver } from '../../../src/serial/drivers/driver.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { GyMcu90640Emulator } from '../../../src/serial/drivers/gy-mcu90640/emulator.ts';
import { ModbusPyrometerEmulator } from '../../../src/serial/drivers/modbus-pyrometer/emulator.ts';
import { drivers } from '../../../src/serial/drivers/registry.ts';
import { TextLinesEmulator } from '../../../src/serial/drivers/text-lines/emulator.ts';
import { LineFramer } from '../../../src/serial/framing/line-framer.ts';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../../src/serial/ports/emulated/fake-serial-port.ts';
import { ManualTimers } from '../manual-timers.ts';

/** Says lines of its own when its test says so. */
class LineDevice extends TextLinesEmulator {
  constructor(timers: ManualTimers) {
    super(0, { timers, everyMs: 1e9 });
  }
  say(text: string): void {
    this.answer(new TextEncoder().encode(text));
  }
}

/** A device that only staff can tell: any line is its. */
const anyLine: Driver = {
  id: 'any-line',
  name: 'Any line',
  kind: 'scanner',
  baudRates: [9600],
  recognition: { by: 'choice' },
  silentAfterMs: null,
  framer: () => new LineFramer({ ends: [0x0d], maxLength: 80, idleMs: null, isValid: () => true }),
  begin: (link) => ({
    take: (line) => link.emit({ type: 'text', text: new TextDecoder().decode(line) }),
    end: () => undefined,
  }),
};

describe('recognition', () => {
  let timers: ManualTimers;
  let ports: FakePorts;
  let devices: Devices;
  let memory: DeviceMemory;

  function begin(of: readonly Driver[] = drivers): void {
    devices = new Devices({ ports, drivers: of, memory, timers, locks: undefined });
    devices.start();
  }

  async function end(): Promise<void> {
    for (const port of await ports.getPorts()) ports.unplug(port as FakeSerialPort);
    const stopped = devices.stop();
    await timers.advance(5000);
    await stopped;
    expect(timers.pending, 'timers left behind').to.equal(0);
  }

  const found = (): (string | undefined)[] =>
    devices.list.map(({ state, driver, baudRate }) =>
      state === 'running' ? `${driver!.id} ${baudRate}` : state,
    );

  beforeEach(() => {
    timers = new ManualTimers();
    ports = new FakePorts();
    memory = new DeviceMemory();
  });
  afterEach(() => end());

  const emulators: [name: string, make: () => EmulatedDevice][] = [
    ['gy-mcu90614 9600', () => new GyMcu90614Emulator({ timers })],
    ['gy-mcu90614 115200', () => new GyMcu90614Emulator({ timers, baudRate: 115_200 })],
    ['cjmcu-90614 115200', () => new Cjmcu90614Emulator({ timers })],
    ['gy-mcu90640 115200', () => new GyMcu90640Emulator({ timers })],
    ['gy-mcu90640 460800', () => new GyMcu90640Emulator({ timers, baudRate: 460_800 })],
    ['modbus-pyrometer 9600', () => new ModbusPyrometerEmulator(3450, timers)],
    ['text-lines 9600', () => new TextLinesEmulator(3450, { timers })],
    ['text-lines 115200', () => new TextLinesEmulator(3450, { timers, baudRate: 115_200 })],
  ];
  for (const [name, make] of emulators) {
    it(`finds ${name}, and at once when it is plugged in again`, async () => {
      begin();
      const device = make();
      const port = ports.plug(device);
      await timers.advance(20_000);
      expect(found()).to.deep.equal([name]);
      ports.unplug(port);
      await timers.advance(100);
      expect(found()).to.deep.equal(['lost']);
      ports.plug(device);
      await timers.advance(1500);
      expect(found()).to.deep.equal([name]);
    });
  }

  it('finds every device of many, each on its own port', async () => {
    begin();
    for (const [, make] of emulators) ports.plug(make());
    await timers.advance(30_000);
    expect([...found()].sort()).to.deep.equal(emulators.map(([name]) => name).sort());
  });

  it('takes a port that answers nothing for what staff say, at once and after the next start', async () => {
    begin([...drivers, anyLine]);
    const device = new LineDevice(timers);
    const read: string[] = [];
    ports.plug(device);
    await timers.advance(20_000);
    expect(found()).to.deep.equal(['unknown']);
    device.say('4006381333931\r');
    devices.on('event', ({ event }) => event.type === 'text' && read.push(event.text));
    devices.choose(devices.list[0]!.key, 'any-line');
    await timers.advance(10_000);
    expect(found()).to.deep.equal(['any-line 9600']);
    device.say('4006381333931\r');
    await timers.advance(10);
    expect(read).to.deep.equal(['4006381333931']);
    await end();
    begin([...drivers, anyLine]);
    ports.plug(device);
    await timers.advance(10_000);
    expect(found()).to.deep.equal(['any-line 9600']);
    devices.choose(devices.list[0]!.key, null);
    await timers.advance(10_000);
    expect(found()).to.deep.equal(['lost']);
  });

  it('asks a port first, whatever staff said of others of its kind', async () => {
    memory.remember(
      { usbVendorId: 0x1a86, usbProductId: 0x7523 },
      { driver: 'any-line', baudRate: 9600 },
      true,
    );
    begin([...drivers, anyLine]);
    ports.plug(new GyMcu90614Emulator({ timers }));
    await timers.advance(10_000);
    expect(found()).to.deep.equal(['gy-mcu90614 9600']);
  });
});

describe('the memory of devices', () => {
  const ch340 = { usbVendorId: 0x1a86, usbProductId: 0x7523 };

  it('outlives a start, and takes no harm from what it cannot read', () => {
    let kept = '';
    const storage = { load: () => kept, save: (text: string) => void (kept = text) };
    new DeviceMemory(storage).remember(ch340, { driver: 'gy-mcu90614', baudRate: 9600 });
    expect(new DeviceMemory(storage).recall(ch340)).to.deep.equal([
      { driver: 'gy-mcu90614', baudRate: 9600, chosen: false },
    ]);
    for (const text of ['', '{', 'null', '[[1]]', '[["1a86:7523",[{"driver":1}]]]', '{"a":1}']) {
      kept = text;
      expect(new DeviceMemory(storage).recall(ch340), text).to.deep.equal([]);
    }
  });

  it('keeps the latest few of a kind, and a choice until the next one', () => {
    const memory = new DeviceMemory();
    memory.remember(ch340, { driver: 'b', baudRate: 1 }, true);
    for (const driver of ['c', 'd', 'b']) memory.remember(ch340, { driver, baudRate: 2 });
    expect(memory.recall(ch340).map(({ driver, chosen }) => [driver, chosen])).to.deep.equal([
      ['b', true],
      ['d', false],
      ['c', false],
    ]);
    memory.remember(ch340, { driver: 'e', baudRate: 1 }, true);
    expect(memory.recall(ch340).filter(({ chosen }) => chosen)).to.have.length(1);
    memory.forgetChoice(ch340);
    expect(memory.recall(ch340).filter(({ chosen }) => chosen)).to.have.length(0);
  });
});
