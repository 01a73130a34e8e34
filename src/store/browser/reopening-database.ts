import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { withinTime } from './within-time.ts';

/** A database whose deletion hangs in another tab opens never, ms. */
const openMs = 5000;

/** What opening it again does not mend: there is no room, or what is to be kept is at fault. */
const notOfTheConnection = new Set([
  'QuotaExceededError',
  'DataCloneError',
  'DataError',
  'ConstraintError',
  'ReadOnlyError',
]);

export interface ReopeningOptions<Schema extends DBSchema> {
  name: string;
  /** Makes the stores of version 1. */
  upgrade: (database: IDBPDatabase<Schema>) => void;
  /** Called when the connection has gone though nobody here closed it: what was in it may have gone too. */
  onLost?: () => void;
}

/**
 * A database of a page that stays open for days. Browsers close databases under a page: when the disk fails, when the
 * person clears the site's data, when another tab deletes it or brings a newer version. It is then opened again, once for
 * each piece of work; what fails after that is told.
 */
export class ReopeningDatabase<Schema extends DBSchema> {
  readonly #options: ReopeningOptions<Schema>;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;
  #isClosed = false;

  constructor(options: ReopeningOptions<Schema>) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Rejects with what the browser says when the work cannot be done on a connection that was opened anew either. */
  async run<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const database = await this.#connect();
    try {
      return await work(database);
    } catch (fault) {
      if (this.#isClosed || !(fault instanceof DOMException) || notOfTheConnection.has(fault.name))
        throw fault;
      database.close();
      this.#opening = null;
      return work(await this.#connect());
    }
  }

  /** Closes it for good. */
  close(): void {
    this.#isClosed = true;
    void this.#opening?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#opening = null;
  }

  #connect(): Promise<IDBPDatabase<Schema>> {
    if (this.#isClosed) return Promise.reject(new DOMException('It was closed.', 'InvalidStateError'));
    if (this.#opening) return this.#opening;
    const opening = withinTime(this.#open(), 'Opening the database', openMs);
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  /** Asynchronous, so that a browser without storage, which throws at once, is a rejection like any other. */
  async #open(): Promise<IDBPDatabase<Schema>> {
    const lost = (): void => {
      this.#opening = null;
      if (!this.#isClosed) this.#options.onLost?.();
    };
    return openDB<Schema>(this.#options.name, 1, {
      upgrade: this.#options.upgrade,
      // Nobody's deletion and no newer version waits for this page.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        lost();
      },
      terminated: lost,
    });
  }
}
