import { expect } from '@open-wc/testing';
import { measure, type TemperatureReading } from '../../../src/domain/scan/temperature.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../../src/serial/ports/emulated/fake-serial-port.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { gyMcu90614Commands } from '../../../src/serial/drivers/gy-mcu90614/protocol.ts';
import { Devices } from '../../../src/serial/devices/devices.ts';
import { gyMcu90614 } from '../../../src/serial/drivers/gy-mcu90614/driver.ts';
import { GyMcu90640Emulator } from '../../../src/serial/drivers/gy-mcu90640/emulator.ts';
import { gyMcu90640 } from '../../../src/serial/drivers/gy-mcu90640/driver.ts';
import { Thermometer } from '../../../src/serial/thermometer/thermometer.ts';
import { seededRandom } from '../bytes.ts';
import { ManualTimers } from '../manual-timers.ts';

const start = Date.UTC(2022, 3, 1, 8);

describe('Thermometer', () => {
  let timers: ManualTimers;
  let ports: FakePorts;
  let emulator: GyMcu90614Emulator;
  let devices: Devices;
  let sensor: Thermometer;
  let readings: TemperatureReading[];
  /** What an operator did to the wall clock, ms. */
  let clockShift: number;

  function begin(): void {
    const wallClock = () => start + clockShift + timers.now();
    devices = new Devices({ ports, drivers: [gyMcu90614], timers, wallClock, locks: undefined });
    sensor = new Thermometer(devices, wallClock);
    readings = [];
    sensor.on('reading', (reading) => readings.push(reading));
    devices.start();
  }

  /** The newest reading of the last `windowMs`. */
  function latest(windowMs: number): TemperatureReading | undefined {
    return sensor.readings(windowMs).at(-1);
  }

  beforeEach(() => {
    timers = new ManualTimers();
    ports = new FakePorts();
    emulator = new GyMcu90614Emulator({ timers, surface: 3410, ambient: 2235 });
    clockShift = 0;
  });

  afterEach(async () => {
    for (const port of await ports.getPorts()) ports.unplug(port as FakeSerialPort);
    const stopped = devices.stop();
    await timers.advance(3000);
    await stopped;
    expect(timers.pending, 'timers left behind').to.equal(0);
  });

  it('asks about ten times a second, and gives what was measured with its time', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(5000);
    expect(readings.length).to.be.within(45, 52);
    expect(readings.at(-1)).to.deep.include({ surface: 3410, ambient: 2235 });
    expect(readings.at(-1)!.at).to.be.within(start + 4850, start + 5000);
    expect(sensor.device).to.deep.include({ state: 'running', baudRate: 9600 });
  });

  it('gives a changed temperature with the next answer, and keeps the older ones apart', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(1000);
    emulator.set({ surface: 3864, ambient: 3012 });
    await timers.advance(200);
    expect(latest(150)).to.deep.include({ surface: 3864, ambient: 3012 });
    expect(new Set(sensor.readings(2000).map(({ surface }) => surface))).to.deep.equal(new Set([3410, 3864]));
    expect(measure(sensor.readings(150), start + timers.now(), 150)?.surface).to.equal(3864);
  });

  it('has no reading older than was asked for, and none at all without a sensor', async () => {
    const port = ports.plug(emulator);
    begin();
    expect(latest(10_000)).to.equal(undefined);
    await timers.advance(1000);
    expect(latest(500)).not.to.equal(undefined);
    ports.unplug(port);
    await timers.advance(600);
    expect(latest(500)).to.equal(undefined);
    expect(latest(2000)).not.to.equal(undefined);
    await timers.advance(20_000);
    expect(latest(1_000_000)?.at).to.be.at.most(start + 1000);
  });

  it('forgets readings after ten seconds', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(30_000);
    expect(sensor.readings(60_000).length).to.be.within(95, 102);
  });

  it('gives no reading of the future after the clock was set back', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(1000);
    clockShift = -3_600_000;
    expect(latest(10_000)).to.equal(undefined);
    await timers.advance(300);
    expect(latest(10_000)?.at).to.be.at.most(start - 3_600_000 + timers.now());
    expect(sensor.readings(10_000).length).to.be.within(1, 4);
  });

  it('drops frames with a wrong check sum and finds the frames in noise', async () => {
    const random = seededRandom(614);
    const port = ports.plug(emulator);
    begin();
    await timers.advance(1000);
    const before = readings.length;
    const noise = Uint8Array.from({ length: 40 }, () => Math.floor(random() * 256));
    emulator.fail(
      { kind: 'bad-checksum' },
      { kind: 'noise', bytes: noise },
      { kind: 'split', first: 4, afterMs: 30 },
    );
    // The answer after a lost one may be that one, and late: the next is believed.
    await timers.advance(850);
    expect(readings.length - before).to.be.within(2, 5);
    expect(readings.every(({ surface, ambient }) => surface === 3410 && ambient === 2235)).to.equal(true);
    expect(sensor.state).to.equal('running');
    ports.unplug(port);
    await timers.advance(0);
    expect(devices.list[0]!.faults.skippedBytes).to.equal(9 + 40);
  });

  it('drops what no such sensor can measure, and counts it', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(1000);
    const before = readings.length;
    emulator.set({ surface: -32_768 });
    await timers.advance(500);
    expect(readings.length).to.equal(before);
    expect(sensor.device?.faults.dropped).to.be.within(4, 6);
    expect(sensor.state).to.equal('running');
  });

  it('passes on what is no forehead: that is for the domain to judge', async () => {
    ports.plug(emulator);
    begin();
    emulator.set({ surface: 2150, ambient: 2235 });
    await timers.advance(1000);
    expect(latest(200)).to.deep.include({ surface: 2150 });
    expect(measure(sensor.readings(200), start + timers.now(), 200)).to.equal(null);
  });

  it('gives nothing of a frame in whose middle the cable was pulled, and goes on after a replug', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(1000);
    const before = readings.length;
    emulator.set({ surface: 3999 });
    emulator.fail({ kind: 'unplug', after: 8 });
    await timers.advance(200);
    expect(sensor.state).to.equal('lost');
    expect(readings.length).to.equal(before);
    emulator.set({ surface: 3500 });
    ports.plug(emulator);
    await timers.advance(1000);
    expect(sensor.state).to.equal('running');
    expect(readings.slice(before).length).to.be.above(5);
    expect(readings.slice(before).every(({ surface }) => surface === 3500)).to.equal(true);
  });

  it('reads a device that sends continuously, whatever it is asked', async () => {
    ports.plug(emulator);
    emulator.receive(gyMcu90614Commands.continuous);
    begin();
    await timers.advance(2000);
    expect(readings.length).to.be.above(15);
  });

  it('reads a device that appends its number, at 115200 baud', async () => {
    const other = new GyMcu90614Emulator({ timers, baudRate: 115_200, trailingId: 0x5a, surface: 3652 });
    ports.plug(other);
    begin();
    await timers.advance(5000);
    expect(sensor.device).to.deep.include({ state: 'running', baudRate: 115_200 });
    expect(latest(200)).to.deep.include({ surface: 3652, ambient: 2500 });
  });

  it('tells its health', async () => {
    begin();
    expect(devices.list).to.deep.equal([]);
    const port = ports.plug(emulator);
    await timers.advance(1000);
    port.raise('ParityError');
    await timers.advance(500);
    ports.unplug(port);
    await timers.advance(100);
    const [{ state, last, faults }] = devices.list as [(typeof devices.list)[0]];
    expect(state).to.equal('lost');
    expect(last?.at).to.be.within(start + 1300, start + 1500);
    expect(faults.lineErrors).to.equal(1);
  });

  it('asks no more after it was stopped', async () => {
    ports.plug(emulator);
    begin();
    await timers.advance(1000);
    await devices.stop();
    const before = emulator.answers;
    await timers.advance(5000);
    expect(emulator.answers).to.equal(before);
  });
});

