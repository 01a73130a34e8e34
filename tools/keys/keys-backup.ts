// Mirrors a district's keys to another place, apart from the data's backups, and lets go there of the keys that the server has
// destroyed: `node tools/run.mjs keys-backup FOLDER --to DIR`. A deleted day's key is then gone from both. The first time it
// makes the pair of keys that the data's backups are sealed with: the private half goes to DIR alone.
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { refuseKeysAmongData } from '../backup/apart.ts';
import {
  identityIn,
  newSealingPair,
  readIdentities,
  readRecipient,
  recipientFile,
  recipientOf,
} from '../backup/seal.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { keyringPath } from './secrets.ts';

const usage = `node tools/run.mjs keys-backup FOLDER --to DIR
  FOLDER  the district's folder, with secrets/ in it
  --to    a folder on another disk or machine; never the one of the data's backups`;

/** What there is besides the folders of keys; the first three must be there. */
const single = [
  'keyring.json',
  'charter.json',
  'signer/keys.json',
  'signer/token',
  'signer/limits.json',
  'signer-token',
  'first-bundle.json',
  'destroyed-keys.json',
  recipientFile,
];
const folders = ['day-keys', 'case-keys', 'identity-keys'];

export interface MirroredKeys {
  copied: number;
  /** Names, such as day-keys/20261101.key. */
  removed: string[];
  /** In the backup, not at the source, and not destroyed by the server: kept, and something is wrong. */
  missing: string[];
}

async function keysIn(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const names = await readdir(join(root, folder)).catch(() => []);
    found.push(...names.filter((name) => /^\w+\.key$/.test(name)).map((name) => `${folder}/${name}`));
  }
  return found;
}

/** Copies one file whole or not at all, 0600. @returns whether it was another before */
async function copyClosed(from: string, to: string): Promise<boolean> {
  const content = await readFile(from);
  if (existsSync(to) && content.equals(await readFile(to))) {
    await chmod(to, 0o600);
    return false;
  }
  await writeClosed(to, content);
  return true;
}

/** Writes one file whole or not at all, 0600. */
async function writeClosed(to: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const partial = `${to}.partial`;
  await rm(partial, { force: true });
  const file = await open(partial, 'wx', 0o600);
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(partial, to);
}

/**
 * Sees to it that the server's folder has the public key that backups are sealed to, and the keys' backup its private half.
 * @throws PlainError when the server names a key whose private half is not in `to`: nobody there could open a backup
 */
async function ensureSealingPair(source: string, to: string): Promise<void> {
  const [recipient, identity] = [join(source, recipientFile), identityIn(to)];
  if (existsSync(recipient)) {
    const wanted = await readRecipient(recipient);
    const held = existsSync(identity) ? await readIdentities(identity) : [];
    const recipients = await Promise.all(held.map(recipientOf));
    if (recipients.includes(wanted)) return chmod(identity, 0o600);
    throw new PlainError(
      `${recipient} names a key whose private half is not in ${to}. Copy ${basename(identity)} there from the keys’ backup ` +
        `that has it. If none has, remove ${basename(recipient)}: the next run makes a new pair, and what was sealed to the old one stays closed.`,
    );
  }
  const pair = await newSealingPair();
  const before = existsSync(identity) ? await readFile(identity, 'utf8') : '';
  // The private half first: a backup that is sealed to nobody's key is lost.
  await writeClosed(identity, `${before}${pair.identity}\n`);
  await writeClosed(recipient, `${pair.recipient}\n`);
}

/**
 * Mirrors the keys of a district's folder.
 * @throws PlainError when the keyring or the charter is not there, or the target holds the data or its backups
 */
export async function backUpKeys(districtFolder: string, target: string): Promise<MirroredKeys> {
  const source = dirname(keyringPath(districtFolder));
  const to = resolve(target);
  if (to === resolve(source)) throw new PlainError(`${to} is where the keys lie already.`);
  await refuseKeysAmongData(to);
  for (const name of single.slice(0, 3)) {
    if (!existsSync(join(source, name)))
      throw new PlainError(`${join(source, name)} is not there: ${districtFolder} is no district's folder.`);
  }
  try {
    await ensureSealingPair(source, to);
    return await mirrorKeys(source, to);
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(`The keys could not be copied to ${to}: ${reasonOf(error)}`);
  }
}

/** Makes the folder `to` hold the same keys as `source`, all closed to others. */
export async function mirrorKeys(source: string, to: string): Promise<MirroredKeys> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  // Read before the keys are: what is destroyed meanwhile goes the next time.
  const destroyed = await destroyedKeys(source);
  let copied = 0;
  for (const name of [...single, ...(await keysIn(source))]) {
    const from = join(source, name);
    if (existsSync(from) && (await copyClosed(from, join(to, name)))) copied++;
  }
  const removed: string[] = [];
  const missing: string[] = [];
  for (const name of await keysIn(to)) {
    if (existsSync(join(source, name))) continue;
    if (name in destroyed) {
      await rm(join(to, name));
      removed.push(name);
    } else missing.push(name);
  }
  return { copied, removed, missing };
}

async function destroyedKeys(source: string): Promise<Record<string, number>> {
  const path = join(source, 'destroyed-keys.json');
  if (!existsSync(path)) return {};
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, number>;
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { to: { type: 'string' } },
    });
    const [folder] = positionals;
    if (!folder || !values.to) throw new PlainError(usage);
    const { copied, removed, missing } = await backUpKeys(resolve(folder), values.to);
    console.log(`${copied} files copied; ${removed.length} destroyed keys removed from ${values.to}.`);
    if (missing.length === 0) return 0;
    console.error(
      `\n${missing.join(', ')}: in the backup but not in ${folder}, though the server did not destroy them. ` +
        'They were kept. Bring them back.',
    );
    return 1;
  });
}
