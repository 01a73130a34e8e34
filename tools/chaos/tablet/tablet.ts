import type { BrowserContext, Page, Response } from 'playwright-core';
import { GateBrowser } from '../../../tests/e2e/support/gate-browser.ts';
import { pairTablet } from '../../../tests/e2e/support/pair-tablet.ts';
import type { Launch } from '../../../tests/e2e/serial/serial-machine.ts';
import { findChromium } from '../../machine/chromium.ts';
import { glassBinding, watchGlass, type OnGlass } from './glass.ts';
import { until } from '../wait.ts';

/** A machine that does other things besides is slow; a tablet that has not come up by then has not, ms. */
const startMs = 90_000;
const verdictMs = 60_000;
/** On the red page nothing changes when one person more cannot be recorded: then so long is waited for a verdict, ms. */
const stoppedMs = 6000;
const drainMs = 180_000;

/** How a tablet came up: by itself, paired and seeing; only after it was paired anew; or not at all. */
export type Start = 'working' | 'unpaired' | 'failed';

export type Verdict = OnGlass & { what: 'verdict' };

interface Options {
  /** Where the app is served, no slash at the end. */
  origin: string;
  profile?: string;
  /** How its browser is started; as any other when left out. */
  launch?: Launch | undefined;
  /** Called at each start of the browser, before any page is loaded. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

/** The built app in a real Chromium with a profile on disk, and somebody who writes down every verdict seen on its glass. */
export class Tablet {
  readonly seen: Verdict[] = [];
  /** When those were that are known to be lost, UTC ms. */
  readonly missed = new Set<number>();
  /** True while the red page is there that stops the gate. */
  isStopped = false;
  /** How often the page was loaded while a verdict stood on it. */
  interrupted = 0;
  #shown: Verdict | null = null;
  /** What the server last said to an upload that it did not take. */
  #refusal = '';
  readonly #origin: string;
  #browser!: GateBrowser;

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /** Starts a new tablet and pairs it. */
  static async open(code: string, { origin, profile, launch, prepare }: Options): Promise<Tablet> {
    await findChromium();
    const tablet = new Tablet(origin);
    tablet.#browser = await GateBrowser.open({
      isQuiet: true,
      launch,
      ...(profile !== undefined && { profile }),
      prepare: async (context) => {
        context.setDefaultTimeout(startMs);
        await context.exposeFunction(glassBinding, (event: OnGlass) => tablet.#note(event));
        // What compiles this file names each function by a helper that the page lacks.
        await context.addInitScript('globalThis.__name ??= (named) => named');
        await context.addInitScript(watchGlass, glassBinding);
        context.on('response', (response) => void tablet.#noteRefusal(response));
        await prepare?.(context);
      },
    });
    await pairTablet(tablet.page, origin, code);
    // Starts without a server stand on the service worker: it must have everything first.
    await tablet.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await tablet.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    if (!(await tablet.#isSeeing())) throw new Error('The tablet’s camera does not run.');
    return tablet;
  }

  get page(): Page {
    return this.#browser.page;
  }

  get profile(): string {
    return this.#browser.profile;
  }

  /** Holds a code before the camera; null takes it away. */
  show(text: string | null): void {
    this.#browser.camera.show(text);
  }

  /** Shows a code and waits for what comes of it. @returns null when there is no verdict */
  async present(text: string): Promise<Verdict | null> {
    const before = this.seen.length;
    const wasStopped = this.isStopped;
    this.show(text);
    const isOver = (): boolean => this.seen.length > before || (this.isStopped && !wasStopped);
    await until(isOver, wasStopped ? stoppedMs : verdictMs, 10);
    return this.seen[before] ?? null;
  }

  /** Ends all of its processes at once. */
  async kill(): Promise<void> {
    await this.#browser.kill();
    this.#shown = null;
  }

  /** Closes the browser in order; the profile stays. */
  async shut(): Promise<void> {
    await this.#browser.shut();
    this.#shown = null;
  }

  /**
   * Starts it again on the same profile, with nobody before it.
   * @param newCode gives a pairing code when it has to be paired anew
   */
  async start(newCode: () => Promise<string>): Promise<Start> {
    this.show(null);
    await this.#browser.reopen();
    await this.page.goto(`${this.#origin}/sentry/`).catch(() => undefined);
    const kiosk = this.page.locator('sc-kiosk-page');
    await this.page
      .locator('sc-kiosk-page, sc-pair-page, sc-sentry-app .message[role=alert]')
      .first()
      .waitFor()
      .catch(() => undefined);
    if ((await kiosk.count()) > 0) return (await this.#isSeeing()) ? 'working' : 'failed';
    if ((await this.page.locator('sc-pair-page').count()) === 0) return 'failed';
    await pairTablet(this.page, this.#origin, await newCode());
    return 'unpaired';
  }

  /** What stands on it, for a report. */
  async words(): Promise<string> {
    const text = await this.page
      .evaluate(wordsWithin, 'sc-sentry-app')
      .catch((fault: Error) => fault.message);
    return text.slice(0, 800) + (this.#refusal && ` Last refused upload: ${this.#refusal}`);
  }

  /** How many scans wait for the server, as its screen says; null when it says nothing. */
  async waiting(): Promise<number | null> {
    const text = await this.page.evaluate(wordsWithin, 'sc-sentry-app').catch(() => '');
    const found = /待上传 (\d+)/.exec(text)?.[1];
    return found === undefined ? null : Number(found);
  }

  /** Waits until nothing waits for the server. @returns false when something still does after a long time */
  drained(): Promise<boolean> {
    return until(async () => (await this.waiting()) === 0, drainMs, 250);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #isSeeing(): Promise<boolean> {
    return this.page
      .getByText(/摄像头 正常/)
      .waitFor()
      .then(
        () => true,
        () => false,
      );
  }

  async #noteRefusal(response: Response): Promise<void> {
    if (!response.url().endsWith('/sentry/scans') || response.ok()) return;
    this.#refusal = `${response.status()} ${await response.text().catch(() => '')}`;
  }

  #note(event: OnGlass): void {
    if (event.what === 'verdict') this.seen.push(event);
    if (event.what === 'stop' || event.what === 'go') {
      this.isStopped = event.what === 'stop';
      return;
    }
    if (event.what === 'load') {
      if (this.#shown !== null) this.interrupted++;
      this.isStopped = false;
    }
    this.#shown = event.what === 'verdict' ? event : null;
  }
}

/** Runs in the page: all words of an element, or of the page where it is not there; those of elements in their own trees among them. */
function wordsWithin(name: string): string {
  const words: string[] = [];
  const read = (node: Node): void => {
    if (node instanceof Text) words.push(node.data.trim());
    if (node instanceof HTMLStyleElement) return;
    if (node instanceof Element && node.shadowRoot) read(node.shadowRoot);
    for (const child of node.childNodes) read(child);
  };
  const element = document.querySelector(name);
  // The browser's own page says why there is no other.
  read(element ?? document.body);
  return words.filter((word) => word !== '').join(' ');
}