describe('a thermometer beside an array', () => {
  it('counts only while the array sees somebody', async () => {
    const timers = new ManualTimers();
    const ports = new FakePorts();
    const array = new GyMcu90640Emulator({ timers, face: null });
    ports.plug(new GyMcu90614Emulator({ timers, surface: 3410 }), { usbVendorId: 1, usbProductId: 1 });
    ports.plug(array, { usbVendorId: 1, usbProductId: 2 });
    const wallClock = () => start + timers.now();
    const devices = new Devices({
      ports,
      drivers: [gyMcu90614, gyMcu90640],
      timers,
      wallClock,
      locks: undefined,
    });
    const thermometer = new Thermometer(devices, wallClock);
    devices.start();
    await timers.advance(10_000);
    expect(thermometer.device?.driver?.id).to.equal('gy-mcu90614');
    const measured = () => measure(thermometer.readings(500), wallClock(), 500)?.surface ?? null;
    expect(thermometer.readings(500).length).to.be.above(0);
    expect(measured(), 'nobody is there').to.equal(null);
    array.set(3450);
    await timers.advance(1500);
    expect(measured()).to.equal(3410);
    for (const port of await ports.getPorts()) ports.unplug(port as FakeSerialPort);
    await devices.stop();
    await timers.advance(3000);
    expect(timers.pending, 'timers left behind').to.equal(0);
  });
});
