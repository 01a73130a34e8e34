import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { withinTime } from '../../../src/store/browser/within-time.ts';
import { browserArguments, browserExecutable } from '../../../tools/machine/browser.mjs';
import { FakeCamera } from './fake-camera.ts';
import type { Launch } from '../serial/serial-machine.ts';
import { childWith, killTree } from './process-tree.ts';

/** A browser that is closed writes what it has; on a busy machine that takes seconds. */
const closeMs = 30_000;

interface Options {
  /** The profile's folder, where it must be at some place; one beside the camera's file when left out. */
  profile?: string;
  /** Called at each start of the browser, before any page is loaded. */
  prepare?: (context: BrowserContext) => Promise<void>;
  /** How the browser is started; as any other when left out. */
  launch?: Launch | undefined;
  /** True where errors on the page are expected and not told. */
  isQuiet?: boolean;
}

/** A tablet at a gate: Chromium with a profile on disk and a camera that shows what the test holds before it. */
export class GateBrowser {
  readonly profile: string;
  readonly camera: FakeCamera;
  readonly #folder: string;
  readonly #options: Options;
  context!: BrowserContext;
  page!: Page;

  private constructor(folder: string, options: Options) {
    this.#folder = folder;
    this.#options = options;
    this.profile = options.profile ?? join(folder, 'profile');
    this.camera = new FakeCamera(join(folder, 'camera.y4m'));
  }

  static async open(options: Options = {}): Promise<GateBrowser> {
    const browser = new GateBrowser(await mkdtemp(join(tmpdir(), 'sitecode-tablet-')), options);
    await browser.reopen();
    return browser;
  }

  /** Ends all processes of the browser at once, as pulling the battery would. */
  async kill(): Promise<void> {
    this.#killAll();
    await this.#closed();
  }

  /** Closes the browser in order; the profile stays. */
  async shut(): Promise<void> {
    await this.#closed();
    this.#killAll();
  }

  /** Starts the browser again on the same profile. */
  async reopen(): Promise<void> {
    const { launch } = this.#options;
    this.context = await chromium.launchPersistentContext(this.profile, {
      ...(launch ? { env: launch.env } : {}),
      executablePath: launch?.executablePath ?? (await browserExecutable()),
      headless: true,
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      args: [
        ...(launch?.args ?? browserArguments()),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${this.camera.file}`,
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    await this.#options.prepare?.(this.context);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    if (this.#options.isQuiet) return;
    this.page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    this.page.on('console', (message) => {
      if (message.type() === 'error') console.error(`page console: ${message.text()}`);
    });
  }

  async close(): Promise<void> {
    await this.shut();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Chromium's main process; the others stand below it. */
  get mainProcess(): number {
    return childWith(`--user-data-dir=${this.profile}`) ?? 0;
  }

  #killAll(): void {
    const { mainProcess } = this;
    if (mainProcess > 0) killTree(mainProcess);
  }

  /** Now and then the driver never hears that a browser has ended. */
  async #closed(): Promise<void> {
    await withinTime(this.context.close(), 'Closing the browser', closeMs).catch(() => undefined);
  }
}
