// Seals backups to a public key, in age's format (age-encryption.org/v1; X25519 and ChaCha20-Poly1305). Who steals a sealed
// backup reads nothing of it: the private half is not on the server but lies with the keys' backup.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { PlainError, reasonOf } from '../plain-error.ts';

/** The public half, beside the keyring on the server; one line, `age1…`. */
export const recipientFile = 'backup-recipient.txt';
/** The private half, in the keys' backup alone; a line each, `AGE-SECRET-KEY-1…`, `#` before a remark. */
export const identityFile = 'backup-identity.txt';

const firstLine = 'age-encryption.org/v1\n';

/** A new pair. */
export async function newSealingPair(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await recipientOf(identity) };
}

/** The public half of a private key. */
export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/** The public key in a file. @throws PlainError when it holds none, or a private one */
export async function readRecipient(path: string): Promise<string> {
  let lines: string[];
  try {
    lines = linesOf(await readFile(path, 'utf8'));
  } catch (error) {
    throw new PlainError(
      `${path}, the public key that backups are sealed to, cannot be read: ${reasonOf(error)}. Run keys-backup first: it makes the pair.`,
    );
  }
  if (lines.some((line) => line.startsWith('AGE-SECRET-KEY')))
    throw new PlainError(`${path} holds a private key. It belongs to the keys’ backup, never on the server.`);
  try {
    if (lines.length !== 1) throw new Error(`it has ${lines.length} lines`);
    new Encrypter().addRecipient(lines[0]!);
  } catch (error) {
    throw new PlainError(`${path} holds no public key of age: ${reasonOf(error)}`);
  }
  return lines[0]!;
}

/** The private keys in a file, the newest last. @throws PlainError when it holds none */
export async function readIdentities(path: string): Promise<string[]> {
  try {
    const lines = linesOf(await readFile(path, 'utf8'));
    for (const line of lines) new Decrypter().addIdentity(line);
    if (lines.length === 0) throw new Error('it is empty');
    return lines;
  } catch (error) {
    throw new PlainError(
      `${path}, the private key that opens sealed backups, cannot be read: ${reasonOf(error)}. ` +
        'It lies with the keys’ backup; --identity FILE names another place.',
    );
  }
}

/** Where the private half lies in a keys' backup. */
export function identityIn(keysBackup: string): string {
  return join(keysBackup, identityFile);
}

/** Whether a file is sealed: by what it begins with, not by its name. @throws PlainError when it cannot be read */
export async function isSealed(path: string): Promise<boolean> {
  if (!existsSync(path)) throw new PlainError(`${path} cannot be read: it is not there.`);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(firstLine.length), 0, firstLine.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === firstLine;
  } finally {
    await file.close();
  }
}

type Bytes = ReadableStream<Uint8Array>;

function bytesOf(path: string): Bytes {
  return Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 20 })) as Bytes;
}

/** Writes a stream to a new file, 0600, forced to the disk; nothing is left of one that breaks off. @returns SHA-256 of what was written, hexadecimal */
async function write(bytes: Bytes, target: string): Promise<string> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const source = Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await pipeline(source, hashing, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
  return hash.digest('hex');
}

/** What was sealed, and how it can be looked at once more. */
export interface Sealed {
  /** Of the sealed file, hexadecimal. */
  sha256: string;
  /** Opens the file from the disk and says the SHA-256 of what lies in it. */
  contentHash: () => Promise<string>;
}

/**
 * Seals a file into a new one, 0600. It is sealed to a second key as well, made for this one time and held in memory alone:
 * with it the copy can be opened again from its disk and compared, though the private half is not here.
 * @param recipient `age1…`
 */
export async function seal(plain: string, target: string, recipient: string): Promise<Sealed> {
  const once = await newSealingPair();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  encrypter.addRecipient(once.recipient);
  const sha256 = await write(await encrypter.encrypt(bytesOf(plain)), target);
  return { sha256, contentHash: () => hashOfContent(target, once.identity) };
}

async function hashOfContent(sealed: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const hash = createHash('sha256');
  const content = await decrypter.decrypt(bytesOf(sealed));
  for await (const chunk of Readable.fromWeb(content as Parameters<typeof Readable.fromWeb>[0]))
    hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/**
 * Opens a sealed file into a new one, 0600.
 * @throws PlainError when none of the keys opens it, or it is damaged or cut short
 */
export async function unseal(sealed: string, target: string, identities: readonly string[]): Promise<void> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    await write(await decrypter.decrypt(bytesOf(sealed)), target);
  } catch (error) {
    const reason = reasonOf(error);
    throw new PlainError(
      /no identity matched/i.test(reason)
        ? `${sealed} was sealed to another key than these: look for the keys’ backup of its district.`
        : `${sealed} cannot be opened: ${reason}`,
    );
  }
}
