// A browser on a machine with serial ports and no hardware. Where namespaces are to be had they are ports of the machine, as a real
// Chromium knows them; where they are denied, ports in the page, and the run says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { browserArguments, browserExecutable } from '../../../tools/machine/browser.mjs';
import { PageMachine } from './page-machine.ts';
import { PtyMachine, wayToNamespaces } from './pty-machine.ts';

/** What an adapter says of itself, in hexadecimal. */
export interface Adapter {
  vendor: string;
  product: string;
}

/** How a browser is started. */
export interface Launch {
  executablePath: string;
  env: { [name: string]: string };
  args: string[];
}

export interface SerialMachine {
  /** How the browser is started that is to have its ports; as any other when left out. */
  readonly launch?: Launch;
  /** To be called once the browser runs, before any page is loaded. */
  attach(context: BrowserContext): Promise<void>;
  /** Plugs a device in: the page hears of it as of any USB adapter. @returns pulls it out */
  plug(device: EmulatedDevice, adapter: Adapter): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/**
 * @param origin whose pages may use the ports; where it has a port number, a server is reached there
 * @param tell is told where the ports are
 */
export async function startSerialMachine(
  origin: string,
  tell: (line: string) => void,
): Promise<SerialMachine> {
  const way = wayToNamespaces();
  if (way) {
    tell(`Serial ports of the machine, in a private namespace (unshare ${way.unshare}).`);
    return PtyMachine.prepare(way, origin);
  }
  tell('Namespaces are denied here: the same steps run on serial ports in the page (docs/drivers.md).');
  return new PageMachine();
}

/** A browser with the machine's ports, and a profile of its own. */
export async function openBrowserOf(
  machine: SerialMachine,
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'sitecode-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    headless: true,
    ...(machine.launch ?? { executablePath: await browserExecutable(), args: browserArguments() }),
  });
  await machine.attach(context);
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
