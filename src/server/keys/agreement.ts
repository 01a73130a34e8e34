import { p256 } from '@noble/curves/nist.js';
import { fromBase64url, fromHex, hex } from '../../domain/bytes/bytes.ts';
import { sessionText } from '../../domain/scan/sealed-record.ts';
import { keyring } from './keyring.ts';
import { security } from '../vm/vm.ts';

/**
 * The key of a session's step 0, as hexadecimal text.
 * @param session 65 bytes uncompressed, base64url
 * @returns null when that is no point of the curve: nothing was sealed with it
 */
export function agree(session: string): string | null {
  let shared: Uint8Array;
  try {
    shared = p256.getSharedSecret(fromHex(keyring().ingest.privateKey), fromBase64url(session));
  } catch {
    return null;
  }
  // 02 or 03, then X.
  return security.hs256(sessionText(session), hex(shared.slice(1)));
}
