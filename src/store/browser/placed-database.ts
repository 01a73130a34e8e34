import type { DBSchema } from 'idb';
import { openDatabase, type DatabaseOptions, type OpenedDatabase } from './open-database.ts';
import { bucketDatabases, deleteBucket, isBucketDamaged } from '../records/scan-bucket.ts';

/**
 * Opens a database in its place. Rejects with what the browser says when it cannot be opened even anew.
 * @param isOwn where it lies: with the page's own databases, or in a storage bucket of its name. Where the page's own are damaged
 * as a whole, which no page can mend, it is in its bucket all the same; a bucket that is damaged as a whole is made anew.
 */
export async function openPlacedDatabase<Schema extends DBSchema>(
  options: Omit<DatabaseOptions, 'factory'>,
  isOwn: boolean,
): Promise<OpenedDatabase<Schema>> {
  if (!isOwn) return inBucket<Schema>(options);
  try {
    return await openDatabase<Schema>({ ...options, factory: globalThis.indexedDB });
  } catch (fault) {
    if (!(await isBucketDamaged(fault))) throw fault;
    const opened = await inBucket<Schema>(options);
    return { ...opened, lost: opened.lost || opened.isNew };
  }
}

async function inBucket<Schema extends DBSchema>(
  options: Omit<DatabaseOptions, 'factory'>,
): Promise<OpenedDatabase<Schema>> {
  const { name } = options;
  try {
    return await openDatabase<Schema>({ ...options, factory: await bucketDatabases(name) });
  } catch (fault) {
    if (!(await isBucketDamaged(fault))) throw fault;
    await deleteBucket(name);
    const opened = await openDatabase<Schema>({ ...options, factory: await bucketDatabases(name) });
    return { ...opened, lost: true };
  }
}
