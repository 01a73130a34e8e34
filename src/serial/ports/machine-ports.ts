import { NativePorts } from './native-ports.ts';
import { PolyfillPorts, type Usb } from './polyfill-ports.ts';
import type { PortSource } from './serial-port.ts';

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
  if (abilities.usb) return new PolyfillPorts(abilities.usb);
  return null;
}
