import { keyring } from './keyring.ts';
import { security } from '../vm/vm.ts';

/** What a pairing's uploads are hashed with: given to the device when it is paired, and derived anew for each upload. */
export function uploadKey(device: number): string {
  return security.hs256(`upload:${device}`, keyring().uploadMaster);
}
