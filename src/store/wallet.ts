import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { createHolderKey, holdPass, holderPoint, type HeldPass } from '../credentials/holder.ts';
import type { Ward } from '../domain/api.ts';
import { base64url, sameBytes } from '../domain/bytes.ts';

/**
 * The citizen's wallet: the one place on a phone where the holder's keys and the passes lie, the citizen's own and those of
 * wards. Each pass has a key of its own, made here, that no script can export: passes of one family, and one person's from
 * day to day, cannot be linked by their keys. A phone that lost its data makes new keys and asks for new passes. Key and pass
 * are one record, so that they can never belong to different keys after a write that was cut short.
 */

interface WalletRecord {
  /** The id of the account whose pass it is. */
  owner: string;
  pair: CryptoKeyPair;
  /** body || issuer's signature, base64url; null until the first pass was issued. */
  pass: string | null;
  /** Server's time minus this device's at the last contact, ms. */
  clockOffset: number;
  /** Whose pass it is, where that is a ward's. */
  ward?: Ward;
}

interface WalletSchema extends DBSchema {
  wallet: { key: string; value: WalletRecord };
}

/** Where a person's record lies. */
function recordKey(ward: Ward | undefined): string {
  return ward ? `ward:${ward.id}` : 'holder';
}

export class Wallet {
  #record: WalletRecord;
  #held: HeldPass | null = null;
  readonly #database: IDBPDatabase<WalletSchema> | null;
  /** True when what was stored could not be read or did not belong together: it was thrown away. */
  readonly damaged: boolean;

  private constructor(
    database: IDBPDatabase<WalletSchema> | null,
    record: WalletRecord,
    held: HeldPass | null,
    damaged: boolean,
  ) {
    this.#database = database;
    this.#record = record;
    this.#held = held;
    this.damaged = damaged;
  }

  /**
   * Opens the wallet of an account, and makes its key when there is none. Another account's key and pass are wiped.
   * Where the browser keeps nothing (`kept` is then false) everything lives as long as the page.
   * @param owner the account's id; null to open whatever the phone holds.
   * @param name tests use a database of their own.
   * @param ward whose wallet it is, where that is not the account's own.
   * @returns null when `owner` is null and the phone holds no wallet.
   */
  static async open(owner: string | null, name = walletName, ward?: Ward): Promise<Wallet | null> {
    const key = recordKey(ward);
    const database = await openDatabase(name).catch(() => null);
    const stored = await database?.get('wallet', key).catch(() => undefined);
    if (stored && isWhole(stored) && (owner === null || stored.owner === owner)) {
      const held = await heldBy(stored);
      if (held || stored.pass === null) return new Wallet(database, stored, held, false);
      const cleared = { ...stored, pass: null };
      await database?.put('wallet', cleared, key).catch(() => undefined);
      return new Wallet(database, cleared, null, true);
    }
    if (owner === null) {
      database?.close();
      return null;
    }
    const pair = await createHolderKey();
    const fresh: WalletRecord = { owner, pair, pass: null, clockOffset: 0, ...(ward && { ward }) };
    const { record, kept } = await claim(database, fresh);
    if (!kept) database?.close();
    const held = await heldBy(record);
    return new Wallet(kept ? database : null, record, held, stored !== undefined && !isWhole(stored));
  }

  /** The wards of an account whose wallets lie on this device: they are shown without a network too. */
  static async wards(owner: string, name = walletName): Promise<Ward[]> {
    const database = await openDatabase(name).catch(() => null);
    const records = (await database?.getAll('wallet').catch(() => [])) ?? [];
    database?.close();
    return records.flatMap((record) => (record.owner === owner && record.ward ? [record.ward] : []));
  }

  /** Deletes the wallet of a ward that the account no longer has. */
  static async wipeWard(ward: Ward, name = walletName): Promise<void> {
    const database = await openDatabase(name).catch(() => null);
    await database?.delete('wallet', recordKey(ward)).catch(() => undefined);
    database?.close();
  }

  /** Deletes whatever wallets lie on this device. */
  static async wipe(name = walletName): Promise<void> {
    const database = await openDatabase(name).catch(() => null);
    await database?.clear('wallet');
    database?.close();
  }

  /** The id of the account whose wallet it is. */
  get owner(): string {
    return this.#record.owner;
  }

