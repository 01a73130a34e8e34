import { keyring } from './keyring.ts';
import { security } from '../vm/vm.ts';

/** What the server notes for itself, such as whose a pass on paper is or what a search found: AES-256-GCM. It holds no name. */
export function seal(text: string): string {
  return security.encrypt(text, keyring().recordKey);
}

/** Opens what `seal` closed. */
export function unseal(sealed: string): string {
  return security.decrypt(sealed, keyring().recordKey);
}
