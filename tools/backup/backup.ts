// Makes a backup of a running district's data, verifies it, seals it into another folder, verifies that copy, and only then
// tells the server that what it contains is durable: `node tools/run.mjs backup --server URL --to DIR --recipient FILE`.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { appendFile, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { AuditHead } from '../../src/domain/access/audit-chain.ts';
import type {
  BackupDurableAnswer,
  BackupDurableRequest,
  ChainHead,
} from '../../src/domain/api/backup-api.ts';
import { backupFolderMark, refuseDataAmongKeys } from './apart.ts';
import { checkDataFolder } from './data-check.ts';
import { readRecipient, recipientFile, seal } from './seal.ts';
import { unzip } from './unzip.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';

const usage = `node tools/run.mjs backup --server URL --to DIR --recipient FILE
  --server     such as http://127.0.0.1:8090; superusers sign in from the server's own machine alone
  --to         a folder on another disk, better on another machine; never the one of the keys' backup
  --recipient  the public key that keys-backup made: secrets/${recipientFile} of the district's folder
The superuser is read from SITECODE_SUPERUSER_EMAIL and SITECODE_SUPERUSER_PASSWORD.`;

export interface BackupOptions {
  /** Such as http://127.0.0.1:8090. */
  server: string;
  superuser: { email: string; password: string };
  /** Where the copy goes. */
  to: string;
  /** The public key it is sealed to, `age1…`. */
  recipient: string;
  /** Told what is being done, a line each. */
  tell?: (line: string) => void;
}

/** A backup that is durable. */
export interface MadeBackup {
  /** Of the sealed copy. */
  path: string;
  /** Of the sealed copy, hexadecimal. */
  sha256: string;
  heads: ChainHead[];
  /** Where the audit log stands in it; null before its first entry. */
  audit: AuditHead | null;
}

/**
 * Beside the backups, in clear, a line each: file name, number of the audit log's last entry, its hash. An audit log that was written anew
 * does not fit them (npm run verify-audit).
 */
export const auditHeadsFile = 'audit-heads.txt';

/** What the tool calls its zips on the server, where they lie but for the time of the copying. */
const madeByTool = /^sitecode_\d{8}_\d{6}\.zip$/;

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
 * Makes, verifies, seals and declares a backup. The plain zip lies on the server's machine alone, 0600, beside the data it is a
 * copy of, and is removed whatever happens.
 * @throws PlainError saying which step failed; then nothing was declared, and no copy is left under the backup's name
 */
export async function backUp(options: BackupOptions): Promise<MadeBackup> {
  const { server, superuser, recipient, tell = () => undefined } = options;
  const to = resolve(options.to);
  refuseDataAmongKeys(to);
  await mkdir(to, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new PlainError(`${to} cannot be made: ${reasonOf(error)}`);
  });
  await writeFile(
    join(to, backupFolderMark),
    'Backups of a district’s data lie here. Its keys are never to lie with them.\n',
    { mode: 0o600 },
  );
  const { token } = await ask<{ token: string }>(
    server,
    'signing in',
    '/api/collections/_superusers/auth-with-password',
    { method: 'POST', body: { identity: superuser.email, password: superuser.password } },
  );
  await removeLeftOvers(server, token);
  const name = nameNow();
  const partial = join(to, `${name}.age.partial`);
  const work = await mkdtemp(join(tmpdir(), 'sitecode-backup-'));
  try {
    const plain = join(work, name);
    const hash = await takePlain(server, token, name, plain, tell);
    tell('Opening it with PocketBase ...');
    const { heads, audit } = await verifyPlain(plain, work);
    tell(`Sealing it to ${to} ...`);
    const sealed = await seal(plain, partial, recipient).catch((error: unknown) => {
      throw new PlainError(`The backup could not be sealed to ${partial}: ${reasonOf(error)}`);
    });
    await rm(plain);
    if ((await sealed.contentHash()) !== hash)
      throw new PlainError(`The copy in ${to} is damaged: it holds something else than what was sealed.`);
    const path = join(to, `${name}.age`);
    await rename(partial, path);
    if (audit)
      await appendFile(join(to, auditHeadsFile), `${name}.age ${audit.seq} ${audit.hash}\n`, { mode: 0o600 });
    await sync(to);
    tell('The copy is whole. Telling the server that what it contains is durable ...');
    const body: BackupDurableRequest = { name, heads, sha256: sealed.sha256 };
    const made = '/api/sitecode/backup/durable';
    await ask<BackupDurableAnswer>(server, 'declaring it', made, { method: 'POST', token, body });
    return { path, sha256: sealed.sha256, heads, audit };
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(partial, { force: true });
  }
}

/** Plain zips that a run before this one could not remove, since it was ended. */
async function removeLeftOvers(server: string, token: string): Promise<void> {
  const zips = await ask<{ key: string }[]>(server, 'looking for old zips', '/api/backups', {
    method: 'GET',
    token,
  });
  for (const { key } of zips) if (madeByTool.test(key)) await removePlain(server, token, key);
}

/** Has the server make a zip, copies it, and removes the server's own at once. @returns the SHA-256 of the copy */
async function takePlain(
  server: string,
  token: string,
  name: string,
  target: string,
  tell: (line: string) => void,
): Promise<string> {
  tell(`The server makes ${name} ...`);
  try {
    await ask(server, 'making the backup', '/api/backups', { method: 'POST', token, body: { name } });
    return await copyAway(server, token, name, target);
  } finally {
    await removePlain(server, token, name);
  }
}

async function removePlain(server: string, token: string, name: string): Promise<void> {
  // One that was never made is as good as removed.
  const found = await ask<{ key: string }[]>(server, 'listing zips', '/api/backups', {
    method: 'GET',
    token,
  });
  if (found.some(({ key }) => key === name))
    await ask(server, 'removing the server’s own zip', `/api/backups/${name}`, { method: 'DELETE', token });
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

/** Unpacks a zip within a folder and lets PocketBase look into it. */
export async function verifyPlain(
  zip: string,
  within: string,
): Promise<{ heads: ChainHead[]; audit: AuditHead | null }> {
  const folder = await mkdtemp(join(within, 'unpacked-'));
  try {
    // PocketBase would make a new database where there is none.
    const names = await unzip(zip, folder);
    if (!names.includes('data.db'))
      throw new PlainError(`${zip} is no backup of PocketBase: it holds no data.db.`);
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
        recipient: { type: 'string' },
      },
    });
    const email = process.env['SITECODE_SUPERUSER_EMAIL'];
    const password = process.env['SITECODE_SUPERUSER_PASSWORD'];
    if (!values.server || !values.to || !values.recipient || !email || !password) throw new PlainError(usage);
    const made = await backUp({
      server: values.server.replace(/\/$/, ''),
      superuser: { email, password },
      to: values.to,
      recipient: await readRecipient(values.recipient),
      tell: console.log,
    });
    console.log(`${made.path} is durable: ${made.heads.length} chains. SHA-256 ${made.sha256}`);
  });
}
