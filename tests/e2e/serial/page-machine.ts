// The same emulated devices on ports in the page: their bytes come and go through the browser's debugger.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { browserArguments, browserExecutable } from '../../../tools/machine/browser.mjs';
import type { PagePlug, PlugNews, PlugWindow } from './page-plugs.ts';
import type { Adapter, SerialMachine } from './serial-machine.ts';

export class PageMachine implements SerialMachine {
  readonly #folder: string;
  readonly #plugged = new Map<number, { plug: PagePlug; device: EmulatedDevice }>();
  #count = 0;
  readonly context: BrowserContext;

  private constructor(folder: string, context: BrowserContext) {
    this.#folder = folder;
    this.context = context;
  }

  static async start(): Promise<PageMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-serial-'));
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: await browserExecutable(),
      headless: true,
      args: browserArguments(),
    });
    const machine = new PageMachine(folder, context);
    await context.exposeFunction('pluggedDevices', () =>
      [...machine.#plugged.values()].map(({ plug }) => plug),
    );
    await context.exposeFunction('sendToDevice', (id: number, bytes: number[]) =>
      machine.#plugged.get(id)?.device.receive(Uint8Array.from(bytes)),
    );
    return machine;
  }

  async plug(device: EmulatedDevice, { vendor, product }: Adapter): Promise<() => Promise<void>> {
    const id = this.#count++;
    const info = { usbVendorId: parseInt(vendor, 16), usbProductId: parseInt(product, 16) };
    const plug: PagePlug = { id, baudRate: device.baudRate, info };
    const pull = async (): Promise<void> => {
      if (!this.#plugged.delete(id)) return;
      device.plugOut();
      await this.#tell({ what: 'pull', id });
    };
    this.#plugged.set(id, { plug, device });
    await this.#tell({ what: 'plug', plug });
    device.plugIn({
      send: (bytes) => void this.#tell({ what: 'deliver', id, bytes: [...bytes] }),
      unplug: () => void pull(),
    });
    return pull;
  }

  async stop(): Promise<void> {
    await this.context.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Tells every page, in the order of the calls. */
  async #tell(news: PlugNews): Promise<void> {
    const tell = (page: Page): Promise<void> =>
      // A page that is still being loaded asks itself what is plugged in.
      page.evaluate((told) => (globalThis as unknown as Partial<PlugWindow>).hearOfPlugs?.(told), news);
    // A page that is closed meanwhile needs to hear nothing.
    await Promise.all(this.context.pages().map((page) => tell(page).catch(() => undefined)));
  }
}
