import { openBucket, bucketNames, deleteBucket } from '../records/scan-bucket.ts';

/**
 * Where a journal lies: 0 is the page's own private file system, each further one that of a storage bucket. A place that lost a
 * journal once loses the next one too: Chromium appends to the damaged block of its list of origins, and drops all of that block
 * at each start. So a journal that was lost begins anew in the next place.
 */
export type JournalPlace = number;

const bucketOf = (name: string, place: JournalPlace): string => `${name}-${place}`;

/** The place in use. @param name of the journal's folder */
export async function journalPlace(name: string): Promise<JournalPlace> {
  const places = (await bucketNames()).map((bucket) => {
    const place = bucket.startsWith(`${name}-`) ? Number(bucket.slice(name.length + 1)) : 0;
    return Number.isSafeInteger(place) ? place : 0;
  });
  return Math.max(0, ...places);
}

/** The folder that holds a journal's folder. Also in a worker. */
export async function journalRoot(name: string, place: JournalPlace): Promise<FileSystemDirectoryHandle> {
  if (place === 0) return navigator.storage.getDirectory();
  const bucket = await openBucket(bucketOf(name, place));
  if (!bucket) throw new Error('This browser has no storage buckets.');
  return bucket.getDirectory();
}

/** Takes away what is in a place. Rejects with what the disk says. */
export async function removeJournal(name: string, place: JournalPlace): Promise<void> {
  if (place > 0) return deleteBucket(bucketOf(name, place));
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name, { recursive: true });
}
