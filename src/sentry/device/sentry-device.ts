import type { PairAnswer, SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import { inForce, type Charter, type PublicKey } from '../../domain/bundle/charter.ts';
import { BundleRefused, verifyBundle } from '../../credentials/signed/bundle-verifier.ts';
import { BundleKeeper } from '../../store/district/bundle-keeper.ts';
import { ChainKey } from '../../store/records/chain-key.ts';
import { DenyListKeeper } from '../../store/district/deny-list-keeper.ts';
import { SiteKeeper } from '../../store/district/site-keeper.ts';
import { RosterKeeper } from '../../store/district/roster-keeper.ts';
import { DeviceClock } from '../../store/device/device-clock.ts';
import { openDeviceDatabase, type DeviceDatabase } from '../../store/device/device-database.ts';
import { DeviceSettings } from '../../store/device/device-settings.ts';
import { importLegacyScans } from '../../store/records/legacy-scans.ts';
import { journalPlace, removeJournal } from '../../store/journal/journal-place.ts';
import { deleteBucket, hasBuckets, isOwnDatabase } from '../../store/records/scan-bucket.ts';
import { ScanQueue } from '../../store/records/scan-queue.ts';
import { ScanStore } from '../../store/records/scan-store.ts';
import { Sealer } from '../../store/records/sealer.ts';
import type { Pairing, SettingsSchema } from '../../store/device/settings-schema.ts';
import {
  isDegraded,
  noticeMs,
  type StorageHealth,
  type StorageNotice,
} from '../../store/browser/storage-health.ts';
import type { IDBPDatabase } from 'idb';

/** Where a device keeps things. */
export interface DeviceNames {
  settings: string;
  /** Of the storage bucket and the database in it, and of the Web Lock. */
  scans: string;
  journal: string;
}

/** @param base tests use a device of their own */
export function deviceNames(base = 'sitecode'): DeviceNames {
  return { settings: `${base}-sentry`, scans: `${base}-scans`, journal: `${base}-journal` };
}
import { CityCodes } from './city-codes.ts';
import { SentryCommands } from './sentry-commands.ts';
import { StaffPin } from './staff-pin.ts';

/** All that this tablet keeps, opened once at start. */
export class SentryDevice {
  readonly #names: DeviceNames;
  readonly #store: ScanStore;
  #notice: StorageNotice | null = null;
  pairing: Pairing | null = null;
  bundles: BundleKeeper | null = null;
  denyList: DenyListKeeper | null = null;
  roster: RosterKeeper | null = null;
  /** When it was given another place while this page runs, UTC ms. */
  movedAt: number | null = null;
  readonly cityCodes = new CityCodes();
  /** What is known of the site; null while there is no pairing. */
  site: SiteKeeper | null = null;
  /** The lock before the staff's functions; null while there is no pairing. */
  pin: StaffPin | null = null;
  /** Closes what is recorded; null while there is no pairing: then nothing is recorded. */
  sealer: Sealer | null = null;

  private constructor(
    names: DeviceNames,
    /** The database of the settings; null when it cannot be opened. */
    readonly database: DeviceDatabase | null,
    store: ScanStore,
    readonly settings: DeviceSettings,
    readonly queue: ScanQueue,
    /** What this device signs its chains with: made once, it stays when the device is paired anew. */
    readonly key: ChainKey,
    readonly clock: DeviceClock,
    /** What administrators commanded from afar. */
    public commands: SentryCommands,
  ) {
    this.#names = names;
    this.#store = store;
  }

  /**
   * Opens everything, and mends what was lost from what was not.
   * @param base tests use a device of their own
   * @param wall the device's clock, UTC ms
   * Rejects when nothing can be kept: then nothing can be recorded, and nobody admitted.
   */
  static async open(base?: string, wall: () => number = Date.now): Promise<SentryDevice> {
    const names = deviceNames(base);
    // The settings' two copies are in different places too.
    let isOwn = !(await isOwnDatabase(names.scans));
    let opened = await openDeviceDatabase(names.settings, isOwn).catch(() => null);
    const known = await opened?.database.get('settings', 'chainKey').catch(() => undefined);
    const clock = new DeviceClock(0, wall);
    const store = await ScanStore.open({
      names: { database: names.scans, journal: names.journal, lock: names.scans },
      known: known !== undefined,
      now: () => clock.now(),
    });
    if (store.database?.isOwn && isOwn && hasBuckets()) {
      isOwn = false;
      opened?.database.close();
      opened = await openDeviceDatabase(names.settings, isOwn).catch(() => null);
    }
    const database = opened?.database ?? null;
    const settings = await DeviceSettings.open({
      first: database as IDBPDatabase<SettingsSchema> | null,
      second: () => store.database?.settings ?? null,
      isLost: opened?.lost ?? false,
      isTaking: () => store.isTaking,
    });
    clock.raise(await settings.clockFloor());
    const kept = await settings.chainKey();
    const key = kept ?? (await ChainKey.make());
    if (!kept) await settings.saveChainKey(key);
    const chainKey = new ChainKey(key);
    const queue = await ScanQueue.open({ store, key: chainKey, now: () => clock.now(), isNewKey: !kept });
    const commands = await SentryCommands.open(settings);
    const device = new SentryDevice(names, database, store, settings, queue, chainKey, clock, commands);
    // The server believes the key of the pairing alone.
    if (!kept) await settings.forgetPairing();
    // The page may have ended between the two steps of a wipe.
    if (commands.wiping) await settings.forgetRules();
    await device.#begin(await settings.pairing());
    await device.noteStorage();
    return device;
  }

  /** What its names are made from, as `open` takes it. */
  get base(): string {
    return this.#names.scans.slice(0, -'-scans'.length);
  }

  /** Resolves when another window has taken this device over: this one can then record nothing more. */
  get taken(): Promise<void> {
    return this.#store.taken;
  }

  /** How what this device keeps is kept; what was mended within a day is still told. */
  get storage(): StorageHealth {
    const health = { ...this.#store.health, settings: this.settings.health };
    const isOld = !this.#notice || this.clock.now() - this.#notice.noticedAt > noticeMs;
    return isDegraded(health) || isOld ? health : this.#notice!;
  }

  /** Takes what pairing brought. Throws BundleRefused, and stays unpaired, when the bundle is not the district's. */
  async pair(answer: PairAnswer): Promise<void> {
    const { token, uploadKey, sentry, root } = answer;
    this.clock.learn(answer.now);
    const now = this.clock.now();
    const { charter } = await verifyBundle(answer.bundle, root, { charter: 0, bundle: 0 }, now);
    const ingest = ingestKeyOf(charter, now);
    if (!ingest) throw new BundleRefused('malformed', 'The charter names no key to seal records with.');
    await this.settings.forgetPairing();
    // Whoever pairs it anew has a fresh code for it: a wipe of the pairing before is over. A lock is not.
    if (this.commands.wiping) await this.#forgetCommands();
    const bundles = await BundleKeeper.open(this.settings, this.clock, root);
    await bundles.take(answer.bundle);
    if (answer.word) await bundles.hear(answer.word);
    const pairing: Pairing = { token, uploadKey, sentry, root, ingest };
    await this.settings.savePairing(pairing);
    await this.#begin(pairing);
    await this.site?.hear(answer.settings, sentry.lanes);
  }

  /** A wipe begins: at once there is nothing left to decide by. What waits for upload stays, with the pairing to do it. */
  async beginWipe(): Promise<void> {
    this.bundles = null;
    this.denyList = null;
    this.roster = null;
    this.#seal(null);
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
    this.roster = null;
    this.#seal(null);
  }

  /**
   * The server says where this sentry stands by now, or how it is called. A roster of the site before is let go of.
   * @returns whether what decides here has to begin anew: another site, zone or kind of place, with or without a thermometer
   */
  async follow(place: SentryPlace): Promise<boolean> {
    const { pairing } = this;
    if (!pairing || !place) return false;
    const before = pairing.sentry;
    this.pairing = { ...pairing, sentry: place };
    // Where the disk does not keep it, the next heartbeat of the next start says it again.
    await this.settings.savePairing(this.pairing).catch(() => undefined);
    const decides = ['site', 'zone', 'category', 'measuresTemperature'] as const;
    if (decides.every((part) => before[part] === place[part])) return false;
    if (before.site !== place.site) {
      await this.roster?.leave();
      await this.#openRoster(place.site);
    }
    this.movedAt = this.clock.now();
    return true;
  }

  async #openRoster(site: number): Promise<void> {
    const { bundles } = this;
    if (!bundles) return;
    this.roster = await RosterKeeper.open(
      this.settings,
      () => bundles.charter,
      site,
      () => this.clock.now(),
    );
  }

  /** Seals to another key of the server when the charter in use names a newer one. */
  async followCharter(): Promise<void> {
    const charter = this.bundles?.charter;
    const ingest = charter ? ingestKeyOf(charter, this.clock.now()) : null;
    if (!this.pairing || !ingest || ingest.point === this.pairing.ingest.point) return;
    this.#seal(await Sealer.begin(ingest.point));
    this.pairing = { ...this.pairing, ingest };
    await this.settings.savePairing(this.pairing);
  }

  /** What is to be done now and then. */
  async tidy(): Promise<void> {
    const now = this.clock.now();
    await this.queue.tidy(now);
    await this.followCharter();
    await this.noteStorage();
    // Each scan stores the time too; without one (a quiet night) a restart could go back to the last scan's.
    await this.settings.saveClockFloor(now);
  }

  /** Keeps what was noticed of the storage, so that it is told after a restart too. */
  async noteStorage(): Promise<void> {
    this.#notice ??= await this.settings.notice();
    const health = { ...this.#store.health, settings: this.settings.health };
    if (!isDegraded(health)) return;
    const noticedAt = health.noticedAt ?? this.clock.now();
    if (this.#notice?.noticedAt === noticedAt) return;
    this.#notice = { ...health, noticedAt };
    await this.settings.saveNotice(this.#notice).catch(() => undefined);
  }

  /** Lets go of everything, for another page of this device. */
  async close(): Promise<void> {
    await this.#store.close();
    this.database?.close();
  }

  /** Closes the settings after another page took over; what was recorded is closed already. */
  letGo(): void {
    this.database?.close();
  }

  /** Deletes all that this device keeps, its key too. It must be opened anew afterwards. */
  async erase(): Promise<void> {
    await this.close();
    await eraseDevice(this.#names);
  }

  async #begin(pairing: Pairing | null): Promise<void> {
    this.pairing = pairing;
    this.site = null;
    this.pin = null;
    if (!pairing) return;
    const known = await SiteKeeper.open(this.settings);
    this.site = known;
    this.pin = await StaffPin.open({
      settings: this.settings,
      pin: () => known.settings.pin,
      now: () => this.clock.now(),
    });
    // A wipe that has begun leaves nothing to decide by, and the pairing to upload with.
    if (this.commands.wiping) return;
    const bundles = await BundleKeeper.open(this.settings, this.clock, pairing.root);
    this.bundles = bundles;
    this.denyList = await DenyListKeeper.open(this.settings, () => bundles.charter);
    await this.#openRoster(pairing.sentry.site);
    // Without a sealer no scan is taken, and the gate says so: never is one kept in the clear.
    this.#seal(await Sealer.begin(pairing.ingest.point).catch(() => null));
    await this.followCharter();
    if (this.sealer && this.database)
      await importLegacyScans(this.database, this.queue, pairing.sentry.device);
  }

  #seal(sealer: Sealer | null): void {
    this.sealer = sealer;
    this.queue.useSealer(sealer);
  }
}

/** The newest of the server's ingest keys in force; null when there is none. */
export function ingestKeyOf(charter: Charter, at: number): PublicKey | null {
  const [newest] = charter.ingestKeys
    .filter((key) => inForce(key, at))
    .sort((a, b) => b.notBefore - a.notBefore || b.id - a.id);
  return newest ? { id: newest.id, point: newest.point } : null;
}

/** Deletes all that a device of these names keeps. */
export async function eraseDevice({ settings, scans, journal }: DeviceNames): Promise<void> {
  indexedDB.deleteDatabase(settings);
  indexedDB.deleteDatabase(scans);
  for (const bucket of [scans, settings]) await deleteBucket(bucket).catch(() => undefined);
  const last = await journalPlace(journal);
  for (let place = 0; place <= last; place++) await removeJournal(journal, place).catch(() => undefined);
}
