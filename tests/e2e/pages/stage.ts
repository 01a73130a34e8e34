// One demo district and one browser for all pages. Places and people have the longest names that there are, so that what
// fits here fits everywhere.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { BoardSentriesAnswer, VenueAnswer } from '../../../src/domain/api/api.ts';
import type { PolicyAnswer } from '../../../src/domain/api/policy-api.ts';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import type { CommandAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import type { CommandKind } from '../../../src/domain/fleet/sentry-command.ts';
import type { DemoCastAnswer } from '../../../src/domain/api/demo-api.ts';
import { browserArguments, headlessExecutable } from '../../../tools/machine/browser.mjs';
import { DemoDistrict } from '../support/demo-district.ts';
import { FakeCamera } from '../support/fake-camera.ts';

export const longPlace =
  '阿卜杜热合曼·买买提明 International Exhibition Centre of the Wangjiang Riverside Development Zone';
const longZone = 'North-eastern underground parking level B2';
const longPerson = '阿卜杜热合曼·买买提明·穆罕默德艾力';

export type Login = DemoCastAnswer['logins'][number];

export class Stage {
  readonly #folder: string;

  private constructor(
    readonly district: DemoDistrict,
    readonly browser: Browser,
    readonly camera: FakeCamera,
    readonly cast: DemoCastAnswer,
    folder: string,
  ) {
    this.#folder = folder;
  }

  /** The address of the site code of a place with a long name. */
  longSite = '';

  /** A pairing code for a gate with a long name at such a place. */
  async pairingCode(): Promise<string> {
    const token = await this.district.signIn('venue');
    const [, long] = await this.#sites();
    const body = { site: long!.site, zone: 0, name: 'North entrance, revolving door' };
    const { code } = await this.district.ask<{ code: string }>('venue/pairing-code', token, body);
    return code;
  }

  /** Gives a command as an administrator; what takes two waits and is answered with its number. */
  async command(kind: CommandKind, devices: readonly number[]): Promise<{ id: number }> {
    const token = await this.district.signIn('authority', 'administrator');
    const body = { kind, devices, hours: 5, reason: 'The tablet was taken away from the east gate' };
    const { id, approval } = await this.district.ask<CommandAnswer>('fleet/command', token, body);
    return { id: (id ?? approval)! };
  }

  /** Another official confirms what waits. */
  async approve(id: number): Promise<void> {
    const token = await this.district.signIn('authority', 'urban-management');
    await this.district.ask('approval/decide', token, { kind: 'command', id: String(id), confirm: true });
  }

  /** There is a wipe that waits for a second official. */
  waitingWipe(): Promise<unknown> {
    return (this.#wipe ??= this.#askWipe());
  }

  /** A tracer has a case that is open; held once for all. */
  openCase(): Promise<unknown> {
    return (this.#case ??= this.#holdCase());
  }

  #case: Promise<unknown> | undefined;

  async #holdCase(): Promise<void> {
    const token = await this.district.signIn('authority', 'tracer');
    const hold = { kind: 'place', site: 1, from: Date.now() - 3_600_000, to: Date.now() };
    await this.district.ask('case/hold', token, { purpose: 'Outbreak 7', hold });
  }

  /** Another official makes a draft in which a test counts for other hours than now. */
  async otherDraft(): Promise<void> {
    const token = await this.district.signIn('authority', 'administrator');
    const { current, draft } = await this.district.ask<PolicyAnswer>('policy', token);
    const { policy, trust } = JSON.parse((draft ?? current).body) as Bundle;
    policy.limits.testValidHours = policy.limits.testValidHours === 48 ? 60 : 48;
    await this.district.ask('policy/draft', token, { policy, trust, validDays: 90 });
  }

  #wipe: Promise<unknown> | undefined;

  async #askWipe(): Promise<void> {
    const token = await this.district.signIn('authority', 'administrator');
    const { sentries } = await this.district.ask<BoardSentriesAnswer>('board/sentries', token);
    await this.command('wipe', [sentries.find(({ paired }) => paired)!.device]);
  }

  async #sites(): Promise<VenueAnswer['sites']> {
    const token = await this.district.signIn('venue');
    const { sites } = await this.district.ask<VenueAnswer>('venue', token);
    const { siteCode } = this.cast;
    const isMall = ({ codeUrl }: VenueAnswer['sites'][number]) => codeUrl === siteCode;
    return [...sites.filter(isMall), ...sites.filter((site) => !isMall(site))];
  }

  static async open(): Promise<Stage> {
    const district = await DemoDistrict.start({ superuser: true });
    const folder = await mkdtemp(join(tmpdir(), 'sitecode-pages-'));
    const camera = new FakeCamera(join(folder, 'camera.y4m'));
    const browser = await chromium.launch({
      executablePath: await headlessExecutable(),
      headless: true,
      args: [
        ...browserArguments(),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${camera.file}`,
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    const stage = new Stage(district, browser, camera, await district.cast(), folder);
    await stage.#lengthen();
    return stage;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.district.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get url(): string {
    return this.district.url;
  }

  /** A browser of somebody's own, in Chinese; nothing of it is cached. */
  context(): Promise<BrowserContext> {
    return this.browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      serviceWorkers: 'block',
    });
  }

  /** @param who the role of staff, or the address before the `@` */
  login(face: Login['face'], who?: string): Login {
    const found = this.cast.logins.find(
      (each) =>
        each.face === face && (who === undefined || each.role === who || each.email.startsWith(`${who}@`)),
    );
    if (!found) throw new Error(`The demo's cast has nobody "${who}" at ${face}/.`);
    return found;
  }

  /** Gives the owner's places, their parts and the staff long names. */
  async #lengthen(): Promise<void> {
    const sites = await this.#sites();
    // The demo knows its own mall by name.
    for (const { site: number } of sites.slice(1)) {
      const [site] = await this.district.records('sites', `number=${number}`);
      await this.district.change('sites', site!, {
        name: `${longPlace} ${number}`,
        nameEn: `${longPlace} ${number}`,
      });
      const zones = await this.district.records('zones', `site="${site!}"`);
      for (const [index, zone] of zones.entries())
        await this.district.change('zones', zone, {
          name: `${longZone} ${index + 1}`,
          nameEn: `${longZone} ${index + 1}`,
        });
    }
    this.longSite = (await this.#sites())[1]!.codeUrl;
    for (const staff of await this.district.records('staff', 'name!=""'))
      await this.district.change('staff', staff, { name: longPerson });
  }
}

/** Types e-mail and password into the page's form. */
export async function signIn(
  page: Page,
  { email, password }: Pick<Login, 'email' | 'password'>,
): Promise<void> {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('sc-sign-in-form button[type=submit]').click();
}
