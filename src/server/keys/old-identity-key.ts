import { fromHex, utf8Text } from '../../domain/bytes/bytes.ts';
import { fingerprint, readKeyFile } from './key-files.ts';
import { security } from '../vm/vm.ts';

/** The key with which versions before the tracing key sealed identities, and what else they sealed with it. */
export interface OldIdentityKey {
  fingerprint: string;
  open: (sealed: string) => string;
}

/** The file's name in the folder identity-keys. */
export const oldKeyName = '1';

/** Null where there never was one, or it is destroyed. */
export function oldIdentityKey(): OldIdentityKey | null {
  const held = readKeyFile('identity-keys', oldKeyName);
  if (held === null) return null;
  const key = utf8Text(fromHex(held));
  return { fingerprint: fingerprint(held), open: (sealed) => security.decrypt(sealed, key) };
}
