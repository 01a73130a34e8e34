import type { IDBPDatabase } from 'idb';
import type { SignedBundle } from '../../domain/bundle/bundle.ts';
import type { SignedWord } from '../../domain/bundle/word.ts';
import type { SignedRoster } from '../../domain/roster/roster.ts';
import { isKeptKey, type KeptKey } from '../records/chain-key.ts';
import { durable } from '../browser/open-database.ts';
import type {
  CommandMemory,
  HeldDenyList,
  Pairing,
  PinTries,
  StaffCards,
  Settings,
  SettingsSchema,
  SiteMemory,
} from './settings-schema.ts';
import type { CopyHealth, StorageNotice } from '../browser/storage-health.ts';

type Database = IDBPDatabase<SettingsSchema>;
type Name = keyof Settings & string;

interface Options {
  /** The device's own database; null when it cannot be opened. */
  first: Database | null;
  /** The second copy's, which may come and go. */
  second: () => Database | null;
  /** True when the browser says that the first lost what was in it. */
  isLost?: boolean;
  /** Whether the disk took what was last written to it elsewhere. */
  isTaking?: () => boolean;
}

/** What was learnt of the clock is no setting: it is kept wherever it is known, and the highest counts. */
const uncopied: readonly string[] = ['clockFloor'];

/**
 * The single values a sentry keeps: its pairing, the key of its chains, the bundle it decides by, the server's last word, the
 * floor of its clock. They lie in two databases, and each is mended from the other.
 */
export class DeviceSettings {
  #first: Database | null;
  readonly #second: () => Database | null;
  readonly #isTaking: () => boolean;
  #stamp = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #health: CopyHealth;

  private constructor({ first, second, isTaking }: Options) {
    this.#first = first;
    this.#second = second;
    this.#isTaking = isTaking ?? (() => true);
    this.#health = first ? 'ok' : 'failed';
  }

  /** Compares both databases and mends the one that lacks something. Rejects when there is neither. */
  static async open(options: Options): Promise<DeviceSettings> {
    const settings = new DeviceSettings(options);
    const [first, second] = await Promise.all([contentOf(options.first), contentOf(options.second())]);
    if (!first && !second) throw new Error('No database of this browser can be opened.');
    const stamps = { first: stampOf(first), second: stampOf(second) };
    settings.#stamp = Math.max(stamps.first, stamps.second);
    if (first && second && stamps.first < stamps.second) {
      try {
        await copyInto(options.first!, second);
      } catch {
        // It would say what is over. The other is whole, and alone until the next start.
        settings.#first = null;
        settings.#health = 'failed';
        return settings;
      }
    } else if (first && second && stamps.first > stamps.second) {
      // Where the disk has no room for it, the next write tries again.
      await copyInto(options.second()!, first).catch(() => undefined);
    }
    // A write that was cut off between the two is no loss.
    if (first && (options.isLost || stamps.second > stamps.first + 1)) settings.#health = 'healed';
    return settings;
  }

  /** How the device's own database is. */
  get health(): CopyHealth {
    return this.#health;
  }

