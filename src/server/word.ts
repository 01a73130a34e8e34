import { base64url } from '../domain/bytes.ts';
import { wordMessage, type SignedWord, type Word } from '../domain/word.ts';
import { newestVersion } from './bundle.ts';
import { denyVersion } from './denied-passes.ts';
import { keyring } from './keyring.ts';
import { sign } from './signing.ts';
import type { App } from './vm.ts';

/** One word serves all sentries for so long: a signature costs this VM about 22 ms. */
const keepMs = 30_000;

/** The server's word of this moment, or one at most half a minute old if nothing has changed since. */
export function signedWord(app: App): SignedWord {
  const now = Date.now();
  const said: Word = { at: now, bundleVersion: newestVersion(app), denyVersion: denyVersion(app) };
  const store = app.store();
  const last = String(store.get('word') ?? '');
  if (last) {
    const kept = JSON.parse(last) as SignedWord;
    const { at, ...versions } = JSON.parse(kept.body) as Word;
    const same = versions.bundleVersion === said.bundleVersion && versions.denyVersion === said.denyVersion;
    if (same && now >= at && now - at < keepMs) return kept;
  }
  const body = JSON.stringify(said);
  const key = keyring().word;
  const signed: SignedWord = { body, key: key.id, signature: base64url(sign(key, wordMessage(body))) };
  store.set('word', JSON.stringify(signed));
  return signed;
}
