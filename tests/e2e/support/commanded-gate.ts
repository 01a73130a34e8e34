import type { CommandAnswer, FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import type { CommandKind } from '../../../src/domain/fleet/sentry-command.ts';
import { places } from '../../../tools/places.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { TestDistrict } from '../../server/support/district.ts';
import { sites } from '../../server/support/fixtures.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { GateBrowser } from './gate-browser.ts';
import { pairTablet } from './pair-tablet.ts';

/** How long what a command does may take to be seen on a busy machine, ms; not what is promised. */
const seenMs = 45_000;

/** A sentry in a real browser, and the officials who command it from afar. */
export class CommandedGate {
  /** The number of its pairing. */
  device = 0;
  /** When the sentry's reports went out, ms since 1970. */
  readonly beats: number[] = [];

  private constructor(
    readonly district: TestDistrict,
    readonly tablet: GateBrowser,
    readonly administrator: string,
    readonly second: string,
  ) {}

  static async open(): Promise<CommandedGate> {
    await needBuilt(['server', 'app']);
    const district = await TestDistrict.open({ publicFolder: places.publicFiles });
    const [administrator, second] = await Promise.all([
      district.staff('administrator'),
      district.staff('urban-management'),
    ]);
    const tablet = await GateBrowser.open({ isQuiet: true });
    const gate = new CommandedGate(district, tablet, administrator, second);
    tablet.page.on('request', (request) => {
      if (request.url().endsWith('/sentry/heartbeat')) gate.beats.push(Date.now());
    });
    return gate;
  }

  /** Pairs the tablet as a shop's gate that measures nobody. @returns once it hears of commands at once */
  async pair(): Promise<void> {
    const listening = this.tablet.page.waitForResponse(
      (answer) => answer.url().endsWith('/api/realtime') && answer.request().method() === 'POST',
      { timeout: seenMs },
    );
    const code = await this.district.pairingCode({ site: sites.shop, name: 'Commanded gate' });
    await pairTablet(this.tablet.page, this.district.server.url, code);
    await listening;
    this.device = await this.district.sql<number>(
      `select json_quote(device) as found from sentries where name = 'Commanded gate' and not revoked`,
    );
  }

  /**
   * An administrator gives a command; a wipe is confirmed by another official.
   * @returns when the request that put it into force was sent, ms since 1970
   */
  async give(kind: CommandKind): Promise<number> {
    let sent = Date.now();
    const asked = { devices: [this.device], kind, reason: 'A test of it', hours: 24 };
    const answer = await this.district.post<CommandAnswer>('fleet/command', asked, this.administrator);
    if (answer.status !== 200) throw new Error(`${kind}: ${JSON.stringify(answer.body)}`);
    if (!answer.body.approval) return sent;
    sent = Date.now();
    const decision = { kind: 'command', id: String(answer.body.approval), confirm: true };
    const decided = await this.district.post('approval/decide', decision, this.second);
    if (decided.status !== 200) throw new Error(`${kind}: ${JSON.stringify(decided.body)}`);
    return sent;
  }

  /** Waits until the sentry's screen says that it is locked, or no longer. */
  async shows(locked: boolean): Promise<void> {
    const banner = this.tablet.page.locator('sc-sentry-banners').getByText('管理员已锁定此哨兵');
    await banner.waitFor({ state: locked ? 'visible' : 'detached', timeout: seenMs });
  }

  /** Waits until the tablet is no gate any more: it asks to be paired. */
  async isWiped(): Promise<void> {
    await this.tablet.page.locator('sc-pair-page input[name=code]').waitFor({ timeout: seenMs });
  }

  /** Waits until the server has heard that a command of a kind was done. @param device of a pairing that is over by then */
  async heard(kind: CommandKind, device = this.device): Promise<void> {
    await waitUntil(async () => {
      const { body } = await this.district.get<FleetSentryAnswer>(
        `fleet/sentry?device=${device}`,
        this.administrator,
      );
      const [last] = body.commands.filter((command) => command.kind === kind).sort((a, b) => b.id - a.id);
      return last?.state === 'done';
    }, `that the ${kind} is done`);
  }

  async close(): Promise<void> {
    await this.tablet.close();
    await this.district.close();
  }
}
