import { base64url, fromHex } from '../../domain/bytes/bytes.ts';
import { keyring } from '../keys/keyring.ts';
import { security } from '../vm/vm.ts';

/** AES-256-GCM key for the sealed parts of the log: 32 ASCII characters. */
export function partKey(): string {
  return base64url(fromHex(security.hs256('audit-parts', keyring().auditKey)).slice(0, 24));
}
