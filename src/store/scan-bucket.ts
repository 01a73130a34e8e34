/** A part of the origin's storage that lives and is damaged by itself (Storage Buckets; Chromium 122 and later). */
interface StorageBucket {
  readonly indexedDB: IDBFactory;
}
interface StorageBuckets {
  open(name: string, options: { durability: 'strict'; persisted: boolean }): Promise<StorageBucket>;
  delete(name: string): Promise<void>;
}

function buckets(): StorageBuckets | null {
  return (navigator as Navigator & { storageBuckets?: StorageBuckets }).storageBuckets ?? null;
}

/** The databases of a bucket of their own; the page's own where the browser has no buckets. */
export async function bucketDatabases(name: string): Promise<IDBFactory> {
  const bucket = await buckets()
    ?.open(name, { durability: 'strict', persisted: true })
    .catch(() => null);
  return bucket?.indexedDB ?? globalThis.indexedDB;
}

/** Deletes a bucket with all that is in it. */
export async function deleteBucket(name: string): Promise<void> {
  await buckets()?.delete(name);
}
