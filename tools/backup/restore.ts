// Makes a district's folder for a new machine out of a backup of the data and one of the keys:
// `node tools/run.mjs restore BACKUP.zip.age --keys DIR --to FOLDER`.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataCheck } from '../../src/domain/api/backup-api.ts';
import { mirrorKeys } from '../keys/keys-backup.ts';
import { checkDataFolder } from './data-check.ts';
import { identityFile, identityIn, isSealed, readIdentities, unseal } from './seal.ts';
import { unzip } from './unzip.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { keyringPath } from '../keys/secrets.ts';

const usage = `node tools/run.mjs restore BACKUP.zip.age --keys DIR --to FOLDER [--identity FILE] [--without-lost-keys]
  --keys               the folder that keys-backup wrote
  --identity           the private key that opens the backup; DIR/${identityFile} when left out
  --to                 the new district's folder; it must be empty or not there
  --without-lost-keys  go on though keys of days or cases are missing: what hangs on them leads to nobody`;

export interface RestoreOptions {
  /** Sealed, or a plain zip as former versions made them. */
  backup: string;
  keys: string;
  /** The file with the private key of a sealed backup; the one in `keys` when left out. */
  identity?: string;
  to: string;
  withoutLostKeys?: boolean;
}

/**
 * Restores into `to`: its folders pb_data and secrets. The target appears when everything was checked, or not at all.
 * @throws PlainError saying what does not fit
 */
export async function restore(options: RestoreOptions): Promise<DataCheck> {
  const to = resolve(options.to);
  const keys = resolve(options.keys);
  if ((await readdir(to).catch(() => [])).length > 0)
    throw new PlainError(`${to} is not empty: a restore never writes over anything. Name a new folder.`);
  for (const name of ['keyring.json', 'charter.json']) {
    if (!existsSync(join(keys, name)))
      throw new PlainError(`${keys} holds no ${name}: it is not what keys-backup wrote.`);
  }
  let work: string;
  try {
    await mkdir(dirname(to), { recursive: true });
    work = await mkdtemp(join(dirname(to), `.${basename(to)}-`));
  } catch (error) {
    throw new PlainError(`${to} cannot be made: ${reasonOf(error)}`);
  }
  try {
    const database = join(work, 'pb_data');
    const names = await unpack(options, work, database);
    if (!names.includes('data.db'))
      throw new PlainError(`${options.backup} is no backup of PocketBase: it holds no data.db.`);
    const keyring = keyringPath(work);
    await mirrorKeys(keys, dirname(keyring));
    const check = await checkDataFolder(database, keyring);
    if (check.keys !== null)
      throw new PlainError(`The keys of ${keys} do not fit this backup: ${check.keys}`);
    refuseLost(check, options);
    if (existsSync(to)) await rmdir(to);
    await rename(work, to);
    return check;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Unpacks the backup; what was unsealed on the way there is gone again. @returns the files' names */
async function unpack(options: RestoreOptions, work: string, database: string): Promise<string[]> {
  const { backup } = options;
  if (!(await isSealed(backup))) return unzip(backup, database);
  const identities = await readIdentities(options.identity ?? identityIn(options.keys));
  const plain = join(work, 'backup.zip');
  await unseal(backup, plain, identities);
  const names = await unzip(plain, database);
  await rm(plain);
  return names;
}

function refuseLost({ lostDays, lostCases }: DataCheck, { keys, withoutLostKeys }: RestoreOptions): void {
  const lost = [
    ...(lostDays ?? []).map((day) => `of day ${day}`),
    ...(lostCases ?? []).map((id) => `of case ${id}`),
  ];
  if (lost.length === 0 || withoutLostKeys) return;
  throw new PlainError(
    `Keys are missing in ${keys}: ${lost.join(', ')}. Look for a newer backup of the keys. If there is none, ` +
      '--without-lost-keys goes on: what hangs on these keys then leads to nobody.',
  );
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        keys: { type: 'string' },
        to: { type: 'string' },
        identity: { type: 'string' },
        'without-lost-keys': { type: 'boolean' },
      },
    });
    const [backup] = positionals;
    if (!backup || !values.keys || !values.to) throw new PlainError(usage);
    const { days, persons, lostDays } = await restore({
      backup: resolve(backup),
      keys: values.keys,
      ...(values.identity && { identity: values.identity }),
      to: values.to,
      withoutLostKeys: values['without-lost-keys'] ?? false,
    });
    const first = (lostDays ?? []).length > 0 ? ' The first start needs SITECODE_LOST_DAY_KEYS=accept.' : '';
    console.log(
      `${resolve(values.to)} is ready: ${persons} people, scans of ${days.length} days. ` +
        `Start the server on it (docs/operations.md); sentries then send what came after the backup.${first}`,
    );
  });
}
