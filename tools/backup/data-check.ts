// Asks PocketBase what a data folder holds: a copy is worth something only when the server's own program can open it.
import { readdir } from 'node:fs/promises';
import { dataCheckMarker, type DataCheck } from '../../src/domain/api/backup-api.ts';
import { build } from '../build/build.ts';
import { places } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { findPocketBase } from '../pocketbase/pocketbase.ts';
import { runConsoleCommand } from '../pocketbase/server.ts';

/**
 * What there is in a data folder (pb_data).
 * @param keyring path of the keyring that is to fit it; '' for none
 * @throws PlainError when PocketBase cannot open it, its database is damaged, or a newer version of this software made it
 */
export async function checkDataFolder(databaseFolder: string, keyring: string): Promise<DataCheck> {
  const executable = await findPocketBase();
  await build(['server']);
  const folders = { executable, databaseFolder, hooksFolder: places.hooks, keyring };
  const output = await runConsoleCommand(folders, 0, ['check-data']);
  const line = output.split('\n').find((one) => one.includes(dataCheckMarker));
  if (!line) throw new PlainError(`PocketBase cannot read ${databaseFolder}. It said:\n${output}`);
  const check = JSON.parse(line.slice(line.indexOf(dataCheckMarker) + dataCheckMarker.length)) as DataCheck;
  if (check.integrity !== 'ok')
    throw new PlainError(`The database in ${databaseFolder} is damaged: ${check.integrity}`);
  const known = new Set(await readdir(places.migrations));
  const unknown = check.steps.filter((step) => /^1780\d{6}_/.test(step) && !known.has(step));
  if (unknown.length > 0) {
    throw new PlainError(
      `A newer version of this software made this database (it has ${unknown.join(', ')}): use that version.`,
    );
  }
  return check;
}