  async pairing(): Promise<Pairing | null> {
    return (await this.#get('pairing')) ?? null;
  }

  async bundle(): Promise<SignedBundle | null> {
    return (await this.#get('bundle')) ?? null;
  }

  async word(): Promise<SignedWord | null> {
    return (await this.#get('word')) ?? null;
  }

  async denyList(): Promise<HeldDenyList | null> {
    return (await this.#get('denyList')) ?? null;
  }

  async roster(): Promise<SignedRoster | null> {
    return (await this.#get('roster')) ?? null;
  }

  /** The key that signs this device's chains; null when there is none, or it is not whole. */
  async chainKey(): Promise<KeptKey | null> {
    const key = await this.#get('chainKey');
    return isKeptKey(key) ? key : null;
  }

  /** What was last noticed of this device's storage. */
  async notice(): Promise<StorageNotice | null> {
    return (await this.#get('notice')) ?? null;
  }

  /** UTC ms below which this device's clock is known to be wrong; 0 when nothing is known yet. */
  async clockFloor(): Promise<number> {
    const floors = await Promise.all(this.#databases().map((one) => read(one, 'clockFloor')));
    return Math.max(0, ...floors.map((floor) => floor ?? 0));
  }

  async commands(): Promise<CommandMemory | null> {
    return (await this.#get('commands')) ?? null;
  }

  async site(): Promise<SiteMemory | null> {
    return (await this.#get('site')) ?? null;
  }

  async pinTries(): Promise<PinTries | null> {
    return (await this.#get('pinTries')) ?? null;
  }

  saveSite(site: SiteMemory): Promise<void> {
    return this.#putWhereTaken({ site });
  }

  async staffCards(): Promise<StaffCards | null> {
    return (await this.#get('staffCards')) ?? null;
  }

  saveStaffCards(staffCards: StaffCards): Promise<void> {
    return this.#put({ staffCards });
  }

  savePinTries(pinTries: PinTries): Promise<void> {
    return this.#put({ pinTries });
  }

  savePairing(pairing: Pairing): Promise<void> {
    return this.#put({ pairing });
  }

  saveBundle(bundle: SignedBundle): Promise<void> {
    return this.#putWhereTaken({ bundle });
  }

  saveWord(word: SignedWord): Promise<void> {
    return this.#putWhereTaken({ word });
  }

  saveDenyList(denyList: HeldDenyList): Promise<void> {
    return this.#putWhereTaken({ denyList });
  }

  saveRoster(roster: SignedRoster): Promise<void> {
    return this.#putWhereTaken({ roster });
  }

  forgetRoster(): Promise<void> {
    return this.#put({}, ['roster']);
  }

  saveClockFloor(clockFloor: number): Promise<void> {
    return this.#putWhereTaken({ clockFloor });
  }

  saveCommands(commands: CommandMemory): Promise<void> {
    return this.#put({ commands });
  }

  /** Forgets what is decided by. The pairing stays: scans are uploaded by it. */
  forgetRules(): Promise<void> {
    return this.#put({}, ['bundle', 'word', 'denyList', 'roster']);
  }

  /** Forgets a wipe that is done, and with it all that was commanded before. */
  forgetCommands(): Promise<void> {
    return this.#put({}, ['commands']);
  }

  saveChainKey(chainKey: KeptKey): Promise<void> {
    return this.#put({ chainKey });
  }

  saveNotice(notice: StorageNotice): Promise<void> {
    return this.#putWhereTaken({ notice });
  }

  /** Forgets the pairing and what came with it. Records and the key stay: they are uploaded by whoever pairs this device again. */
  forgetPairing(): Promise<void> {
    return this.#put({}, [
      'pairing',
      'bundle',
      'word',
      'denyList',
      'roster',
      'site',
      'pinTries',
      'staffCards',
    ]);
  }

  #databases(): Database[] {
    return [this.#first, this.#second()].filter((one) => one !== null);
  }

  async #get<One extends Name>(name: One): Promise<Settings[One] | undefined> {
    for (const database of this.#databases()) {
      const value = await read(database, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * As `put`, for what comes again by itself: a disk that is full tears the record it does not take, and the browser throws a
   * database with a torn record away as a whole. The records' database is torn then; with this one the pairing and the key would
   * be gone.
   */
  async #putWhereTaken(values: Partial<Settings>): Promise<void> {
    if (!this.#isTaking()) throw new Error('The disk took no scan: a setting is not kept before it does.');
    return this.#put(values);
  }

  /** Resolves when one of the databases has it at least. */
  #put(values: Partial<Settings>, removed: Name[] = []): Promise<void> {
    const put = this.#turn.then(() => this.#putNow(values, removed));
    this.#turn = put.catch(() => undefined);
    return put;
  }

  async #putNow(values: Partial<Settings>, removed: Name[]): Promise<void> {
    const databases = this.#databases();
    await this.#level(databases);
    const stamp = this.#stamp + 1;
    const results = await Promise.allSettled(
      databases.map((database) => write(database, { ...values, stamp }, removed)),
    );
    if (results.every(({ status }) => status === 'rejected'))
      throw new Error('No database takes this setting.', {
        cause: (results[0] as PromiseRejectedResult | undefined)?.reason,
      });
    if (this.#first) {
      if (results[0]!.status === 'rejected') this.#health = 'failed';
      else if (this.#health === 'failed') this.#health = 'healed';
    }
    this.#stamp = stamp;
  }

  /**
   * Brings one that was made anew meanwhile, or missed a write, to what the other says: with the next write alone it would look
   * as if it had everything.
   */
  async #level(databases: Database[]): Promise<void> {
    const stamps = await Promise.all(databases.map((one) => read(one, 'stamp')));
    const level = databases.find((_, index) => (stamps[index] ?? 0) === this.#stamp);
    const behind = databases.filter((_, index) => (stamps[index] ?? 0) !== this.#stamp);
    if (!level || behind.length === 0) return;
    const content = await contentOf(level);
    if (content) await Promise.allSettled(behind.map((one) => copyInto(one, content)));
  }
}

type Content = Map<string, Settings[Name]>;

function stampOf(content: Content | null): number {
  const stamp = content?.get('stamp');
  return typeof stamp === 'number' ? stamp : 0;
}

async function contentOf(database: Database | null): Promise<Content | null> {
  if (!database) return null;
  try {
    const transaction = database.transaction('settings');
    const [keys, values] = await Promise.all([
      transaction.store.getAllKeys(),
      transaction.store.getAll(),
      transaction.done,
    ]);
    return new Map(keys.map((key, index) => [key, values[index]!]));
  } catch {
    return null;
  }
}

/** Makes a database's settings those of the other. */
async function copyInto(database: Database, content: Content): Promise<void> {
  const transaction = database.transaction('settings', 'readwrite', durable);
  const own = await transaction.store.getAllKeys();
  const changes = [
    ...own
      .filter((key) => !content.has(key) && !uncopied.includes(key))
      .map((key) => transaction.store.delete(key)),
    ...[...content]
      .filter(([key]) => !uncopied.includes(key))
      .map(([key, value]) => transaction.store.put(value, key)),
  ];
  await Promise.all([...changes, transaction.done]);
}

async function read<One extends Name>(database: Database, name: One): Promise<Settings[One] | undefined> {
  try {
    return (await database.get('settings', name)) as Settings[One] | undefined;
  } catch {
    return undefined;
  }
}

async function write(database: Database, values: Partial<Settings>, removed: Name[]): Promise<void> {
  const transaction = database.transaction('settings', 'readwrite', durable);
  await Promise.all([
    ...removed.map((name) => transaction.store.delete(name)),
    ...Object.entries(values).map(([name, value]) => transaction.store.put(value, name)),
    transaction.done,
  ]);
}
