import type { PairAnswer } from '../domain/api.ts';
import { verifyBundle } from '../credentials/bundle-verifier.ts';
import { openDeviceDatabase, type DeviceDatabase, type Pairing } from '../store/device-database.ts';
import { DeviceClock } from '../store/device-clock.ts';
import { DeviceSettings } from '../store/device-settings.ts';
import { BundleKeeper } from '../store/bundle-keeper.ts';
import { DenyListKeeper } from '../store/deny-list-keeper.ts';
import { ScanQueue } from '../store/scan-queue.ts';
import { SentryCommands } from './sentry-commands.ts';

/** All that this tablet keeps, opened once at start. */
export class SentryDevice {
  private constructor(
    readonly database: DeviceDatabase,
    readonly settings: DeviceSettings,
    readonly queue: ScanQueue,
    readonly clock: DeviceClock,
    public pairing: Pairing | null,
    public bundles: BundleKeeper | null,
    public denyList: DenyListKeeper | null,
    public commands: SentryCommands,
  ) {}

  /** Rejects when the browser's database cannot be opened: then nothing can be recorded, and nobody admitted. */
  static async open(databaseName?: string): Promise<SentryDevice> {
    const database = await openDeviceDatabase(databaseName);
    const settings = new DeviceSettings(database);
    const clock = new DeviceClock(await settings.clockFloor());
    const pairing = await settings.pairing();
    const commands = await SentryCommands.open(settings);
    // The page may have ended between the two steps of a wipe.
    if (commands.wiping) await settings.forgetRules();
    const bundles =
      pairing && !commands.wiping ? await BundleKeeper.open(settings, clock, pairing.root) : null;
    const denyList = bundles && (await DenyListKeeper.open(settings, () => bundles.charter));
    const queue = await ScanQueue.open(database);
    return new SentryDevice(database, settings, queue, clock, pairing, bundles, denyList, commands);
  }

  /** Takes what pairing brought. Throws BundleRefused, and stays unpaired, when the bundle is not the district's. */
  async pair(answer: PairAnswer): Promise<void> {
    const { token, sentry, root } = answer;
    this.clock.learn(answer.now);
    await verifyBundle(answer.bundle, root, { charter: 0, bundle: 0 }, this.clock.now());
    await this.settings.forgetPairing();
    // Whoever pairs it anew has a fresh code for it: a wipe of the pairing before is over. A lock is not.
    if (this.commands.wiping) await this.#forgetCommands();
    const bundles = await BundleKeeper.open(this.settings, this.clock, root);
    await bundles.take(answer.bundle);
    await bundles.hear(answer.word);
    await this.settings.savePairing({ token, sentry, root });
    this.pairing = { token, sentry, root };
    this.bundles = bundles;
    this.denyList = await DenyListKeeper.open(this.settings, () => bundles.charter);
  }

  /** A wipe begins: at once there is nothing left to decide by. What waits for upload stays, with the pairing to do it. */
  async beginWipe(): Promise<void> {
    this.bundles = null;
    this.denyList = null;
    await this.settings.forgetRules();
    await this.queue.forgetUsed(Number.MAX_SAFE_INTEGER);
  }

  /** A wipe is done: the pairing goes too. Scans that the server never took stay. */
  async endWipe(): Promise<void> {
    await this.unpair();
    await this.#forgetCommands();
  }

  async #forgetCommands(): Promise<void> {
    await this.commands.forget();
    this.commands = await SentryCommands.open(this.settings);
  }

  /** Forgets the pairing. The caller has made sure that no scan waits. */
  async unpair(): Promise<void> {
    await this.settings.forgetPairing();
    this.pairing = null;
    this.bundles = null;
    this.denyList = null;
  }
}
