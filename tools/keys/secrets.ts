// Makes a district's secrets: the server's keyring, and the signer's keys in a folder of their own. Neither lies in the database's
// folder: a copied database alone tells nothing about a person. An earlier version kept all in the keyring: its keys are handed over.
// As a command: `node tools/run.mjs secrets FOLDER` makes FOLDER/secrets/keyring.json and FOLDER/secrets/signer/keys.json.
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SignerFile } from '../../src/signer/keys.ts';
import { SignerKeys } from '../../src/signer/keys.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';

/** The public half of a P-256 key. */
export interface OpenKey {
  /** Key number, 1 to 255: what a signature names its key by. */
  id: number;
  /** The point, uncompressed (04 x y), 65 bytes as lower-case hex. */
  publicKey: string;
}

/** A P-256 key: it signs, or (`ingest`) agrees. */
export interface SigningKey extends OpenKey {
  /** The secret number, 32 bytes as lower-case hex. */
  privateKey: string;
}

/** A key that signs passes. While it is changed over there are two or more. */
export interface IssuerKey extends OpenKey {
  /** UTC ms from which the server signs with it; at once when missing. The charter that names it goes ahead of its passes. */
  signsFrom?: number;
  /** UTC ms at which its successor took over; missing while it has none. */
  retiredAt?: number;
}

/** What the server's file holds. Each key has one purpose, so that losing one does not lose the others. */
export interface Keyring {
  /** Sign passes; the last of them whose time has come signs new ones. */
  issuers: IssuerKey[];
  /** Signs the server's statement and the deny list. */
  word: OpenKey;
  /** Signs site codes. */
  siteCode: OpenKey;
  /** Opens what sentries record (key agreement). */
  ingest: SigningKey;
  /** The upload keys of sentries are derived from it; 32 bytes as hex. */
  uploadMaster: string;
  /**
   * Closes what the server notes for itself: whose a pass on paper is, what a search found. It opens no name. Exactly 32 ASCII characters
   * (24 random bytes as base64url), as $security.encrypt asks.
   */
  recordKey: string;
  /** Keys the hashes by which the server finds its own things again; 32 bytes as hex. */
  hashKey: string;
  /** Keys the audit log's chain; 32 bytes as hex. */
  auditKey: string;
}

/** What the keyring of a version held instead whose server sealed identities itself. */
interface WithPersonKey extends Omit<Keyring, 'recordKey'> {
  personKey: string;
}

/** What the keyring of a version without a signer held instead. */
type EarlierKeyring = Omit<WithPersonKey, 'issuers' | 'word' | 'siteCode' | 'hashKey'> & {
  issuers: (IssuerKey & SigningKey)[];
  word: SigningKey;
  siteCode: SigningKey;
  indexKey: string;
};

/** New keys for a signer, from the system's random source. */
export function newSignerFile(): SignerFile {
  return {
    issuers: [newSigningKey(1)],
    word: newSigningKey(1),
    siteCode: newSigningKey(1),
    indexKey: randomBytes(32).toString('hex'),
  };
}

/** A new keyring for a server whose signer has these keys. */
export function newKeyring({ issuers, word, siteCode }: SignerFile): Keyring {
  return {
    issuers: issuers.map(openHalf),
    word: openHalf(word),
    siteCode: openHalf(siteCode),
    ingest: newSigningKey(1),
    uploadMaster: randomBytes(32).toString('hex'),
    recordKey: randomBytes(24).toString('base64url'),
    hashKey: randomBytes(32).toString('hex'),
    auditKey: randomBytes(32).toString('hex'),
  };
}

/**
 * A key pair of P-256. It goes through its encoding: a key that was just made shares a lock with what made it, and Node (20) locks that
 * twice, and so waits for itself for ever, where garbage is collected in the middle of an export as JWK.
 */
export function newSigningKey(id: number): SigningKey {
  const { privateKey: encoded } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  const jwk = createPrivateKey({ key: encoded, type: 'pkcs8', format: 'der' }).export({ format: 'jwk' });
  const hex = (part: string | undefined) =>
    Buffer.from(part ?? '', 'base64url')
      .toString('hex')
      .padStart(64, '0');
  return { id, privateKey: hex(jwk.d), publicKey: `04${hex(jwk.x)}${hex(jwk.y)}` };
}

/** A key without its private half. */
export function openHalf<Key extends OpenKey & { privateKey?: string }>(key: Key): Omit<Key, 'privateKey'> {
  const { privateKey: _private, ...open } = key;
  return open;
}

/** Where the keyring of a data folder lies. */
export function keyringPath(dataFolder: string): string {
  return join(dataFolder, 'secrets', 'keyring.json');
}

/** The signer's own folder, beside a keyring. In a real district it is another user's (docs/operations.md). */
export function signerFolder(keyring: string): string {
  return join(dirname(keyring), 'signer');
}

/** The signer's keys beside a keyring. @throws PlainError when they are not there or cannot be read */
export async function readSignerFile(keyring: string): Promise<SignerFile> {
  return read<SignerFile>(join(signerFolder(keyring), 'keys.json'), 'signer’s keys');
}

/**
 * Makes keyring and signer's keys if there are none: folders 0700, files 0600. What is there is kept, but for keys that an earlier
 * version had in the keyring: they go to the signer. Modes that let others read are set right.
 * @returns the keyring's path.
 * @throws PlainError if something cannot be written or read, is no keyring, or one of the two files is missing
 */
