import { wrap, type DBSchema, type IDBPDatabase } from 'idb';
import { withinTime } from './within-time.ts';

/** How a database was found. */
export interface OpenedDatabase<Schema extends DBSchema> {
  database: IDBPDatabase<Schema>;
  /** True when the browser says that it lost what was in it, or it could not be opened and was made anew. */
  lost: boolean;
  /** True when there was none. */
  isNew: boolean;
  factory: IDBFactory;
}

export interface DatabaseOptions {
  /** Where the database is; that of a storage bucket, or the page's own. */
  factory: IDBFactory;
  name: string;
  version: number;
  /** Makes or changes the stores. @param before the version that was there; 0 when none was */
  upgrade: (database: IDBDatabase, before: number, transaction: IDBTransaction) => void;
}

/** A database that another tab holds in an older version may open late, ms. */
const openMs = 10_000;

/**
 * Opens a database, and makes it anew where it alone cannot be opened: there is another copy of what was in it. Rejects with
 * what the browser says when no database can be opened there: that may pass, and nothing is deleted for it.
 */
export async function openDatabase<Schema extends DBSchema>(
  options: DatabaseOptions,
): Promise<OpenedDatabase<Schema>> {
  try {
    return await open<Schema>(options);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'VersionError') throw fault;
    const { factory, name } = options;
    if (!(await takesDatabases(factory))) throw fault;
    await withinTime(wrap(factory.deleteDatabase(name)), 'Deleting a damaged database', openMs);
    return { ...(await open<Schema>(options)), lost: true, isNew: true };
  }
}

/** Whether a database can be made in this place. */
export async function takesDatabases(factory: IDBFactory): Promise<boolean> {
  const probe = `probe-${crypto.randomUUID()}`;
  try {
    const opening = wrap(factory.open(probe));
    const database = (await withinTime(opening, 'Opening a database for a try', openMs)) as IDBPDatabase;
    database.close();
    await withinTime(wrap(factory.deleteDatabase(probe)), 'Deleting it', openMs);
    return true;
  } catch {
    return false;
  }
}

async function open<Schema extends DBSchema>(options: DatabaseOptions): Promise<OpenedDatabase<Schema>> {
  const { factory, name, version, upgrade } = options;
  let lost = false;
  let isNew = false;
  const request = factory.open(name, version);
  request.addEventListener('upgradeneeded', (event) => {
    // Chromium's word for a database that it found damaged and deleted.
    if ((event as IDBVersionChangeEvent & { dataLoss?: string }).dataLoss === 'total') lost = true;
    isNew = event.oldVersion === 0;
    upgrade(request.result, event.oldVersion, request.transaction!);
  });
  const database = (await withinTime(wrap(request), 'Opening the database', openMs)) as IDBPDatabase<Schema>;
  // An older tab must not hold up a newer version's upgrade.
  database.addEventListener('versionchange', () => database.close());
  return { database, lost, isNew, factory };
}

/** Every write of a sentry reaches the disk before it counts: Chromium's default would keep up to 48 s in memory alone. */
export const durable = { durability: 'strict' } as const;
