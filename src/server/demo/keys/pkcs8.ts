import { concat, fromHex } from '../../../domain/bytes/bytes.ts';
import type { WholeKey } from '../../keys/keyring.ts';

/** What stands around a P-256 key in PKCS #8 (RFC 5208, RFC 5915): before the secret number, and before the point. */
const beforeSecret = fromHex('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420');
const beforePoint = fromHex('a144034200');

/** A key as browsers import it. */
export function pkcs8({ privateKey, publicKey }: WholeKey): Uint8Array {
  return concat(beforeSecret, fromHex(privateKey), beforePoint, fromHex(publicKey));
}
