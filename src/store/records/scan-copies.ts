import { Journal } from '../journal/journal.ts';
import { journalPlace, removeJournal, type JournalPlace } from '../journal/journal-place.ts';
import { hasBuckets } from './scan-bucket.ts';
import { ScanDatabase, type DatabaseContent } from './scan-database.ts';
import type { CopyHealth } from '../browser/storage-health.ts';

/** The first copy as it was found. `lost`: what was in it is gone. */
export interface DatabaseCopy {
  database: ScanDatabase;
  content: DatabaseContent;
  lost: boolean;
}

/** The second copy as it was found. */
export interface JournalCopy {
  journal: Journal;
  place: JournalPlace;
  lost: boolean;
}

/** Opens the database; one that opens and cannot be read is thrown away like one that does not open. */
export async function openDatabaseCopy(name: string): Promise<DatabaseCopy> {
  const database = await ScanDatabase.open(name);
  try {
    return { database, content: await database.content(), lost: database.lost };
  } catch {
    const anew = await database.anew();
    return { database: anew, content: await anew.content(), lost: true };
  }
}

/** Opens the journal, and begins it anew where it does not open. */
export async function openJournalCopy(name: string): Promise<JournalCopy> {
  if (!Journal.isPossible) throw new MissingCopy();
  const place = await journalPlace(name);
  try {
    return { journal: await Journal.open(name, place), place, lost: false };
  } catch (fault) {
    if ((fault as Error).name === 'NoModificationAllowedError') throw fault;
    return beginJournal(name, place);
  }
}

/**
 * The journal as it was opened, or one in another place where all was lost that it had.
 * @param isExpected true when something was in it
 */
export async function movedWhereLost(
  name: string,
  copy: JournalCopy,
  isExpected: boolean,
): Promise<JournalCopy> {
  if (copy.lost || !isExpected || copy.journal.content.write > 0 || !hasBuckets()) return copy;
  // A disk that has no room for another one leaves this.
  return beginJournal(name, copy.place, copy.journal).catch(() => copy);
}

/**
 * Begins a journal anew in the next place, and takes away what is in this one.
 * @param old the one in this place, where it is open
 * Rejects with what the disk says; where there is another place, nothing was taken away then.
 */
async function beginJournal(name: string, before: JournalPlace, old?: Journal): Promise<JournalCopy> {
  const place = hasBuckets() ? before + 1 : before;
  if (place === before) await removeJournal(name, before);
  try {
    const journal = await Journal.open(name, place);
    await old?.close();
    if (place !== before) await removeJournal(name, before).catch(() => undefined);
    return { journal, place, lost: true };
  } catch (fault) {
    if (place !== before) await removeJournal(name, place).catch(() => undefined);
    throw fault;
  }
}

/** This browser has no such place. */
class MissingCopy extends Error {}

/** What is to be said of a copy that does not open. */
export function copyFault(reason: unknown): CopyHealth {
  return reason instanceof MissingCopy ? 'missing' : 'failed';
}
