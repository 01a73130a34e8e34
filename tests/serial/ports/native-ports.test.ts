import { expect } from '@open-wc/testing';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { GyMcu90614Emulator } from '../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { machinePorts } from '../../../src/serial/ports/machine-ports.ts';
import { NativePorts } from '../../../src/serial/ports/native-ports.ts';
import type { Usb } from '../../../src/serial/ports/polyfill-ports.ts';
import type { Port, PortOptions } from '../../../src/serial/ports/serial-port.ts';

/** A port as the browser has it: an event target below `navigator.serial`. */
class BrowserPort extends EventTarget {
  opened: unknown;
  readable = new ReadableStream<Uint8Array>();
  writable = new WritableStream<Uint8Array>();
  readonly #id: number;

  constructor(id: number) {
    super();
    this.#id = id;
  }
  getInfo() {
    return { usbVendorId: this.#id, usbProductId: 1 };
  }
  async open(options: PortOptions) {
    this.opened = options;
  }
  async close() {
    this.opened = undefined;
  }
}

/** The browser's `navigator.serial`; events reach it as if they bubbled up from their port. */
class BrowserSerial extends EventTarget {
  ports: BrowserPort[] = [];
  choice: BrowserPort | DOMException = new DOMException('No port selected by the user.', 'NotFoundError');
  async getPorts() {
    return this.ports;
  }
  async requestPort() {
    if (this.choice instanceof DOMException) throw this.choice;
    return this.choice;
  }
  fire(type: string, port: BrowserPort): void {
    const event = new Event(type);
    Object.defineProperty(event, 'target', { value: port });
    this.dispatchEvent(event);
  }
}

describe('NativePorts', () => {
  let serial: BrowserSerial;
  let ports: NativePorts;
  let events: [string, Port][];

  beforeEach(() => {
    serial = new BrowserSerial();
    ports = new NativePorts(serial as unknown as Serial);
    events = [];
    ports.on('connect', (port) => events.push(['connect', port]));
    ports.on('disconnect', (port) => events.push(['disconnect', port]));
  });

  it('gives the same port each time for the same object of the browser', async () => {
    serial.ports = [new BrowserPort(1), new BrowserPort(2)];
    const first = await ports.getPorts();
    const second = await ports.getPorts();
    expect(second).to.deep.equal(first);
    expect(second[0]).to.equal(first[0]);
    expect(first.map((port) => port.getInfo().usbVendorId)).to.deep.equal([1, 2]);
  });

  it('opens with the rate and buffer asked for, 8N1, and closes', async () => {
    const browserPort = new BrowserPort(1);
    serial.ports = [browserPort];
    const [port] = await ports.getPorts();
    await port!.open({ baudRate: 115_200, bufferSize: 16_384 });
    expect(browserPort.opened).to.deep.equal({
      baudRate: 115_200,
      bufferSize: 16_384,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      flowControl: 'none',
    });
    expect(port!.readable).to.equal(browserPort.readable);
    expect(port!.writable).to.equal(browserPort.writable);
    await port!.close();
    expect(browserPort.opened).to.equal(undefined);
  });

  it('tells of ports that come and go, also where the browser has no `connected`', async () => {
    const browserPort = new BrowserPort(1);
    serial.ports = [browserPort];
    const [port] = await ports.getPorts();
    expect(port!.connected).to.equal(true);
    serial.fire('disconnect', browserPort);
    expect(port!.connected).to.equal(false);
    const again = new BrowserPort(1);
    serial.fire('connect', again);
    expect(events.map(([type]) => type)).to.deep.equal(['disconnect', 'connect']);
    expect(events[0]![1]).to.equal(port);
    expect(events[1]![1]).not.to.equal(port);
    expect(events[1]![1].connected).to.equal(true);
  });

  it('believes the browser where it has `connected`', async () => {
    const browserPort = Object.assign(new BrowserPort(1), { connected: false });
    serial.ports = [browserPort];
    expect((await ports.getPorts())[0]!.connected).to.equal(false);
  });

  it('announces a port that the user grants, and none when the user chose none', async () => {
    expect(await ports.requestPort()).to.equal(undefined);
    expect(events).to.deep.equal([]);
    const browserPort = new BrowserPort(3);
    serial.choice = browserPort;
    const port = await ports.requestPort();
    expect(port!.getInfo().usbVendorId).to.equal(3);
    expect(events).to.deep.equal([['connect', port]]);
  });

  it('passes on why it may not ask', async () => {
    serial.choice = new DOMException('Must be handling a user gesture.', 'SecurityError');
    const error = await ports.requestPort().catch((reason: unknown) => reason as DOMException);
    expect((error as DOMException).name).to.equal('SecurityError');
  });

  it("stands on the real browser's Web Serial", async () => {
    expect(await new NativePorts().getPorts()).to.deep.equal([]);
  });
});

describe('machinePorts', () => {
  const serial = new BrowserSerial() as unknown as Serial;
  const usb = Object.assign(new EventTarget(), {
    getDevices: async () => [],
    requestDevice: async () => Promise.reject(new DOMException('none', 'NotFoundError')),
  }) as unknown as Usb;

  it('takes Web Serial where the browser has it', () => {
    expect(machinePorts({ serial, usb })).to.be.instanceOf(NativePorts);
    expect(machinePorts()).to.be.instanceOf(NativePorts);
  });

  it('takes WebUSB where that is all there is, and hears what is plugged in', async () => {
    const ports = machinePorts({ usb })!;
    expect(ports).not.to.be.instanceOf(NativePorts);
    expect(await ports.getPorts()).to.deep.equal([]);
    expect(await ports.requestPort()).to.equal(undefined);
    const heard = new Promise<Port>((resolve) => ports.on('connect', resolve));
    const end = ports.on('connect', () => expect.fail('ended'));
    end();
    const device = {
      vendorId: 0x0483,
      productId: 0x5740,
      configurations: [
        {
          interfaces: [2, 10].map((interfaceClass, interfaceNumber) => ({
            interfaceNumber,
            alternates: [
              {
                interfaceClass,
                endpoints: ['in', 'out'].map((direction) => ({
                  direction,
                  endpointNumber: 1,
                  packetSize: 64,
                })),
              },
            ],
          })),
        },
      ],
    };
    await ports.getPorts();
    (usb as EventTarget).dispatchEvent(Object.assign(new Event('connect'), { device }));
    expect((await heard).getInfo()).to.deep.equal({ usbVendorId: 0x0483, usbProductId: 0x5740 });
  });

  it('says so where there is neither', () => {
    expect(machinePorts({})).to.equal(null);
  });
});

describe('FakePorts', () => {
  it('gives the plugged device when a port is asked for', async () => {
    const ports = new FakePorts();
    expect(await ports.requestPort()).to.equal(undefined);
    const port = ports.plug(new GyMcu90614Emulator());
    expect(await ports.requestPort()).to.equal(port);
  });
});