export async function ensureKeyring(dataFolder: string): Promise<string> {
  const path = keyringPath(dataFolder);
  const keys = join(signerFolder(path), 'keys.json');
  try {
    await mkdir(dirname(keys), { recursive: true, mode: 0o700 });
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PlainError(
      `The keyring ${path} cannot be made: ${reasonOf(error)}. Give this user the right to write there.`,
    );
  }
  if (!existsSync(path)) {
    // The signer's first: a keyring is made from its public halves, at any later time too.
    if (!existsSync(keys)) await writeClosed(keys, newSignerFile());
    await writeClosed(path, newKeyring(await readSignerFile(path)));
  }
  await handOver(path, keys);
  await setPersonKeyApart(path);
  await ensureToken(path);
  await check(path);
  for (const folder of [dirname(path), dirname(keys)]) await closeToOthers(folder, 0o700);
  for (const file of [path, keys]) await closeToOthers(file, 0o600);
  return path;
}

/**
 * Gives the signer the keys that a keyring of an earlier version held. The signer has them before the keyring lets go of them, so
 * that a run that is broken off is finished by the next.
 */
async function handOver(path: string, keys: string): Promise<void> {
  const earlier = await read<Partial<EarlierKeyring>>(path, 'keyring');
  const { issuers, word, siteCode, indexKey, ...kept } = earlier;
  if (indexKey === undefined) return;
  if (!issuers || !word || !siteCode) throw lacks(path, ['issuers', 'word', 'siteCode']);
  const file: SignerFile = {
    issuers: issuers.map(({ id, privateKey, publicKey }) => ({ id, privateKey, publicKey })),
    word,
    siteCode,
    indexKey,
  };
  if (!existsSync(keys)) await writeClosed(keys, file);
  const held = await readSignerFile(path);
  if (JSON.stringify(held) !== JSON.stringify(file))
    throw new PlainError(
      `${path} holds keys of an earlier version, and ${keys} holds others. Put the one away that is not this district's.`,
    );
  await writeClosed(path, {
    issuers: issuers.map(openHalf),
    word: openHalf(word),
    siteCode: openHalf(siteCode),
    ...kept,
    hashKey: randomBytes(32).toString('hex'),
  });
  console.error(`The keys that sign, and that of the index, lie with the signer now: ${keys}.`);
}

/**
 * Takes the key with which an earlier version's server sealed identities out of the keyring, into a file of its own: the server destroys
 * that one when it has sealed them to the tracing key. The file is there before the keyring lets go of the key, so that a run that is
 * broken off is finished by the next.
 */
async function setPersonKeyApart(path: string): Promise<void> {
  const { personKey, ...kept } = await read<Partial<WithPersonKey>>(path, 'keyring');
  if (personKey === undefined) return;
  if (!/^[\x21-\x7e]{32}$/.test(personKey)) throw lacks(path, ['personKey']);
  const file = join(dirname(path), 'identity-keys', '1.key');
  const text = `${Buffer.from(personKey, 'ascii').toString('hex')}\n`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await writeClosed(file, text);
  else if ((await readFile(file, 'utf8')) !== text)
    throw new PlainError(
      `${path} and ${file} hold two keys of identities. Put the one away that is not this district's.`,
    );
  await writeClosed(path, { ...kept, recordKey: randomBytes(24).toString('base64url') });
  console.error(`The key of identities lies in ${file} now, until they are sealed to the tracing key.`);
}

/** What the server shows the signer: one text in two files, since in a real district each side is a user of its own. */
async function ensureToken(path: string): Promise<void> {
  const own = join(signerFolder(path), 'token');
  const servers = join(dirname(path), 'signer-token');
  if (!existsSync(own)) await writeClosed(own, `${randomBytes(32).toString('base64url')}\n`);
  if (!existsSync(servers)) await writeClosed(servers, await readFile(own, 'utf8'));
}

/** Writes a file of secrets, whole or not at all, 0600. @throws PlainError when it cannot be written */
export async function writeClosed(path: string, value: object | string): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await rm(partial, { force: true });
    const file = await open(partial, 'wx', 0o600);
    await file.writeFile(typeof value === 'string' ? value : `${JSON.stringify(value, undefined, 2)}\n`);
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    throw new PlainError(
      `${path} cannot be written: ${reasonOf(error)}. Give this user the right to write there.`,
    );
  }
}

async function read<Kind>(path: string, what: string): Promise<Kind> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kind;
  } catch (error) {
    // The parser's own message quotes the text.
    const why = error instanceof SyntaxError ? 'it is no JSON text' : reasonOf(error);
    throw new PlainError(`The ${what} ${path} cannot be read: ${why}. Bring it back from its backup.`);
  }
}

function lacks(path: string, names: string[]): PlainError {
  return new PlainError(`The keyring ${path} lacks ${names.join(', ')}. Bring it back from its backup.`);
}

async function check(path: string): Promise<void> {
  const keyring = await read<Partial<Keyring>>(path, 'keyring');
  const wanted = Object.keys(newKeyring(newSignerFile())) as (keyof Keyring)[];
  const missing = wanted.filter((name) => !keyring[name]);
  if (missing.length > 0) throw lacks(path, missing);
  const keys = join(signerFolder(path), 'keys.json');
  const text = JSON.stringify(await readSignerFile(path));
  try {
    SignerKeys.check(text);
  } catch (error) {
    throw new PlainError(`The signer’s keys ${keys}: ${reasonOf(error)} Bring them back from their backup.`);
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
