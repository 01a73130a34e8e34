import type { DBSchema, IDBPDatabase } from 'idb';
import { createHolderKey, holdPass, holderPoint, type HeldPass } from '../../credentials/pass/holder.ts';
import type { Advice } from '../../domain/site/advice.ts';
import type { AccountPerson } from '../../domain/person/account-person.ts';
import { base64url, sameBytes } from '../../domain/bytes/bytes.ts';
import { forgetWallet, walletName } from './forget-wallet.ts';
import { ReopeningDatabase } from '../browser/reopening-database.ts';

/**
 * The citizen's wallet: the one place on a phone where the holder's keys and the passes lie, of everybody for whom
 * the account stands. Each pass has a key of its own, made here, that no script can export: passes of one family, and one person's from
 * day to day, cannot be linked by their keys. A phone that lost its data makes new keys and asks for new passes. Key and pass
 * are one record, so that they can never belong to different keys after a write that was cut short. What the browser takes
 * away under an open page (the database closed, deleted or full) is written again where that is possible, and else told.
 */

/** Who a person is, as this phone was told once: the server has no name to show. */
export interface OwnIdentity {
  name: string;
  idNumber: string;
}

interface WalletRecord {
  /** The id of the account whose pass it is. */
  owner: string;
  pair: CryptoKeyPair;
  /** body || issuer's signature, base64url; null until the first pass was issued. */
  pass: string | null;
  /** Server's time minus this device's at the last contact, ms. */
  clockOffset: number;
  /** Missing until the phone was told. */
  identity?: OwnIdentity;
  /** What the district said last of red and yellow codes, so that it is there without a network. */
  advice?: Advice;
  /** Whose pass it is, where that is not the account's first person. */
  person?: AccountPerson;
  /** Of the record of the account's first person: who that is, once the server has said. */
  first?: AccountPerson;
}

/** What a version before wrote of others than the first. */
interface FormerRecord extends WalletRecord {
  ward?: { id: string; maskedName: string; kind: 'child' | 'elder' };
}

/** A stored record in today's words. */
function today(stored: WalletRecord): WalletRecord {
  const { ward, ...record } = stored as FormerRecord;
  if (!ward) return stored;
  const { kind: relation, ...named } = ward;
  return { ...record, person: { ...named, relation } };
}

interface WalletSchema extends DBSchema {
  wallet: { key: string; value: WalletRecord };
}

/** Where a person's record lies: by the names that phones have had them under from the first. */
function recordKey(person: AccountPerson | undefined): string {
  return person ? `ward:${person.id}` : 'holder';
}

type WalletDatabase = ReopeningDatabase<WalletSchema>;

export class Wallet {
  #record: WalletRecord;
  #held: HeldPass | null = null;
  readonly #database: WalletDatabase;
  #kept: boolean;
  /** True when what was stored could not be read or did not belong together: it was thrown away. */
  readonly damaged: boolean;

