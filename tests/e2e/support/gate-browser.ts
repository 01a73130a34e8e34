import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../../tools/browser.mjs';
import { FakeCamera } from './fake-camera.ts';

/** A tablet at a gate: Chromium with a profile on disk and a camera that shows what the test holds before it. */
export class GateBrowser {
  private constructor(
    readonly profile: string,
    readonly camera: FakeCamera,
    public context: BrowserContext,
    public page: Page,
  ) {}

  static async open(): Promise<GateBrowser> {
    const profile = await mkdtemp(join(tmpdir(), 'sitecode-tablet-'));
    const camera = new FakeCamera(join(profile, 'camera.y4m'));
    const context = await launch(profile, camera);
    return new GateBrowser(profile, camera, context, await firstPage(context));
  }

  /** Ends the browser at once, as pulling the battery would. */
  async kill(): Promise<void> {
    const { execFileSync } = await import('node:child_process');
    // Every process of this browser names its profile on its command line.
    try {
      execFileSync('pkill', ['-KILL', '-f', this.profile]);
    } catch {
      // none was left
    }
    await this.context.close().catch(() => undefined);
  }

  /** Starts the browser again on the same profile. */
  async reopen(): Promise<void> {
    this.context = await launch(this.profile, this.camera);
    this.page = await firstPage(this.context);
  }

  async close(): Promise<void> {
    await this.context.close().catch(() => undefined);
    await rm(this.profile, { recursive: true, force: true });
  }
}

function launch(profile: string, camera: FakeCamera): Promise<BrowserContext> {
  return browserExecutable().then((executablePath) =>
    chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      args: [
        ...browserArguments(),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${camera.file}`,
        '--autoplay-policy=no-user-gesture-required',
      ],
    }),
  );
}

async function firstPage(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`page console: ${message.text()}`);
  });
  return page;
}
