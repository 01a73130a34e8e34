// The page's end of page-machine.ts: what is plugged in there is plugged in here.
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

/** The ports that the machine has in this page; undefined where it has real ones. */
export function pagePorts(): FakePorts | undefined {
  const page = globalThis as unknown as PlugWindow;
  if (!('pluggedDevices' in page)) return undefined;
  const ports = new FakePorts();
  const plugged = new Map<number, { port: FakeSerialPort; device: FarDevice }>();
  page.hearOfPlugs = (news) => {
    if (news.what === 'plug') {
      if (plugged.has(news.plug.id)) return;
      const device = new FarDevice(news.plug);
      plugged.set(news.plug.id, { device, port: ports.plug(device, news.plug.info) });
      return;
    }
    const one = plugged.get(news.id);
    if (news.what === 'deliver') one?.device.line?.send(Uint8Array.from(news.bytes));
    else if (one) ports.unplug(one.port);
  };
  void page.pluggedDevices().then((all) => all.forEach((plug) => page.hearOfPlugs({ what: 'plug', plug })));
  return ports;
}
