// Data and keys are backed up to different places: who has both can read everything. Each of the two tools knows the other's
// folders by what lies in them.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { identityFile } from './seal.ts';

/** Lies in a folder of data backups. */
export const backupFolderMark = 'sitecode-data-backups.txt';

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The folder itself and those above it. */
function withParents(folder: string): string[] {
  const list = [resolve(folder)];
  for (let at = dirname(list[0]!); at !== list.at(-1); at = dirname(at)) list.push(at);
  return list;
}

/** @throws PlainError when keys would come to lie with backups of the data, or inside the data */
export async function refuseKeysAmongData(folder: string): Promise<void> {
  for (const one of withParents(folder)) {
    const isData = existsSync(join(one, 'data.db')) || existsSync(join(one, backupFolderMark));
    const hasZip =
      one === resolve(folder) && (await namesIn(one)).some((name) => /\.zip(\.age)?$/.test(name));
    if (isData || hasZip) {
      throw new PlainError(
        `${one} holds the data or its backups. Keys go to another place: who has both can read everything.`,
      );
    }
  }
}

/** @throws PlainError when backups of the data would come to lie with keys */
export function refuseDataAmongKeys(folder: string): void {
  for (const one of withParents(folder)) {
    if (['keyring.json', 'day-keys', identityFile].some((name) => existsSync(join(one, name)))) {
      throw new PlainError(
        `${one} holds keys. Backups of the data go to another place: who has both can read everything.`,
      );
    }
  }
}
