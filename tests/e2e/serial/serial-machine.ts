// A browser on a machine with serial ports and no hardware. Where namespaces are to be had they are ports of the machine, as a real
// Chromium knows them; where they are denied, ports in the page, and the run says so.
import type { BrowserContext } from 'playwright-core';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { PageMachine } from './page-machine.ts';
import { PtyMachine, wayToNamespaces } from './pty-machine.ts';

/** What an adapter says of itself, in hexadecimal. */
export interface Adapter {
  vendor: string;
  product: string;
}

export interface SerialMachine {
  readonly context: BrowserContext;
  /** Plugs a device in: the page hears of it as of any USB adapter. @returns pulls it out */
  plug(device: EmulatedDevice, adapter: Adapter): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** @param tell is told where the ports are */
export async function startSerialMachine(tell: (line: string) => void): Promise<SerialMachine> {
  const way = wayToNamespaces();
  if (way) {
    tell(`Serial ports of the machine, in a private namespace (unshare ${way.unshare}).`);
    return PtyMachine.start(way);
  }
  tell('Namespaces are denied here: the same steps run on serial ports in the page (docs/drivers.md).');
  return PageMachine.start();
}
