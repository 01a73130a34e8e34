import { takesDatabases } from '../browser/open-database.ts';

/** A part of the origin's storage that lives and is damaged by itself (Storage Buckets; Chromium 122 and later). */
interface StorageBucket {
  readonly indexedDB: IDBFactory;
  getDirectory(): Promise<FileSystemDirectoryHandle>;
}
interface StorageBuckets {
  open(name: string, options: { durability: 'strict'; persisted: boolean }): Promise<StorageBucket>;
  delete(name: string): Promise<void>;
  keys(): Promise<string[]>;
}

function buckets(): StorageBuckets | null {
  return (navigator as Navigator & { storageBuckets?: StorageBuckets }).storageBuckets ?? null;
}

/** True where this browser has storage buckets. */
export function hasBuckets(): boolean {
  return buckets() !== null;
}

/** A bucket of its own, made where it is not there; null where the browser has none. */
export async function openBucket(name: string): Promise<StorageBucket | null> {
  const bucket = await buckets()
    ?.open(name, { durability: 'strict', persisted: true })
    .catch(() => null);
  return bucket ?? null;
}

/** The databases of a bucket of their own; the page's own where the browser has no buckets. */
export async function bucketDatabases(name: string): Promise<IDBFactory> {
  return (await openBucket(name))?.indexedDB ?? globalThis.indexedDB;
}

/** Whether one of the page's own databases has this name. */
export async function isOwnDatabase(name: string): Promise<boolean> {
  const own = await globalThis.indexedDB.databases().catch(() => []);
  return own.some((database) => database.name === name);
}

/** The names of this origin's buckets; none where the browser has none, or cannot tell. */
export async function bucketNames(): Promise<string[]> {
  const names = await buckets()
    ?.keys()
    .catch(() => []);
  return names ?? [];
}

/** Deletes a bucket with all that is in it. */
export async function deleteBucket(name: string): Promise<void> {
  await buckets()?.delete(name);
}

/**
 * Whether a bucket is damaged such that no database of it can be opened, nor deleted: Chromium says so where the file is damaged
 * that names its others. A disk that is full or broken says the same, but then no other bucket takes a database either.
 * @param fault what opening a database in it said
 */
export async function isBucketDamaged(fault: unknown): Promise<boolean> {
  if (!(fault instanceof DOMException) || fault.name !== 'UnknownError' || !buckets()) return false;
  const probe = `probe-${crypto.randomUUID()}`;
  const factory = await bucketDatabases(probe);
  if (factory === globalThis.indexedDB) return false;
  const takes = await takesDatabases(factory);
  await deleteBucket(probe).catch(() => undefined);
  return takes;
}
