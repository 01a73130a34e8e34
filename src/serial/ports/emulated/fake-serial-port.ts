import type { Port, PortInfo, PortOptions } from '../serial-port.ts';
import { garble, type EmulatedDevice } from './emulated-device.ts';

/** Errors after which a serial port goes on with a new `readable`. */
export type RecoverableError = 'BreakError' | 'BufferOverrunError' | 'FramingError' | 'ParityError';

/**
 * A serial port in the page, with an emulated device behind it. It behaves as Chromium's does, its awkward sides
 * included: chunks cut by `bufferSize`, a new `readable` after each recoverable error, writes that resolve although the
 * device is gone, and an object that stays dead when the device is plugged in again.
 */
export class FakeSerialPort implements Port {
  #state: 'closed' | 'opening' | 'open' = 'closed';
  #plugged = true;
  #options: PortOptions = { baudRate: 0, bufferSize: 255 };
  #incoming: Uint8Array[] = [];
  #reading: ReadableStream<Uint8Array> | null = null;
  #readController: ReadableStreamDefaultController<Uint8Array> | undefined;
  #wakePull: (() => void) | undefined;
  #writing: WritableStream<Uint8Array> | null = null;
  readonly #device: EmulatedDevice;
  readonly #info: PortInfo;

  constructor(device: EmulatedDevice, info: PortInfo) {
    this.#device = device;
    this.#info = info;
  }

  get connected(): boolean {
    return this.#plugged;
  }

  /** The rate at which it is open, or undefined. */
  get openBaudRate(): number | undefined {
    return this.#state === 'open' ? this.#options.baudRate : undefined;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    if (this.#state !== 'open' || !this.#plugged) return null;
    this.#reading ??= this.#newReadable();
    return this.#reading;
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (this.#state !== 'open') return null;
    this.#writing ??= new WritableStream<Uint8Array>({
      write: (bytes) => {
        if (!this.#plugged) return;
        const { baudRate } = this.#options;
        const right = baudRate === this.#device.baudRate;
        this.#device.receive(right ? bytes.slice() : garble(bytes, baudRate, this.#device.baudRate));
      },
    });
    return this.#writing;
  }

  getInfo(): PortInfo {
    return { ...this.#info };
  }

  async open(options: PortOptions): Promise<void> {
    if (this.#state !== 'closed') {
      throw new DOMException(
        "Failed to execute 'open' on 'SerialPort': The port is already open.",
        'InvalidStateError',
      );
    }
    this.#state = 'opening';
    await Promise.resolve();
    if (!this.#plugged) {
      this.#state = 'closed';
      throw new DOMException('Failed to open serial port.', 'NetworkError');
    }
    this.#options = { ...options };
    this.#state = 'open';
  }

  async close(): Promise<void> {
    if (this.#state !== 'open') {
      throw new DOMException(
        "Failed to execute 'close' on 'SerialPort': The port is already closed.",
        'InvalidStateError',
      );
    }
    if (this.#reading?.locked || this.#writing?.locked) {
      throw new TypeError("Failed to execute 'close' on 'SerialPort': Cannot cancel a locked stream");
    }
    await this.#reading?.cancel();
    await this.#writing?.abort();
    this.#reading = this.#writing = null;
    this.#incoming = [];
    this.#state = 'closed';
  }

  /** Bytes that the device sends: garbage when the port is open at another rate, nothing when it is closed. */
  deliver(bytes: Uint8Array): void {
    if (this.#state !== 'open' || !this.#plugged || bytes.length === 0) return;
    const { baudRate } = this.#options;
    this.#incoming.push(
      baudRate === this.#device.baudRate ? bytes.slice() : garble(bytes, this.#device.baudRate, baudRate),
    );
    this.#wakePull?.();
  }

  /** A line error: the read fails, and `readable` gives a new stream. */
  raise(name: RecoverableError): void {
    const controller = this.#readController;
    this.#reading = null;
    this.#readController = undefined;
    controller?.error(new DOMException(`A ${name} was seen on the line.`, name));
    this.#wakePull?.();
  }

  /** The device is pulled out. This object stays dead. */
  lose(): void {
    this.#plugged = false;
    this.#incoming = [];
    this.#readController?.error(new DOMException('The device has been lost.', 'NetworkError'));
    this.#readController = undefined;
    this.#reading = null;
    this.#wakePull?.();
  }

  #newReadable(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#readController = controller;
        },
        pull: async (controller) => {
          while (this.#incoming.length === 0) {
            await new Promise<void>((resolve) => (this.#wakePull = resolve));
            if (controller !== this.#readController) return;
          }
          controller.enqueue(this.#takeChunk());
        },
        cancel: () => {
          this.#readController = undefined;
          this.#incoming = [];
          this.#wakePull?.();
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** As many of the waiting bytes as fit into the port's buffer. */
  #takeChunk(): Uint8Array {
    const { bufferSize } = this.#options;
    const waiting = this.#incoming.reduce((sum, bytes) => sum + bytes.length, 0);
    const chunk = new Uint8Array(Math.min(waiting, bufferSize));
    let filled = 0;
    while (filled < chunk.length) {
      const first = this.#incoming[0]!;
      const part = first.subarray(0, chunk.length - filled);
      chunk.set(part, filled);
      filled += part.length;
      if (part.length === first.length) this.#incoming.shift();
      else this.#incoming[0] = first.subarray(part.length);
    }
    return chunk;
  }
}
