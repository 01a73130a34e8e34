import { existsSync, readdirSync, statSync } from 'node:fs';
import { open, rm, truncate } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Seeded } from '../../../tests/support/seeded.ts';

/** The places of a tablet's profile that hold what it keeps: each is a copy of its own, and the browser's list of its buckets. */
export const profileParts = ['scans', 'settings', 'journal', 'buckets'] as const;
export type ProfilePart = (typeof profileParts)[number];

/** The folders in which Chromium keeps a part: databases of buckets, the default databases, the private file systems. */
function foldersOf(profile: string, part: ProfilePart): string[] {
  const main = join(profile, 'Default');
  const buckets = join(main, 'WebStorage');
  const inBuckets = (folder: string): string[] => {
    const names = readdirSync(buckets, { withFileTypes: true }).filter((one) => one.isDirectory());
    return names.map(({ name }) => join(buckets, name, folder));
  };
  const folders = {
    scans: () => inBuckets('IndexedDB'),
    settings: () => [join(main, 'IndexedDB')],
    journal: () => [join(main, 'File System'), ...inBuckets('FileSystem')],
    buckets: () => [buckets],
  };
  return folders[part]().filter((folder) => existsSync(folder));
}

/** Chromium's list of buckets is an SQLite database. */
function isBucketList(path: string): boolean {
  return basename(path).startsWith('QuotaManager');
}

/** Of LevelDB's files these hold nothing that is ever read again. */
const idle = new Set(['LOG', 'LOG.old', 'LOCK']);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => !idle.has(basename(path)) && statSync(path).isFile());
}

/**
 * Damages one file of a part of a profile whose browser is closed: some of its bytes are changed, its end is cut off, or it is
 * taken away; once in a while all of the part is.
 * @returns what was done, in words
 */
export async function damage(profile: string, part: ProfilePart, random: Seeded): Promise<string> {
  const folders = foldersOf(profile, part);
  const isOfPart = part === 'buckets' ? isBucketList : () => true;
  const files = folders.flatMap(filesIn).filter((path) => isOfPart(path) && statSync(path).size > 0);
  if (files.length === 0) return `${part}: nothing there`;
  if (random.oneIn(8)) {
    for (const one of part === 'buckets' ? files : folders) await rm(one, { recursive: true });
    return `${part}: all removed`;
  }
  const file = random.pick(files.toSorted());
  const name = relative(join(profile, 'Default'), file);
  const { size } = statSync(file);
  switch (random.below(4)) {
    case 0:
      await rm(file);
      return `${part}: ${name} removed`;
    case 1: {
      const left = random.below(size);
      await truncate(file, left);
      return `${part}: ${name} cut to ${left} of ${size} bytes`;
    }
    default: {
      const bytes = 1 + random.below(16);
      await flip(file, size, bytes, random);
      return `${part}: ${bytes} of ${size} bytes of ${name} changed`;
    }
  }
}

async function flip(file: string, size: number, bytes: number, random: Seeded): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    for (let one = 0; one < bytes; one++) {
      const at = random.below(size);
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
      await handle.write(Buffer.of(buffer[0]! ^ (1 + random.below(255))), 0, 1, at);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
