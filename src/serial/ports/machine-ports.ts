import { NativePorts } from './native-ports.ts';
import type { Usb } from './polyfill-ports.ts';
import type { Port, PortEvents, PortSource } from './serial-port.ts';

/** The parts of `navigator` that say what the browser can do. */
export interface SerialAbilities {
  serial?: Serial;
  usb?: Usb;
}

/**
 * The serial ports of this machine: the browser's own where it has Web Serial, else those over WebUSB.
 * @returns null where the browser has neither (Safari, web views): no sensor can be attached to it
 */
export function machinePorts(abilities: SerialAbilities = navigator as SerialAbilities): PortSource | null {
  if (abilities.serial) return new NativePorts(abilities.serial);
  const { usb } = abilities;
  if (usb) return new LaterPorts(async () => new (await import('./polyfill-ports.ts')).PolyfillPorts(usb));
  return null;
}

/** Ports whose code is loaded when they are first asked for: few browsers need it, and none in its first second. */
class LaterPorts implements PortSource {
  readonly #load: () => Promise<PortSource>;
  #loaded: Promise<PortSource> | undefined;

  constructor(load: () => Promise<PortSource>) {
    this.#load = load;
  }

  async getPorts(): Promise<Port[]> {
    return (await this.#ports()).getPorts();
  }

  async requestPort(): Promise<Port | undefined> {
    return (await this.#ports()).requestPort();
  }

  on<Type extends keyof PortEvents>(type: Type, listener: (port: PortEvents[Type]) => void): () => void {
    let isOver = false;
    let end = (): void => undefined;
    void this.#ports().then((ports) => {
      if (!isOver) end = ports.on(type, listener);
    });
    return () => {
      isOver = true;
      end();
    };
  }

  #ports(): Promise<PortSource> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
