import type { Page } from 'playwright-core';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import { decodeSentryCode } from '../../../src/domain/pass/challenge.ts';
import { decodeShownPass } from '../../../src/domain/pass/health-pass.ts';
import { places } from '../../../tools/places.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { TestDistrict } from '../../server/support/district.ts';
import { fixturePassword, sites } from '../../server/support/fixtures.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { GateBrowser } from './gate-browser.ts';
import { pairTablet } from './pair-tablet.ts';
import { readQr } from './read-qr.ts';

/** How long a browser of several on one machine may take to show what it has, ms. */
const seenMs = 30_000;

/** What one passage of the phone at a strict lane took, ms. */
export interface Walk {
  /** From the tap on "Scan the sentry's code" until the phone's camera runs. */
  toCamera: number;
  /** From then, the sentry's code before it, until the phone shows its answer. */
  toAnswer: number;
  /** From the answer before the sentry's camera until the verdict stands on its screen. */
  toVerdict: number;
  outcome: string;
  /** All that stands on the verdict. */
  words: string;
  /** The QR text that the phone showed. */
  answer: string;
}

/**
 * A site with two sentries, which the standard policy therefore makes strict, and a phone with a healthy person's pass: the built app in
 * browsers with cameras. Not the demo's district: its policy asks for no answer for the number of a site's sentries, since each
 * window that plays the demo is one.
 */
export class StrictSite {
  private constructor(
    readonly district: TestDistrict,
    readonly lanes: readonly [GateBrowser, GateBrowser],
    readonly phone: GateBrowser,
  ) {}

  static async open(): Promise<StrictSite> {
    await needBuilt(['server', 'app']);
    const district = await TestDistrict.open({ publicFolder: places.publicFiles });
    const opened: GateBrowser[] = [];
    try {
      const { url } = district.server;
      // Two gates of one site by name: a second code for the same gate would take the first one's place.
      for (const name of ['North gate', 'South gate']) {
        const lane = await GateBrowser.open({ isQuiet: true });
        opened.push(lane);
        // This shop measures nobody: no thermometer is waited for.
        await pairTablet(lane.page, url, await district.pairingCode({ site: sites.shop, name }));
      }
      const [north, south] = opened as [GateBrowser, GateBrowser];
      const phone = await GateBrowser.open({ isQuiet: true });
      opened.push(phone);
      const site = new StrictSite(district, [north, south], phone);
      await site.#signIn();
      // The first one learns with its next heartbeat that there are two; begun anew it asks at once.
      await north.page.reload();
      for (const lane of site.lanes) await sentryCode(lane.page).waitFor({ timeout: seenMs });
      return site;
    } catch (fault) {
      for (const browser of opened) await browser.close();
      await district.close();
      throw fault;
    }
  }

  async close(): Promise<void> {
    for (const browser of [...this.lanes, this.phone]) await browser.close();
    await this.district.close();
  }

  async #signIn(): Promise<void> {
    const { page } = this.phone;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${this.district.server.url}/me/`);
    await page.locator('input[name=email]').fill('valid@test.example');
    await page.locator('input[name=password]').fill(fixturePassword);
    await page.locator('sc-sign-in-form button[type=submit]').click();
    await page.locator('sc-pass-screen button.scan').waitFor({ timeout: seenMs });
  }

  /** The phone scans what a lane's screen shows. @returns the answer that it then shows, and how long camera and answer took, ms */
  async answer(lane: GateBrowser): Promise<Pick<Walk, 'toCamera' | 'toAnswer' | 'answer'>> {
    const { page, camera } = this.phone;
    const code = sentryCode(lane.page);
    await code.waitFor({ timeout: seenMs });
    const asked = await readQr(await code.screenshot());
    const challenge = hex(decodeSentryCode(asked).challenge);
    const tapped = Date.now();
    // One that still answers another sentry has a button of its own for the next one.
    await page.locator('sc-pass-screen :is(button.scan, .answering .another)').click();
    await page
      .locator('sc-code-scanner video')
      .evaluate(
        (video: HTMLVideoElement) =>
          video.currentTime > 0 ||
          new Promise((resolve) => video.addEventListener('timeupdate', resolve, { once: true })),
      );
    const running = Date.now();
    const held = camera.show(asked);
    // It says that it answers before the new code is signed and drawn.
    await waitUntil(async () => answers(await shownText(page), challenge), 'the phone’s answer');
    const toAnswer = Date.now() - held;
    camera.show(null);
    const answer = await readQr(await page.locator('sc-pass-screen sc-qr-code').screenshot());
    return { toCamera: running - tapped, toAnswer, answer };
  }

  /** Holds a phone's code, or a picture of it, before a lane. @returns the verdict, and how long it took, ms */
  async present(lane: GateBrowser, text: string): Promise<Pick<Walk, 'outcome' | 'words' | 'toVerdict'>> {
    const seen = await lastVerdict(lane.page);
    const shown = lane.camera.show(text);
    const panel = lane.page.locator(`sc-verdict-panel[data-seq]:not([data-seq="${seen}"])`);
    await panel.waitFor({ timeout: seenMs });
    const toVerdict = Date.now() - shown;
    lane.camera.show(null);
    const { outcome, words } = await panel.evaluate((element) => ({
      outcome: element.getAttribute('outcome') ?? '',
      words: element.shadowRoot!.textContent!.replace(/\s+/g, ' '),
    }));
    return { outcome, words, toVerdict };
  }

  /** The phone shows its usual code again. */
  async endAnswer(): Promise<void> {
    const end = this.phone.page.locator('sc-pass-screen .answering .end');
    if ((await end.count()) > 0) await end.click();
  }

  /** One person's whole way through a lane. The phone shows its usual code again at the end. */
  async walk(lane: GateBrowser): Promise<Walk> {
    const answered = await this.answer(lane);
    const verdict = await this.present(lane, answered.answer);
    await this.endAnswer();
    return { ...answered, ...verdict };
  }

  /** What the phone shows while nobody asks it. */
  async usualCode(): Promise<string> {
    const { page } = this.phone;
    await this.endAnswer();
    await waitUntil(async () => answers(await shownText(page), ''), 'the phone’s usual code');
    return shownText(page);
  }

  /** Waits until a lane has taken its last verdict away and asks the next person. */
  async free(lane: GateBrowser): Promise<void> {
    await lane.page.locator('sc-verdict-panel').waitFor({ state: 'detached', timeout: seenMs });
  }
}

const sentryCode = (page: Page) => page.locator('sc-sentry-code sc-qr-code');

/** What the phone's code says now; '' while it is drawn anew. */
const shownText = (page: Page): Promise<string> =>
  page.locator('sc-live-code sc-qr-code').evaluate((code) => (code as HTMLElement & { text: string }).text);

/** Whether a phone's code was signed for what a sentry asked with, as hexadecimal; '': for nobody that asked. */
function answers(text: string, challenge: string): boolean {
  return text !== '' && hex(decodeShownPass(text).showing.challenge) === challenge;
}

async function lastVerdict(page: Page): Promise<string> {
  const panel = page.locator('sc-verdict-panel[data-seq]');
  return (await panel.count()) > 0 ? ((await panel.getAttribute('data-seq')) ?? '') : '';
}
