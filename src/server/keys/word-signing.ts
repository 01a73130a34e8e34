import type { SignedWord, Word } from '../../domain/bundle/word.ts';
import { keyring } from './keyring.ts';
import { signed } from './signer.ts';

/** Signs the server's statement. */
export function signWord(said: Word): SignedWord {
  const body = JSON.stringify(said);
  const key = keyring().word.id;
  return { body, key, signature: signed('word', key, body) };
}
