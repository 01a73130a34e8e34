import { Listeners } from '../../../domain/events/listeners.ts';
import type { Port, PortEvents, PortInfo, PortSource } from '../serial-port.ts';
import type { EmulatedDevice } from './emulated-device.ts';
import { FakeSerialPort } from './fake-serial-port.ts';

/** A machine's sockets for emulated devices: plug in and pull out at any time. */
export class FakePorts implements PortSource {
  readonly #listeners = new Listeners<PortEvents>();
  readonly #plugged = new Map<FakeSerialPort, EmulatedDevice>();

  /**
   * Plugs a device in.
   * @param info its USB numbers; those of the widespread CH340 bridge by default
   * @returns a new port, also when the same device was plugged in before
   */
  plug(
    device: EmulatedDevice,
    info: PortInfo = { usbVendorId: 0x1a86, usbProductId: 0x7523 },
  ): FakeSerialPort {
    const port = new FakeSerialPort(device, info);
    this.#plugged.set(port, device);
    device.plugIn({ send: (bytes) => port.deliver(bytes), unplug: () => this.unplug(port) });
    this.#listeners.emit('connect', port);
    return port;
  }

  /** Pulls a device out; does nothing when it is out already. */
  unplug(port: FakeSerialPort): void {
    const device = this.#plugged.get(port);
    if (!device) return;
    this.#plugged.delete(port);
    device.plugOut();
    port.lose();
    this.#listeners.emit('disconnect', port);
  }

  async getPorts(): Promise<Port[]> {
    return [...this.#plugged.keys()];
  }

  /** Gives the first port, as a user would who has one device. */
  async requestPort(): Promise<Port | undefined> {
    return (await this.getPorts())[0];
  }

  on<Type extends keyof PortEvents>(type: Type, listener: (port: PortEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }
}
