// Data that many tests begin with, made once and copied: the migrations alone take ten times as long as a start.
import { constants } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stampOf } from '../build/stamp.ts';
import { foundDistrict } from '../keys/charter.ts';
import { places } from '../places.ts';
import { findPocketBase } from '../pocketbase/pocketbase.ts';
import { pinnedVersion } from '../pocketbase/version.ts';
import { runConsoleCommand } from '../pocketbase/server.ts';
import { needBuilt } from './built.ts';

/** Data that tests begin with. */
export interface PreparedKind {
  kind: string;
  /** Files and folders it is made from: it is made anew when they changed. */
  sources: string[];
  /** It is made anew when it is older, ms. */
  oldestMs: number;
  /** Makes it in an empty folder. */
  make: (folder: string) => Promise<void>;
}

/**
 * Copies data of a kind, with the server built that it is made with.
 * @param folder may be there, empty
 */
export async function copyPrepared(folder: string, kind: PreparedKind): Promise<void> {
  await needBuilt(['server']);
  await copyTo(folder, await prepared(kind));
}

/**
 * Copies an empty database with the whole schema. It knows no district yet: no keys, no charter.
 * @param databaseFolder is made; must not be there
 */
export async function copyMigratedDatabase(databaseFolder: string): Promise<void> {
  await copyTo(databaseFolder, await prepared(migrated));
}

/**
 * Copies a demo district as `npm start` makes it: its keys in `secrets`, its database in `pb_data`.
 * @param folder may be there, empty
 * @returns its keyring file
 */
export async function copyDemoDistrict(folder: string): Promise<string> {
  await copyPrepared(folder, demo);
  return foundDistrict(folder);
}

const migrated: PreparedKind = {
  kind: 'migrated',
  sources: [places.migrations],
  oldestMs: Infinity,
  make: makeMigrated,
};
const demo: PreparedKind = {
  kind: 'demo',
  sources: [places.migrations, places.demoHooks],
  // Its results and scans are some hours old when they are made; a test that reads their age bears some minutes more.
  oldestMs: 20 * 60_000,
  make: makeDemo,
};

async function makeMigrated(folder: string): Promise<void> {
  // Without hooks it needs no keys.
  const hooksFolder = join(folder, 'no-hooks');
  const executable = await findPocketBase();
  const folders = { executable, databaseFolder: folder, hooksFolder, keyring: '' };
  await runConsoleCommand(folders, 8090, ['migrate', 'up']);
}

async function makeDemo(folder: string): Promise<void> {
  const databaseFolder = join(folder, 'pb_data');
  await copyMigratedDatabase(databaseFolder);
  const executable = await findPocketBase();
  const folders = { executable, databaseFolder, keyring: await foundDistrict(folder) };
  await runConsoleCommand(folders, 8090, ['seed-demo']);
}

/**
 * The folder of a kind of data, made where there is none yet from these sources, or it is too old. Several processes may
 * ask at a time: each makes its own then.
 */
async function prepared({ kind, sources, oldestMs, make }: PreparedKind): Promise<string> {
  const home = join(places.cache, 'prepared-data');
  await mkdir(home, { recursive: true });
  const stamp = (await stampOf(sources)).slice(0, 16);
  const prefix = `${kind}-${pinnedVersion}-${stamp}-`;
  const madeAt = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1));
  const ready = (await readdir(home)).filter((name) => name.startsWith(`${kind}-`));
  const found = ready.find((name) => name.startsWith(prefix) && Date.now() - madeAt(name) < oldestMs);
  if (found) return join(home, found);
  const unfinished = await mkdtemp(join(home, 'unfinished-'));
  try {
    await make(unfinished);
    const folder = join(home, `${prefix}${Date.now()}`);
    // Another process may have been through in the same millisecond: its own is as good, and ours is taken away below.
    await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    // Whoever was just copying an older one has long done so.
    for (const name of ready.filter((one) => Date.now() - madeAt(one) > 2 * 3_600_000))
      await rm(join(home, name), { recursive: true, force: true });
    return folder;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function copyTo(folder: string, from: string): Promise<void> {
  await cp(from, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
