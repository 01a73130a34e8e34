import { expect } from '@open-wc/testing';
import type { DeviceLine, EmulatedDevice } from '../../../../src/serial/ports/emulated/emulated-device.ts';
import { FakePorts } from '../../../../src/serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../../../src/serial/ports/emulated/fake-serial-port.ts';
import type { Port } from '../../../../src/serial/ports/serial-port.ts';

/** Keeps what it hears, and sends what the test tells it to. */
class PlainDevice implements EmulatedDevice {
  baudRate = 9600;
  heard: number[] = [];
  line: DeviceLine | undefined;
  plugIn(line: DeviceLine): void {
    this.line = line;
  }
  plugOut(): void {
    this.line = undefined;
  }
  receive(bytes: Uint8Array): void {
    this.heard.push(...bytes);
  }
}

async function rejection(promise: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail.');
}

// Each case is what Chromium itself was measured to do with a real tty.
describe('FakeSerialPort', () => {
  let device: PlainDevice;
  let ports: FakePorts;
  let port: FakeSerialPort;
  const open = (options = {}) => port.open({ baudRate: 9600, bufferSize: 16_384, ...options });

  beforeEach(() => {
    device = new PlainDevice();
    ports = new FakePorts();
    port = ports.plug(device, { usbVendorId: 1, usbProductId: 2 });
  });

  it('has streams only while it is open', async () => {
    expect([port.readable, port.writable]).to.deep.equal([null, null]);
    await open();
    expect(port.readable).to.be.instanceOf(ReadableStream);
    expect(port.writable).to.be.instanceOf(WritableStream);
    await port.close();
    expect([port.readable, port.writable]).to.deep.equal([null, null]);
  });

  it('carries bytes both ways', async () => {
    await open();
    const writer = port.writable!.getWriter();
    await writer.write(Uint8Array.of(1, 2, 3));
    expect(device.heard).to.deep.equal([1, 2, 3]);
    const reader = port.readable!.getReader();
    const read = reader.read();
    device.line!.send(Uint8Array.of(4, 5));
    expect((await read).value).to.deep.equal(Uint8Array.of(4, 5));
  });

  const chunkings: [bufferSize: number, lengths: number[]][] = [
    [255, [255, 255, 255, 255, 255, 255, 14]],
    [16_384, [1544]],
  ];
  for (const [bufferSize, lengths] of chunkings) {
    it(`cuts 1544 bytes into chunks of at most ${bufferSize}`, async () => {
      await open({ bufferSize });
      device.line!.send(new Uint8Array(1000).fill(1));
      device.line!.send(new Uint8Array(544).fill(2));
      const reader = port.readable!.getReader();
      const seen: number[] = [];
      let sum = 0;
      while (seen.length < lengths.length) {
        const { value } = await reader.read();
        seen.push(value!.length);
        sum += value!.reduce((total, byte) => total + byte, 0);
      }
      expect(seen).to.deep.equal(lengths);
      expect(sum).to.equal(1000 + 2 * 544);
    });
  }

  it('refuses to open twice, also while it is opening', async () => {
    const first = open();
    expect((await rejection(open())).name).to.equal('InvalidStateError');
    await first;
    expect((await rejection(open())).name).to.equal('InvalidStateError');
  });

  it('refuses to close while a stream is locked', async () => {
    await open();
    const reader = port.readable!.getReader();
    expect(await rejection(port.close())).to.be.instanceOf(TypeError);
    reader.releaseLock();
    const writer = port.writable!.getWriter();
    expect(await rejection(port.close())).to.be.instanceOf(TypeError);
    writer.releaseLock();
    await port.close();
    await open();
  });

  it('fails the pending read when it is unplugged; writes still resolve', async () => {
    await open();
    const reader = port.readable!.getReader();
    const read = rejection(reader.read());
    const writer = port.writable!.getWriter();
    ports.unplug(port);
    const error = await read;
    expect([error.name, error.message]).to.deep.equal(['NetworkError', 'The device has been lost.']);
    expect(port.readable).to.equal(null);
    expect(port.writable).to.be.instanceOf(WritableStream);
    expect(port.connected).to.equal(false);
    await writer.write(Uint8Array.of(1));
    expect(device.heard).to.deep.equal([]);
    reader.releaseLock();
    writer.releaseLock();
    await port.close();
    expect((await rejection(open())).name).to.equal('NetworkError');
  });

  it('gives a new object on replug, and tells of both', async () => {
    const events: [string, Port][] = [];
    ports.on('connect', (each) => events.push(['connect', each]));
    ports.on('disconnect', (each) => events.push(['disconnect', each]));
    ports.unplug(port);
    ports.unplug(port);
    expect(await ports.getPorts()).to.deep.equal([]);
    const again = ports.plug(device, { usbVendorId: 1, usbProductId: 2 });
    expect(again).not.to.equal(port);
    expect(again.getInfo()).to.deep.equal(port.getInfo());
    expect(events).to.deep.equal([
      ['disconnect', port],
      ['connect', again],
    ]);
    await again.open({ baudRate: 9600, bufferSize: 255 });
    expect(port.connected).to.equal(false);
  });

  it('gives a new stream after a line error, and loses nothing that came after it', async () => {
    await open();
    const reader = port.readable!.getReader();
    const read = rejection(reader.read());
    port.raise('FramingError');
    expect((await read).name).to.equal('FramingError');
    reader.releaseLock();
    const next = port.readable!.getReader();
    device.line!.send(Uint8Array.of(9));
    expect((await next.read()).value).to.deep.equal(Uint8Array.of(9));
  });

  it('turns bytes into garbage at another rate, both ways, the same garbage each time', async () => {
    const sent = Uint8Array.of(0x5a, 0x5a, 0x45, 0x04, 0x0e, 0x44, 0x09, 0xc4, 0x1c);
    const read = async (baudRate: number) => {
      await open({ baudRate });
      await port.writable!.getWriter().write(Uint8Array.of(0xa5, 0x15, 0xba));
      device.line!.send(sent);
      return (await port.readable!.getReader().read()).value!;
    };
    device.baudRate = 115_200;
    const slow = await read(9600);
    port = ports.plug(device);
    device.baudRate = 9600;
    const fast = await read(115_200);
    expect(slow.length).to.equal(1);
    expect(fast.length).to.equal(108);
    for (let i = 0; i + 4 <= fast.length; i++) {
      expect([...fast.subarray(i, i + 4)], `at ${i}`).not.to.deep.equal([0x5a, 0x5a, 0x45, 0x04]);
    }
    expect(device.heard.slice(0, 3)).not.to.deep.equal([0xa5, 0x15, 0xba]);
    port = ports.plug(device);
    expect(await read(115_200)).to.deep.equal(fast);
  });

  it('drops what the device sends while it is closed', async () => {
    device.line!.send(Uint8Array.of(1));
    await open();
    device.line!.send(Uint8Array.of(2));
    expect((await port.readable!.getReader().read()).value).to.deep.equal(Uint8Array.of(2));
  });
});
