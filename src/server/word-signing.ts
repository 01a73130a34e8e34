import { base64url } from '../domain/bytes.ts';
import { wordMessage, type SignedWord, type Word } from '../domain/word.ts';
import { keyring } from './keyring.ts';
import { sign } from './signing.ts';

/** Signs the server's word. */
export function signWord(said: Word): SignedWord {
  const body = JSON.stringify(said);
  const key = keyring().word;
  return { body, key: key.id, signature: base64url(sign(key, wordMessage(body))) };
}
