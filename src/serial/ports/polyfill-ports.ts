/**
 * Serial ports over WebUSB, for Chrome on Android before 148, by `web-serial-polyfill`: USB devices of the class CDC-ACM
 * only. The package's ports differ from Web Serial's in ways that would reach into the supervisor; all are hidden here:
 * errors that are strings, no events, no `connected`, and a stream that dies of an empty packet.
 */
import type { SerialPort as UsbSerialPort } from 'web-serial-polyfill';
import { Listeners } from '../../domain/events/listeners.ts';
import type { Port, PortEvents, PortInfo, PortOptions, PortSource } from './serial-port.ts';

/** What is used of WebUSB's USBDevice here; the package uses more of it. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly opened: boolean;
}

/** What is used of WebUSB's `navigator.usb`. */
export interface Usb extends EventTarget {
  getDevices(): Promise<UsbDevice[]>;
  requestDevice(options: { filters: { classCode: number }[] }): Promise<UsbDevice>;
}

/** How the package wraps a device; it throws when the device has no CDC-ACM interface. */
export type WrapDevice = (device: UsbDevice) => UsbSerialPort;

/** USB class 2, "communications": what CDC-ACM devices are listed under. */
const communicationsClass = 2;
/** So many failed reads in a row, with the device still there, are no empty packets. */
const tooManyFailures = 20;

async function wrapWithPackage(): Promise<WrapDevice> {
  const { SerialPort } = await import('web-serial-polyfill');
  return (device) => new SerialPort(device as never);
}

function lost(reason: unknown): DOMException {
  return new DOMException(`The device has been lost. (${String(reason)})`, 'NetworkError');
}

class PolyfillPort implements Port {
  connected = true;
  #stream: ReadableStream<Uint8Array> | null = null;
  #isOpen = false;
  readonly #device: UsbDevice;
  readonly #port: UsbSerialPort;

  constructor(device: UsbDevice, port: UsbSerialPort) {
    this.#device = device;
    this.#port = port;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    if (!this.#isOpen || !this.connected) return null;
    this.#stream ??= this.#newReadable();
    return this.#stream;
  }

  get writable(): WritableStream<Uint8Array> | null {
    return this.#isOpen && this.#device.opened ? this.#port.writable : null;
  }

  getInfo(): PortInfo {
    return { usbVendorId: this.#device.vendorId, usbProductId: this.#device.productId };
  }

  async open({ baudRate, bufferSize }: PortOptions): Promise<void> {
    if (this.#isOpen) throw new DOMException('The port is already open.', 'InvalidStateError');
    try {
      // A browser that crashed may have left the device open; the package would fail on it.
      if (this.#device.opened) await this.#port.close();
      await this.#port.open({ baudRate, bufferSize });
      this.#isOpen = true;
    } catch (error) {
      throw new DOMException(`Failed to open serial port: ${String(error)}`, 'NetworkError');
    }
  }

  async close(): Promise<void> {
    if (this.#stream?.locked) throw new TypeError('Cannot close the port: its readable stream is locked.');
    this.#isOpen = false;
    await this.#stream?.cancel().catch(() => undefined);
    this.#stream = null;
    await this.#port.close();
  }

  lose(): void {
    this.connected = false;
  }

  /** Our own stream over the package's: theirs dies of an empty packet, and the next one goes on where it died. */
  #newReadable(): ReadableStream<Uint8Array> {
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    const next = async (): Promise<Uint8Array | undefined> => {
      let failures = 0;
      for (;;) {
        const { readable } = this.#port;
        if (!readable || !this.connected) throw lost('it cannot be read');
        reader = readable.getReader();
        try {
          const { value, done } = await reader.read();
          if (done) return undefined;
          if (value.length > 0) return value;
        } catch (error) {
          if (!this.connected || !this.#device.opened || ++failures >= tooManyFailures) throw lost(error);
        } finally {
          reader.releaseLock();
          reader = undefined;
        }
      }
    };
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const bytes = await next();
            if (bytes) controller.enqueue(bytes);
            else controller.close();
          } catch (error) {
            this.#stream = null;
            controller.error(error);
          }
        },
        cancel: async () => {
          await reader?.cancel().catch(() => undefined);
        },
      },
      { highWaterMark: 0 },
    );
  }
}

/** The USB devices that the page may use, as serial ports. */
export class PolyfillPorts implements PortSource {
  readonly #listeners = new Listeners<PortEvents>();
  /** Null for a device that the package cannot handle. */
  readonly #known = new WeakMap<UsbDevice, PolyfillPort | null>();
  #wrap: Promise<WrapDevice> | undefined;
  readonly #usb: Usb;
  readonly #loadWrap: () => Promise<WrapDevice>;

  /**
   * @param usb the browser's `navigator.usb`
   * @param loadWrap loads the package; replaced in tests
   */
  constructor(usb: Usb, loadWrap: () => Promise<WrapDevice> = wrapWithPackage) {
    this.#usb = usb;
    this.#loadWrap = loadWrap;
    usb.addEventListener('connect', (event) => void this.#tell('connect', event));
    usb.addEventListener('disconnect', (event) => void this.#tell('disconnect', event));
  }

  async getPorts(): Promise<Port[]> {
    const ports = await Promise.all((await this.#usb.getDevices()).map((device) => this.#portOf(device)));
    return ports.filter((port) => port !== null);
  }

  async requestPort(): Promise<Port | undefined> {
    try {
      const device = await this.#usb.requestDevice({ filters: [{ classCode: communicationsClass }] });
      const port = await this.#portOf(device);
      if (port) this.#listeners.emit('connect', port);
      return port ?? undefined;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  on<Type extends keyof PortEvents>(type: Type, listener: (port: PortEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  async #portOf(device: UsbDevice): Promise<PolyfillPort | null> {
    this.#wrap ??= this.#loadWrap();
    const wrap = await this.#wrap;
    let port = this.#known.get(device);
    if (port === undefined) {
      try {
        port = new PolyfillPort(device, wrap(device));
      } catch {
        port = null; // no CDC-ACM interface: CH340, CP210x and FTDI bridges, or no serial device at all
      }
      this.#known.set(device, port);
    }
    return port;
  }

  async #tell(type: keyof PortEvents, event: Event): Promise<void> {
    const port = await this.#portOf((event as Event & { device: UsbDevice }).device);
    if (!port) return;
    if (type === 'disconnect') port.lose();
    this.#listeners.emit(type, port);
  }
}
