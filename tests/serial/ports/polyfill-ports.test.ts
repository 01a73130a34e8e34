import { expect } from '@open-wc/testing';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { PolyfillPorts, type Usb, type UsbDevice } from '../../../src/serial/ports/polyfill-ports.ts';
import type { Port } from '../../../src/serial/ports/serial-port.ts';
import { Devices, type DevicesEvents } from '../../../src/serial/devices/devices.ts';
import { gyMcu90614 } from '../../../src/serial/drivers/gy-mcu90614/driver.ts';

/** A USB device as WebUSB shows it, with an emulated thermometer behind its CDC-ACM interface. */
class CdcDevice implements UsbDevice {
  readonly vendorId = 0x0483;
  readonly productId = 0x5740;
  opened = false;
  configuration: object | null = null;
  baudRate = 0;
  readonly emulator = new GyMcu90614Emulator({ surface: 3652, ambient: 2500 });
  readonly #packets: (Uint8Array | Error | 'stall')[] = [];
  #wake: (() => void) | undefined;
  readonly #transferClass: number;

  constructor(transferClass = 10) {
    this.#transferClass = transferClass;
    this.emulator.plugIn({ send: (bytes) => this.give(bytes), unplug: () => (this.opened = false) });
  }

  get configurations() {
    const endpoint = (direction: string) => ({
      direction,
      endpointNumber: direction === 'in' ? 1 : 2,
      packetSize: 64,
    });
    const usbInterface = (interfaceNumber: number, interfaceClass: number) => ({
      interfaceNumber,
      alternates: [{ interfaceClass, endpoints: [endpoint('in'), endpoint('out')] }],
    });
    return [{ interfaces: [usbInterface(0, 2), usbInterface(1, this.#transferClass)] }];
  }

  /** What the next read of the host gets. */
  give(packet: Uint8Array | Error | 'stall'): void {
    this.#packets.push(packet);
    this.#wake?.();
  }

  async open() {
    this.opened = true;
  }
  async close() {
    this.opened = false;
    this.#wake?.();
  }
  async selectConfiguration() {
    this.configuration = {};
  }
  async claimInterface() {}
  async controlTransferOut(setup: { request: number }, data?: ArrayBuffer) {
    if (setup.request === 0x20) this.baudRate = new DataView(data!).getUint32(0, true);
    return { status: 'ok' };
  }
  async transferOut(_endpoint: number, data: Uint8Array) {
    if (this.baudRate === this.emulator.baudRate) this.emulator.receive(data);
    return { status: 'ok' };
  }
  async transferIn() {
    while (this.#packets.length === 0) {
      if (!this.opened) throw new DOMException('The device was disconnected.', 'NotFoundError');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const packet = this.#packets.shift()!;
    if (packet instanceof Error) throw packet;
    if (packet === 'stall') return { status: 'stall' };
    return { status: 'ok', data: new DataView(packet.slice().buffer) };
  }
}

class FakeUsb extends EventTarget implements Usb {
  devices: UsbDevice[] = [];
  filters: unknown;
  async getDevices() {
    return this.devices;
  }
  async requestDevice(options: { filters: { classCode: number }[] }) {
    this.filters = options.filters;
    if (!this.devices[0]) throw new DOMException('No device selected.', 'NotFoundError');
    return this.devices[0];
  }
  fire(type: string, device: UsbDevice): void {
    this.dispatchEvent(Object.assign(new Event(type), { device }));
  }
}

async function rejection(promise: Promise<unknown>): Promise<DOMException> {
  try {
    await promise;
  } catch (error) {
    return error as DOMException;
  }
  throw new Error('It did not fail.');
}

describe('PolyfillPorts, over the real package', () => {
  let usb: FakeUsb;
  let device: CdcDevice;
  let ports: PolyfillPorts;

  beforeEach(() => {
    usb = new FakeUsb();
    device = new CdcDevice();
    usb.devices = [device];
    ports = new PolyfillPorts(usb);
  });

  const opened = async (): Promise<Port> => {
    const port = (await ports.getPorts())[0]!;
    await port.open({ baudRate: 9600, bufferSize: 16_384 });
    return port;
  };
  const query = Uint8Array.of(0xa5, 0x15, 0xba);

  it('lists the devices it can handle, the same object each time', async () => {
    usb.devices = [new CdcDevice(0xff), device];
    const list = await ports.getPorts();
    expect(list.map((port) => port.getInfo())).to.deep.equal([{ usbVendorId: 0x0483, usbProductId: 0x5740 }]);
    expect((await ports.getPorts())[0]).to.equal(list[0]);
  });

  it('opens at the rate asked for, and carries bytes both ways', async () => {
    const port = await opened();
    expect(device.baudRate).to.equal(9600);
    const reader = port.readable!.getReader();
    await port.writable!.getWriter().write(query);
    expect([...(await reader.read()).value!.subarray(0, 4)]).to.deep.equal([0x5a, 0x5a, 0x45, 0x04]);
  });

  it('goes on after an empty packet, of which the package dies', async () => {
    const port = await opened();
    const reader = port.readable!.getReader();
    device.give(new Uint8Array(0));
    device.give(new Uint8Array(0));
    device.give(Uint8Array.of(7));
    expect((await reader.read()).value).to.deep.equal(Uint8Array.of(7));
  });

  it('reports a lost device as Web Serial does', async () => {
    const port = await opened();
    const reader = port.readable!.getReader();
    const read = rejection(reader.read());
    await new Promise((resolve) => setTimeout(resolve));
    device.opened = false;
    device.give(new DOMException('The device was disconnected.', 'NotFoundError'));
    const error = await read;
    expect(error).to.be.instanceOf(DOMException);
    expect(error.name).to.equal('NetworkError');
    expect(error.message).to.contain('The device has been lost.').and.contain('disconnected');
  });

  it('gives up a device that only fails', async () => {
    const port = await opened();
    for (let i = 0; i < 60; i++) device.give('stall');
    const error = await rejection(port.readable!.getReader().read());
    expect(error.name).to.equal('NetworkError');
  });

  it('refuses to open twice, and to close while it is read', async () => {
    const port = await opened();
    expect((await rejection(port.open({ baudRate: 9600, bufferSize: 255 }))).name).to.equal(
      'InvalidStateError',
    );
    const reader = port.readable!.getReader();
    expect(await rejection(port.close())).to.be.instanceOf(TypeError);
    await reader.cancel();
    reader.releaseLock();
    await port.close();
    expect(device.opened).to.equal(false);
    expect([port.readable, port.writable]).to.deep.equal([null, null]);
    await port.open({ baudRate: 115_200, bufferSize: 255 });
    expect(device.baudRate).to.equal(115_200);
  });

  it('says why it cannot open', async () => {
    device.claimInterface = () =>
      Promise.reject(new DOMException('Unable to claim interface.', 'NetworkError'));
    const port = (await ports.getPorts())[0]!;
    const error = await rejection(port.open({ baudRate: 9600, bufferSize: 255 }));
    expect(error.name).to.equal('NetworkError');
    expect(error.message).to.contain('Unable to claim interface.');
  });

  it('makes events of those of WebUSB, for devices it can handle', async () => {
    const events: [string, Port][] = [];
    ports.on('connect', (each) => events.push(['connect', each]));
    ports.on('disconnect', (each) => events.push(['disconnect', each]));
    const [port] = await ports.getPorts();
    usb.fire('connect', new CdcDevice(0xff));
    usb.fire('disconnect', device);
    await new Promise((resolve) => setTimeout(resolve));
    expect(port!.connected).to.equal(false);
    expect(events).to.deep.equal([['disconnect', port]]);
    usb.fire('connect', new CdcDevice());
    await new Promise((resolve) => setTimeout(resolve));
    expect(events[1]![0]).to.equal('connect');
    expect(events[1]![1]).not.to.equal(port);
  });

  it('asks the user for devices of the communications class, and announces the one granted', async () => {
    const granted: Port[] = [];
    ports.on('connect', (port) => granted.push(port));
    const port = await ports.requestPort();
    expect(usb.filters).to.deep.equal([{ classCode: 2 }]);
    expect(granted).to.deep.equal([port]);
    usb.devices = [];
    expect(await ports.requestPort()).to.equal(undefined);
  });

  it('carries the temperature sensor: found, lost in mid-frame, found again', async () => {
    const devices = new Devices({ ports, drivers: [gyMcu90614] });
    const reaches = (wanted: string) =>
      new Promise<void>((resolve) =>
        devices.on('change', (list) => list.some(({ state }) => state === wanted) && resolve()),
      );
    const runs = reaches('running');
    devices.start();
    await runs;
    const { event } = await new Promise<DevicesEvents['event']>((resolve) => devices.on('event', resolve));
    expect(event.type === 'temperature' && event.reading).to.deep.include({ surface: 3652, ambient: 2500 });

    const lost = reaches('lost');
    device.emulator.fail({ kind: 'unplug', after: 4 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    device.give(new DOMException('The device was disconnected.', 'NotFoundError'));
    usb.devices = [];
    usb.fire('disconnect', device);
    await lost;

    const again = reaches('running');
    const replugged = new CdcDevice();
    usb.devices = [replugged];
    usb.fire('connect', replugged);
    await again;
    await devices.stop();
    expect(replugged.opened).to.equal(false);
  });
});
