import { Listeners } from '../../domain/events/listeners.ts';
import type { Port, PortEvents, PortInfo, PortOptions, PortSource } from './serial-port.ts';

/** A port of the browser. `connected` came later to Web Serial than the rest, so it is also kept by the events. */
class NativePort implements Port {
  gone = false;

  readonly #port: SerialPort;

  constructor(port: SerialPort) {
    this.#port = port;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    return this.#port.readable;
  }

  get writable(): WritableStream<Uint8Array> | null {
    return this.#port.writable;
  }

  get connected(): boolean {
    const { connected } = this.#port as SerialPort & { connected?: boolean };
    return !this.gone && connected !== false;
  }

  getInfo(): PortInfo {
    return this.#port.getInfo();
  }

  open({ baudRate, bufferSize }: PortOptions): Promise<void> {
    return this.#port.open({
      baudRate,
      bufferSize,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      flowControl: 'none',
    });
  }

  close(): Promise<void> {
    return this.#port.close();
  }
}

/** The browser's own serial ports (Web Serial). */
export class NativePorts implements PortSource {
  readonly #listeners = new Listeners<PortEvents>();
  readonly #known = new WeakMap<SerialPort, NativePort>();
  readonly #serial: Serial;

  /** @param serial the browser's `navigator.serial` */
  constructor(serial: Serial = navigator.serial) {
    this.#serial = serial;
    // Both events are fired at the port and bubble up to here.
    serial.addEventListener('connect', ({ target }) => {
      this.#listeners.emit('connect', this.#portOf(target as SerialPort));
    });
    serial.addEventListener('disconnect', ({ target }) => {
      const port = this.#portOf(target as SerialPort);
      port.gone = true;
      this.#listeners.emit('disconnect', port);
    });
  }

  async getPorts(): Promise<Port[]> {
    return (await this.#serial.getPorts()).map((port) => this.#portOf(port));
  }

  async requestPort(): Promise<Port | undefined> {
    try {
      const port = this.#portOf(await this.#serial.requestPort());
      // The browser fires nothing for a port that was there and is now granted.
      this.#listeners.emit('connect', port);
      return port;
    } catch (error) {
      // NotFoundError: the user closed the list without choosing.
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  on<Type extends keyof PortEvents>(type: Type, listener: (port: PortEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /** The same Port for the same object of the browser: locks and supervisors go by identity. */
  #portOf(native: SerialPort): NativePort {
    let port = this.#known.get(native);
    if (!port) this.#known.set(native, (port = new NativePort(native)));
    return port;
  }
}