  /** Whose wallet it is, where that is a ward's. */
  get ward(): Ward | undefined {
    return this.#record.ward;
  }

  /** False where the browser keeps nothing: closing the page loses key and pass. */
  get kept(): boolean {
    return this.#database !== null;
  }

  /** The pass and its key; null before the first one was issued. It may have ended. */
  get held(): HeldPass | null {
    return this.#held;
  }

  /** Server's time minus this device's, ms, as learnt at the last contact. */
  get clockOffset(): number {
    return this.#record.clockOffset;
  }

  /** The public half of the key as a pass request carries it, base64url. */
  async holderKey(): Promise<string> {
    return base64url(await holderPoint(this.#record.pair));
  }

  /** The key to ask the next pass for: every pass has another, so that the same holder is not known again by it. */
  async nextKey(): Promise<{ pair: CryptoKeyPair; holderKey: string }> {
    const { pair: own, pass } = this.#record;
    const pair = pass === null ? own : await createHolderKey();
    return { pair, holderKey: base64url(await holderPoint(pair)) };
  }

  /**
   * Keeps a newly issued pass, with its key, in place of the old one. Throws a RangeError, and keeps the old one, when it is
   * no pass or is bound to another key.
   * @param pair the key that the pass was asked for
   */
  async keep(issued: string, clockOffset: number, pair = this.#record.pair): Promise<HeldPass> {
    const record = { ...this.#record, pair, pass: issued, clockOffset };
    const held = await heldBy(record);
    if (!held) throw new RangeError('The server sent no pass for the key of this phone.');
    await this.#write(record);
    this.#held = held;
    return held;
  }

  /** Keeps what was learnt of the device's clock. */
  async keepClockOffset(clockOffset: number): Promise<void> {
    await this.#write({ ...this.#record, clockOffset });
  }

  close(): void {
    this.#database?.close();
  }

  /** What cannot be stored (a full disk) still serves as long as the page lives. */
  async #write(record: WalletRecord): Promise<void> {
    this.#record = record;
    await this.#database?.put('wallet', record, recordKey(record.ward)).catch(() => undefined);
  }
}

const walletName = 'sitecode-wallet';

/** Asynchronous, so that a browser without storage, which throws at once, is a rejection like any other. */
async function openDatabase(name: string): Promise<IDBPDatabase<WalletSchema>> {
  return openDB<WalletSchema>(name, 1, {
    upgrade: (database) => void database.createObjectStore('wallet'),
    // Another tab must not hold up a newer version's upgrade.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/** Puts a new record, unless another tab of the same account was faster: its key is then the one. */
async function claim(
  database: IDBPDatabase<WalletSchema> | null,
  fresh: WalletRecord,
): Promise<{ record: WalletRecord; kept: boolean }> {
  try {
    if (!database) return { record: fresh, kept: false };
    const transaction = database.transaction('wallet', 'readwrite', { durability: 'strict' });
    const key = recordKey(fresh.ward);
    // What another account left is wiped, its wards' passes too.
    for (const other of await transaction.store.getAllKeys()) {
      const left = await transaction.store.get(other);
      if (left && left.owner !== fresh.owner) await transaction.store.delete(other);
    }
    const there = await transaction.store.get(key);
    const record = there && isWhole(there) && there.owner === fresh.owner ? there : fresh;
    if (record === fresh) await transaction.store.put(fresh, key);
    await transaction.done;
    return { record, kept: true };
  } catch {
    return { record: fresh, kept: false };
  }
}

function isWhole(record: WalletRecord): boolean {
  return (
    typeof record.owner === 'string' &&
    record.pair?.privateKey instanceof CryptoKey &&
    record.pair.publicKey instanceof CryptoKey &&
    (record.pass === null || typeof record.pass === 'string') &&
    Number.isFinite(record.clockOffset)
  );
}

/** The pass of a record as it can be shown; null when there is none, or it is unreadable or bound to another key. */
async function heldBy(record: WalletRecord): Promise<HeldPass | null> {
  if (record.pass === null) return null;
  try {
    const held = holdPass(record.pass, record.pair);
    const point = await holderPoint(record.pair);
    const odd = (point[64]! & 1) === 1;
    return sameBytes(held.fields.holderX, point.slice(1, 33)) && held.fields.holderYOdd === odd ? held : null;
  } catch {
    return null;
  }
}