  private constructor(
    opened: { database: WalletDatabase; onLost: (healing: () => void) => void },
    record: WalletRecord,
    held: HeldPass | null,
    how: { damaged: boolean; kept: boolean },
  ) {
    this.#database = opened.database;
    this.#record = record;
    this.#held = held;
    this.damaged = how.damaged;
    this.#kept = how.kept;
    opened.onLost(() => void this.#write(this.#record));
  }

  /**
   * Opens the wallet of an account, and makes its key when there is none. Another account's key and pass are wiped.
   * Where the browser keeps nothing (`kept` is then false) everything lives as long as the page.
   * @param owner the account's id; null to open whatever the phone holds.
   * @param name tests use a database of their own.
   * @param person whose wallet it is, where that is not the account's first person.
   * @returns null when `owner` is null and the phone holds no wallet.
   */
  static async open(owner: string | null, name = walletName, person?: AccountPerson): Promise<Wallet | null> {
    const key = recordKey(person);
    const opened = watchedDatabase(name);
    const { database } = opened;
    const found = await database.run((connection) => connection.get('wallet', key)).catch(() => undefined);
    const stored = found && today(found);
    if (stored && isWhole(stored) && (owner === null || stored.owner === owner)) {
      const held = await heldBy(stored);
      const damaged = !held && stored.pass !== null;
      const wallet = new Wallet(opened, { ...stored, pass: held ? stored.pass : null }, held, {
        damaged,
        kept: true,
      });
      if (damaged) await wallet.#write(wallet.#record);
      return wallet;
    }
    if (owner === null) {
      database.close();
      return null;
    }
    const pair = await createHolderKey();
    const fresh: WalletRecord = { owner, pair, pass: null, clockOffset: 0, ...(person && { person }) };
    const { record, kept } = await claim(database, fresh);
    const damaged = stored !== undefined && !isWhole(stored);
    return new Wallet(opened, record, await heldBy(record), { damaged, kept });
  }

  /** Whose wallets of an account lie on this device besides the first's: they are shown without a network too. */
  static async others(owner: string, name = walletName): Promise<AccountPerson[]> {
    const records = (await once(name, (connection) => connection.getAll('wallet'))) ?? [];
    return records.map(today).flatMap(({ owner: of, person }) => (of === owner && person ? [person] : []));
  }

  /** Deletes the wallet of one for whom the account no longer stands. */
  static async wipeOther(person: AccountPerson, name = walletName): Promise<void> {
    await once(name, (connection) => connection.delete('wallet', recordKey(person)));
  }

  /** Deletes whatever wallets lie on this device. */
  static wipe(name = walletName): Promise<void> {
    return forgetWallet(name);
  }

  /** The id of the account whose wallet it is. */
  get owner(): string {
    return this.#record.owner;
  }

  /** Whose wallet it is, where that is not the account's first person. */
  get person(): AccountPerson | undefined {
    return this.#record.person;
  }

  /** Who the account's first person is, whose wallet this is; undefined until the server has said. */
  get first(): AccountPerson | undefined {
    return this.#record.first;
  }

  /** Keeps who the account's first person is. Where that was another before, what is here is not theirs: it is thrown away. */
  async keepFirst(first: AccountPerson): Promise<void> {
    const { first: before } = this.#record;
    if (before && before.id !== first.id) await this.drop();
    if (JSON.stringify(before) !== JSON.stringify(first)) await this.#write({ ...this.#record, first });
  }

  /** Throws the pass and its key away: it is not to be shown here any more. */
  async drop(): Promise<void> {
    if (this.#record.pass === null && !this.#record.first) return;
    this.#held = null;
    const { first: _gone, ...record } = this.#record;
    await this.#write({ ...record, pair: await createHolderKey(), pass: null });
  }

  /**
   * False where the browser keeps nothing, or no longer takes what is to be kept: closing the page loses key and pass. True
   * again as soon as a write succeeded.
   */
  get kept(): boolean {
    return this.#kept;
  }

  /** The pass and its key; null before the first one was issued. It may have ended. */
  get held(): HeldPass | null {
    return this.#held;
  }

  /** Server's time minus this device's, ms, as learnt at the last contact. */
  get clockOffset(): number {
    return this.#record.clockOffset;
  }

  /** What the district said last of red and yellow codes; undefined when it has said nothing yet. */
  get advice(): Advice | undefined {
    return this.#record.advice;
  }

  /** Who the person is, where this phone was told. */
  get identity(): OwnIdentity | undefined {
    return this.#record.identity;
  }

  /** Keeps who the person is, on this phone alone. */
  async keepIdentity(identity: OwnIdentity): Promise<void> {
    await this.#write({ ...this.#record, identity });
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

  /** Keeps what was learnt of the device's clock, and of the district's advice. */
  async keepContact(clockOffset: number, advice = this.#record.advice): Promise<void> {
    await this.#write({ ...this.#record, clockOffset, ...(advice && { advice }) });
  }

  close(): void {
    this.#database.close();
  }

  /** What cannot be stored (a full disk) still serves as long as the page lives. */
  async #write(record: WalletRecord): Promise<void> {
    this.#record = record;
    if (this.#database.isClosed) return;
    try {
      this.#kept = await this.#database.run((connection) => put(connection, record));
    } catch {
      this.#kept = false;
    }
  }
}

function walletDatabase(name: string, onLost?: () => void): WalletDatabase {
  return new ReopeningDatabase<WalletSchema>({
    name,
    upgrade: (database) => void database.createObjectStore('wallet'),
    ...(onLost && { onLost }),
  });
}

/** A database that says when it was lost, also before anybody listens. */
function watchedDatabase(name: string): {
  database: WalletDatabase;
  onLost: (healing: () => void) => void;
} {
  let heal = (): void => undefined;
  const database = walletDatabase(name, () => heal());
  return { database, onLost: (healing) => (heal = healing) };
}

/** One piece of work on the database; undefined when it cannot be done. */
async function once<T>(
  name: string,
  work: (connection: IDBPDatabase<WalletSchema>) => Promise<T>,
): Promise<T | undefined> {
  const database = walletDatabase(name);
  try {
    return await database.run(work);
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}

/** Writes a record in its place. @returns false when another account's lies there: that one signed in later */
async function put(connection: IDBPDatabase<WalletSchema>, record: WalletRecord): Promise<boolean> {
  const transaction = connection.transaction('wallet', 'readwrite', { durability: 'strict' });
  const key = recordKey(record.person);
  const there = await transaction.store.get(key);
  const isOurs = !there || there.owner === record.owner;
  // A full disk says so at the end of the transaction: both are waited for.
  if (isOurs) await Promise.all([transaction.store.put(record, key), transaction.done]);
  return isOurs;
}

/** Puts a new record, unless another tab of the same account was faster: its key is then the one. */
async function claim(
  database: WalletDatabase,
  fresh: WalletRecord,
): Promise<{ record: WalletRecord; kept: boolean }> {
  try {
    const record = await database.run(async (connection) => {
      const transaction = connection.transaction('wallet', 'readwrite', { durability: 'strict' });
      const key = recordKey(fresh.person);
      // What another account left is wiped, whosever passes they are.
      for (const other of await transaction.store.getAllKeys()) {
        const left = await transaction.store.get(other);
        if (left && left.owner !== fresh.owner) await transaction.store.delete(other);
      }
      const found = await transaction.store.get(key);
      const there = found && today(found);
      const own = there && isWhole(there) && there.owner === fresh.owner ? there : fresh;
      if (own === fresh) await Promise.all([transaction.store.put(fresh, key), transaction.done]);
      await transaction.done;
      return own;
    });
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
