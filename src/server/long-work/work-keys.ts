import { base64url, fromHex } from '../../domain/bytes/bytes.ts';
import { dropKeyFile, newKey, readKeyFile, writeKeyFile } from '../keys/key-files.ts';
import { security } from '../vm/vm.ts';

/**
 * Each piece of long work has a key of its own beside the keyring, which goes with it: then no copy of the database tells what
 * was asked or found. The keys' backup does not hold these keys, since nothing of a day ago is worth bringing back.
 */

/** A name that is never given twice, also where the database was brought back from a backup. */
export function newWorkKey(): string {
  const name = security.randomStringWithAlphabet(16, '0123456789abcdef');
  writeKeyFile('work-keys', name, newKey());
  return name;
}

/** AES-256-GCM key: 32 ASCII characters; null when its file is gone. */
export function workKey(name: string): string | null {
  const key = readKeyFile('work-keys', name);
  return key === null ? null : base64url(fromHex(security.hs256('work', key)).slice(0, 24));
}

/** Removes a key for good. One that is gone already is as good. */
export function dropWorkKey(name: string): void {
  dropKeyFile('work-keys', name);
}
