// Serial ports in the page: its browser's Web Serial is replaced, the emulated devices stay here, and their bytes come and go through
// the browser's debugger.
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { projectFolder } from '../../../tools/places.ts';
import type { PagePlug, PlugNews, PlugWindow } from './page-plugs.ts';
import type { Adapter, SerialMachine } from './serial-machine.ts';

export class PageMachine implements SerialMachine {
  readonly #plugged = new Map<number, { plug: PagePlug; device: EmulatedDevice }>();
  #count = 0;
  #context: BrowserContext | undefined;

  async attach(context: BrowserContext): Promise<void> {
    this.#context = context;
    await context.exposeFunction('pluggedDevices', () => [...this.#plugged.values()].map(({ plug }) => plug));
    await context.exposeFunction('sendToDevice', (id: number, bytes: number[]) =>
      this.#plugged.get(id)?.device.receive(Uint8Array.from(bytes)),
    );
    const { outputFiles } = await build({
      entryPoints: [join(projectFolder, 'tests/e2e/serial/page-plugs.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      logLevel: 'silent',
    });
    await context.addInitScript({ content: outputFiles[0]!.text });
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
    device.plugIn({
      send: (bytes) => void this.#tell({ what: 'deliver', id, bytes: [...bytes] }),
      unplug: () => void pull(),
    });
    await this.#tell({ what: 'plug', plug });
    return pull;
  }

  async stop(): Promise<void> {
    for (const { device } of this.#plugged.values()) device.plugOut();
    this.#plugged.clear();
  }

  /** Tells every page, in the order of the calls. */
  async #tell(news: PlugNews): Promise<void> {
    const tell = (page: Page): Promise<void> =>
      // A page that is still being loaded asks itself what is plugged in.
      page.evaluate((told) => (globalThis as unknown as Partial<PlugWindow>).hearOfPlugs?.(told), news);
    // A page that is closed meanwhile needs to hear nothing.
    await Promise.all((this.#context?.pages() ?? []).map((page) => tell(page).catch(() => undefined)));
  }
}
