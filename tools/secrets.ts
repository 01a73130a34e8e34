// Makes a district's keyring, the file with every secret the server signs, encrypts and hides with. It never lies in
// the database's folder: a copied database alone tells nothing about a person.
// As a command: `node tools/run.mjs secrets FOLDER` makes FOLDER/secrets/keyring.json.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isCommand } from './places.ts';
import { PlainError, reasonOf, runCommand } from './plain-error.ts';

/** A P-256 key: it signs, or (`ingest`) agrees. */
export interface SigningKey {
  /** Key number, 1 to 255: what a signature names its key by. */
  id: number;
  /** The secret number, 32 bytes as lower-case hex. */
  privateKey: string;
  /** The point, uncompressed (04 x y), 65 bytes as lower-case hex. */
  publicKey: string;
}

/** A key that signs passes. While it is changed over there are two or more. */
export interface IssuerKey extends SigningKey {
  /** UTC ms from which the server signs with it; at once when missing. The charter that names it goes ahead of its passes. */
  signsFrom?: number;
  /** UTC ms at which its successor took over; missing while it has none. */
  retiredAt?: number;
}

/** What the file holds. Each key has one purpose, so that losing one does not lose the others. */
export interface Keyring {
  /** Sign passes; the last of them whose time has come signs new ones. */
  issuers: IssuerKey[];
  /** Signs the server's word and the deny list. */
  word: SigningKey;
  /** Signs site codes. */
  siteCode: SigningKey;
  /** Opens what sentries record (key agreement). */
  ingest: SigningKey;
  /** The upload keys of sentries are derived from it; 32 bytes as hex. */
  uploadMaster: string;
  /** Encrypts personal data; exactly 32 ASCII characters (24 random bytes as base64url), as $security.encrypt asks. */
  personKey: string;
  /** Keys the blind index (HMAC) by which an encrypted value is found again; 32 bytes as hex. */
  indexKey: string;
  /** Keys the audit log's chain; 32 bytes as hex. */
  auditKey: string;
}

/** A new keyring from the system's random source. */
export function newKeyring(): Keyring {
  return {
    issuers: [newSigningKey(1)],
    word: newSigningKey(1),
    siteCode: newSigningKey(1),
    ingest: newSigningKey(1),
    uploadMaster: randomBytes(32).toString('hex'),
    personKey: randomBytes(24).toString('base64url'),
    indexKey: randomBytes(32).toString('hex'),
    auditKey: randomBytes(32).toString('hex'),
  };
}

export function newSigningKey(id: number): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  const hex = (part: string | undefined) =>
    Buffer.from(part ?? '', 'base64url')
      .toString('hex')
      .padStart(64, '0');
  return { id, privateKey: hex(jwk.d), publicKey: `04${hex(jwk.x)}${hex(jwk.y)}` };
}

/** Where the keyring of a data folder lies. */
export function keyringPath(dataFolder: string): string {
  return join(dataFolder, 'secrets', 'keyring.json');
}

/**
 * Makes the keyring if there is none: folder 0700, file 0600. One that is there is kept, whatever it holds; if others
 * may read it, its modes are set right.
 * @returns its path.
 * @throws PlainError if it cannot be written, read, or is no keyring.
 */
export async function ensureKeyring(dataFolder: string): Promise<string> {
  const path = keyringPath(dataFolder);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, `${JSON.stringify(newKeyring(), undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new PlainError(
        `The keyring ${path} cannot be made: ${reasonOf(error)}. Give this user the right to write there.`,
      );
    }
  }
  await check(path);
  await closeToOthers(dirname(path), 0o700);
  await closeToOthers(path, 0o600);
  return path;
}

async function check(path: string): Promise<void> {
  let keyring: Partial<Keyring>;
  try {
    keyring = JSON.parse(await readFile(path, 'utf8')) as Partial<Keyring>;
  } catch (error) {
    throw new PlainError(
      `The keyring ${path} cannot be read: ${reasonOf(error)}. Bring it back from its backup.`,
    );
  }
  const missing = Object.keys(newKeyring()).filter((name) => !keyring[name as keyof Keyring]);
  if (missing.length > 0) {
    throw new PlainError(`The keyring ${path} lacks ${missing.join(', ')}. Bring it back from its backup.`);
  }
}

async function closeToOthers(path: string, mode: number): Promise<void> {
  const now = (await lstat(path)).mode & 0o777;
  if ((now & ~mode) === 0) return;
  await chmod(path, mode);
  console.error(`${path} was open to other users (mode ${now.toString(8)}); it is ${mode.toString(8)} now.`);
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const folder = process.argv[2];
    if (!folder) throw new PlainError('Which data folder? node tools/run.mjs secrets FOLDER');
    console.log(await ensureKeyring(resolve(folder)));
  });
}
