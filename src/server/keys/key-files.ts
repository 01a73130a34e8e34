import { besideKeyring } from './keyring.ts';
import { os, security, textOf } from '../vm/vm.ts';

/**
 * Keys that live as long as what they protect: each is a file of its own beside the keyring, so that it can be destroyed
 * alone, and none is ever in the database or in its backups.
 */

export type KeyFolder = 'day-keys' | 'case-keys' | 'work-keys' | 'identity-keys';

const readWriteNew = 0o302; // O_RDWR | O_CREAT | O_EXCL on Linux
const notThere = /no such file|cannot find/i;

/**
 * Names every key that was destroyed, with the time. The keys' backup lets go of exactly these (tools/keys/keys-backup.ts): a key
 * that is missing for another reason was lost, and must stay there.
 */
const destroyedList = 'destroyed-keys.json';

function file(name: string | number): string {
  return `${name}.key`;
}

/** The key, 64 hexadecimal characters; null when there is no such file. Throws when the file holds something else. */
export function readKeyFile(folder: KeyFolder, name: string | number): string | null {
  const path = `${besideKeyring(folder)}/${file(name)}`;
  let text: string;
  try {
    text = textOf(os.readFile(path)).trim();
  } catch (error) {
    if (notThere.test(String(error))) return null;
    throw new Error(`${path} cannot be read: ${String(error)}`, { cause: error });
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new Error(`${path} holds no key. Bring it back from the keys’ backup.`);
  }
  return text;
}

/** A new key from the system's random source. Nobody has it until `writeKeyFile`. */
export function newKey(): string {
  return security.randomStringWithAlphabet(64, '0123456789abcdef');
}

/** What a key can be named by without telling it. */
export function fingerprint(key: string): string {
  return security.sha256(key);
}

/**
 * Puts a key into its file, 0600: written under another name, forced to the disk, then renamed, so that the file is whole or
 * not there. Only within a transaction that sees to it that one alone does so.
 */
export function writeKeyFile(folder: KeyFolder, name: string | number, key: string): void {
  const path = besideKeyring(folder);
  try {
    os.mkdirAll(path, 0o700);
    writeWhole(path, file(name), `${key}\n`);
  } catch (error) {
    throw new Error(
      `A key cannot be written into ${path}: ${String(error)}. Give the server's user the right to write beside the keyring.`,
      { cause: error },
    );
  }
}

/** Removes a key for good, and says so on the list first. One that is gone already is as good. */
export function destroyKeyFile(folder: KeyFolder, name: string | number, now: number): void {
  const secrets = besideKeyring('') || '.';
  const listed = destroyedKeys();
  listed[`${folder}/${file(name)}`] = now;
  writeWhole(secrets, destroyedList, `${JSON.stringify(listed, null, 1)}\n`);
  dropKeyFile(folder, name);
}

/** Removes a key of a kind that the keys' backup does not hold. One that is gone already is as good. */
export function dropKeyFile(folder: KeyFolder, name: string | number): void {
  const path = `${besideKeyring(folder)}/${file(name)}`;
  try {
    os.remove(path);
  } catch (error) {
    if (!notThere.test(String(error))) throw error;
    return;
  }
  syncFolder(besideKeyring(folder));
}

function destroyedKeys(): { [path: string]: number } {
  const path = besideKeyring(destroyedList);
  let text: string;
  try {
    text = textOf(os.readFile(path), 16 << 20);
  } catch (error) {
    if (notThere.test(String(error))) return {};
    throw error;
  }
  return JSON.parse(text) as { [path: string]: number };
}

function writeWhole(folder: string, name: string, text: string): void {
  const root = os.openRoot(folder);
  const temporary = `.${name}.${security.randomStringWithAlphabet(8, 'abcdefghij')}`;
  try {
    const written = root.openFile(temporary, readWriteNew, 0o600);
    written.writeString(text);
    written.sync();
    written.close();
    root.rename(temporary, name);
  } finally {
    root.close();
  }
  syncFolder(folder);
}

/** A name in a folder outlives a power cut only when the folder itself was forced to the disk. */
function syncFolder(folder: string): void {
  const root = os.openRoot(folder);
  try {
    const opened = root.open('.');
    opened.sync();
    opened.close();
  } finally {
    root.close();
  }
}
