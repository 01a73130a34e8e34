// Makes a backup of a running district's data, copies it away, verifies the copy, and only then tells the server that what it
// contains is durable: `node tools/run.mjs backup --server URL --to DIR [--keep-on-server]`.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { BackupDurableAnswer, BackupDurableRequest, ChainHead } from '../src/domain/backup-api.ts';
import { backupFolderMark, refuseDataAmongKeys } from './backup/apart.ts';
import { checkDataFolder } from './backup/data-check.ts';
import { unzip } from './backup/unzip.ts';
import { isCommand } from './places.ts';
import { PlainError, reasonOf, runCommand } from './plain-error.ts';

const usage = `node tools/run.mjs backup --server URL --to DIR [--keep-on-server]
  --server          such as http://127.0.0.1:8090; superusers sign in from the server's own machine alone
  --to              a folder on another disk, better on another machine; never the one of the keys' backup
  --keep-on-server  leave the server's own zip where it is
The superuser is read from SITECODE_SUPERUSER_EMAIL and SITECODE_SUPERUSER_PASSWORD.`;

export interface BackupOptions {
  /** Such as http://127.0.0.1:8090. */
  server: string;
  superuser: { email: string; password: string };
  /** Where the copy goes. */
  to: string;
  keepOnServer?: boolean;
  /** Told what is being done, a line each. */
  tell?: (line: string) => void;
}

/** A backup that is durable. */
export interface MadeBackup {
  path: string;
  /** Hexadecimal. */
  sha256: string;
  heads: ChainHead[];
}

/** One request to the server as the superuser; its body as JSON. @throws PlainError saying what was being done */
async function ask<T>(
  server: string,
  what: string,
  path: string,
  init: { method: string; token?: string; body?: unknown },
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(server + path, {
      method: init.method,
      headers: {
        ...(init.token && { Authorization: init.token }),
        ...(init.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
  } catch (error) {
    throw new PlainError(`${server} does not answer (${what}): ${reasonOf(error)}`);
  }
  const text = await response.text();
  if (!response.ok) throw new PlainError(`The server refused (${what}): ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

function nameNow(): string {
  return `sitecode_${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}.zip`;
}

/**
 * Makes, copies, verifies and declares a backup.
 * @throws PlainError saying which step failed; then nothing was declared, and no copy is left under the backup's name
 */
export async function backUp(options: BackupOptions): Promise<MadeBackup> {
  const { server, superuser, tell = () => undefined } = options;
  const to = resolve(options.to);
  refuseDataAmongKeys(to);
  await mkdir(to, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new PlainError(`${to} cannot be made: ${reasonOf(error)}`);
  });
  await writeFile(
    join(to, backupFolderMark),
    'Backups of a district’s data lie here. Its keys are never to lie with them.\n',
  );
  const { token } = await ask<{ token: string }>(
    server,
    'signing in',
    '/api/collections/_superusers/auth-with-password',
    { method: 'POST', body: { identity: superuser.email, password: superuser.password } },
  );
  const name = nameNow();
  tell(`The server makes ${name} ...`);
  await ask(server, 'making the backup', '/api/backups', { method: 'POST', token, body: { name } });
  const partial = join(to, `${name}.partial`);
  try {
    tell(`Copying it to ${to} ...`);
    const sha256 = await copyAway(server, token, name, partial);
    tell('Opening the copy with PocketBase ...');
    const { heads } = await verifyCopy(partial);
    const path = join(to, name);
    await rename(partial, path);
    await sync(to);
    tell('The copy is whole. Telling the server that what it contains is durable ...');
    const body: BackupDurableRequest = { name, heads, sha256 };
    const made = '/api/sitecode/backup/durable';
    await ask<BackupDurableAnswer>(server, 'declaring it', made, { method: 'POST', token, body });
    if (!options.keepOnServer)
      await ask(server, 'removing the server’s own zip', `/api/backups/${name}`, { method: 'DELETE', token });
    return { path, sha256, heads };
  } finally {
    await rm(partial, { force: true });
  }
}

/** Copies the server's zip to a file, forced to the disk; answers its SHA-256. */
async function copyAway(server: string, token: string, name: string, target: string): Promise<string> {
  const files = await ask<{ token: string }>(server, 'asking to read it', '/api/files/token', {
    method: 'POST',
    token,
  });
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const response = await fetch(`${server}/api/backups/${name}?token=${files.token}`);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const source = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(source, hashing, createWriteStream(target, { mode: 0o600 }));
  } catch (error) {
    throw new PlainError(`The backup could not be copied to ${target}: ${reasonOf(error)}`);
  }
  await sync(target);
  return hash.digest('hex');
}

/** Unpacks a copy somewhere and lets PocketBase look into it. */
export async function verifyCopy(zip: string): Promise<{ heads: ChainHead[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-backup-'));
  try {
    await unzip(zip, folder);
    return await checkDataFolder(folder, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Forces a file or a folder's names to the disk. */
async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync();
  await file.close();
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values } = parseArgs({
      options: {
        server: { type: 'string' },
        to: { type: 'string' },
        'keep-on-server': { type: 'boolean' },
      },
    });
    const email = process.env['SITECODE_SUPERUSER_EMAIL'];
    const password = process.env['SITECODE_SUPERUSER_PASSWORD'];
    if (!values.server || !values.to || !email || !password) throw new PlainError(usage);
    const made = await backUp({
      server: values.server.replace(/\/$/, ''),
      superuser: { email, password },
      to: values.to,
      keepOnServer: values['keep-on-server'] ?? false,
      tell: console.log,
    });
    console.log(`${made.path} is durable: ${made.heads.length} chains. SHA-256 ${made.sha256}`);
  });
}
