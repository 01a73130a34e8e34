import type { SignedBundle } from '../domain/bundle.ts';
import type { SignedWord } from '../domain/word.ts';
import {
  durable,
  type CommandMemory,
  type DeviceDatabase,
  type HeldDenyList,
  type Pairing,
} from './device-database.ts';

/** The single values a sentry keeps: its pairing, the bundle it decides by, the server's last word, the floor of its clock. */
export class DeviceSettings {
  readonly #database: DeviceDatabase;

  constructor(database: DeviceDatabase) {
    this.#database = database;
  }

  async pairing(): Promise<Pairing | null> {
    return ((await this.#database.get('settings', 'pairing')) as Pairing | undefined) ?? null;
  }

  async bundle(): Promise<SignedBundle | null> {
    return ((await this.#database.get('settings', 'bundle')) as SignedBundle | undefined) ?? null;
  }

  async word(): Promise<SignedWord | null> {
    return ((await this.#database.get('settings', 'word')) as SignedWord | undefined) ?? null;
  }

  async denyList(): Promise<HeldDenyList | null> {
    return ((await this.#database.get('settings', 'denyList')) as HeldDenyList | undefined) ?? null;
  }

  /** UTC ms below which this device's clock is known to be wrong; 0 when nothing is known yet. */
  async clockFloor(): Promise<number> {
    return ((await this.#database.get('settings', 'clockFloor')) as number | undefined) ?? 0;
  }

  async commands(): Promise<CommandMemory | null> {
    return ((await this.#database.get('settings', 'commands')) as CommandMemory | undefined) ?? null;
  }

  savePairing(pairing: Pairing): Promise<void> {
    return this.#put('pairing', pairing);
  }

  saveBundle(bundle: SignedBundle): Promise<void> {
    return this.#put('bundle', bundle);
  }

  saveWord(word: SignedWord): Promise<void> {
    return this.#put('word', word);
  }

  saveDenyList(list: HeldDenyList): Promise<void> {
    return this.#put('denyList', list);
  }

  saveClockFloor(time: number): Promise<void> {
    return this.#put('clockFloor', time);
  }

  saveCommands(memory: CommandMemory): Promise<void> {
    return this.#put('commands', memory);
  }

  /** Forgets what is decided by. The pairing stays: scans are uploaded by it. */
  async forgetRules(): Promise<void> {
    await this.#forget('bundle', 'word', 'denyList');
  }

  /** Forgets a wipe that is done, and with it all that was commanded before. */
  async forgetCommands(): Promise<void> {
    await this.#forget('commands');
  }

  /** Forgets the pairing and what came with it. Scans stay: they are uploaded by whoever pairs this device again. */
  async forgetPairing(): Promise<void> {
    await this.#forget('pairing', 'bundle', 'word', 'denyList');
  }

  async #forget(...keys: string[]): Promise<void> {
    const transaction = this.#database.transaction('settings', 'readwrite', durable);
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  async #put(
    key: string,
    value: Pairing | SignedBundle | SignedWord | HeldDenyList | CommandMemory | number,
  ): Promise<void> {
    const transaction = this.#database.transaction('settings', 'readwrite', durable);
    await Promise.all([transaction.store.put(value, key), transaction.done]);
  }
}
