// The page's end of page-machine.ts: what is plugged in there is plugged in here. Runs before the page's own code.
import type { DeviceLine, EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../../src/serial/ports/emulated/fake-serial-port.ts';
import type { PortInfo } from '../../../src/serial/ports/serial-port.ts';

/** A device that is plugged in. */
export interface PagePlug {
  id: number;
  baudRate: number;
  info: PortInfo;
}

export type PlugNews =
  | { what: 'plug'; plug: PagePlug }
  | { what: 'pull'; id: number }
  | { what: 'deliver'; id: number; bytes: number[] };

/** What page and machine call of one another. */
export interface PlugWindow {
  hearOfPlugs(news: PlugNews): void;
  pluggedDevices(): Promise<PagePlug[]>;
  sendToDevice(id: number, bytes: number[]): Promise<void>;
}

/** A device that is elsewhere. */
class FarDevice implements EmulatedDevice {
  readonly baudRate: number;
  readonly #id: number;
  line: DeviceLine | undefined;

  constructor({ id, baudRate }: PagePlug) {
    this.#id = id;
    this.baudRate = baudRate;
  }

  plugIn(line: DeviceLine): void {
    this.line = line;
  }

  plugOut(): void {
    this.line = undefined;
  }

  receive(bytes: Uint8Array): void {
    void (globalThis as unknown as PlugWindow).sendToDevice(this.#id, [...bytes]);
  }
}

const ports = new FakePorts();
const plugged = new Map<number, { port: FakeSerialPort; device: FarDevice }>();

function hearOfPlugs(news: PlugNews): void {
  if (news.what === 'plug') {
    if (plugged.has(news.plug.id)) return;
    const device = new FarDevice(news.plug);
    plugged.set(news.plug.id, { device, port: ports.plug(device, news.plug.info) });
    return;
  }
  const one = plugged.get(news.id);
  if (news.what === 'deliver') return one?.device.line?.send(Uint8Array.from(news.bytes));
  plugged.delete(news.id);
  if (one) ports.unplug(one.port);
}

/** Web Serial as `NativePorts` asks for it. */
const serial = {
  getPorts: () => ports.getPorts(),
  requestPort: () => ports.requestPort(),
  addEventListener: (type: 'connect' | 'disconnect', listener: (event: object) => void) =>
    ports.on(type, (target) => listener({ target })),
};

Object.assign(globalThis, {
  hearOfPlugs,
  /** How many of the ports are open. */
  openPorts: () => [...plugged.values()].filter(({ port }) => port.openBaudRate !== undefined).length,
});
Object.defineProperty(navigator, 'serial', { value: serial, configurable: true });
// In frames of other origins and workers there is nobody to ask.
void (globalThis as unknown as Partial<PlugWindow>)
  .pluggedDevices?.()
  .then((all) => all.forEach((plug) => hearOfPlugs({ what: 'plug', plug })));
