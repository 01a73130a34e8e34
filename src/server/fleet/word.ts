import type { SignedWord, Word } from '../../domain/bundle/word.ts';
import { denyVersion } from '../passes/deny-version.ts';
import { signWord } from '../keys/word-signing.ts';
import { newestVersion } from '../policy/newest-version.ts';
import { Fault } from '../vm/fault.ts';
import type { App, Store } from '../vm/vm.ts';

/** One word serves all sentries for so long. */
const keepMs = 30_000;
/** While one VM signs the next word, the others go on with the last for so long. */
const signingMs = 5_000;

/**
 * The server's statement of this moment, or one at most 35 seconds old if nothing has changed since. While the signer is away, the
 * last one, however old: it says its time, by which gates tell the age of their data. Null where there is none yet.
 */
export function signedWord(app: App): SignedWord | null {
  const now = Date.now();
  const said: Word = { at: now, bundleVersion: newestVersion(app), denyVersion: denyVersion(app) };
  const store = app.store();
  const last = String(store.get('word') ?? '');
  if (last) {
    const kept = JSON.parse(last) as SignedWord;
    const { at, ...versions } = JSON.parse(kept.body) as Word;
    const same = versions.bundleVersion === said.bundleVersion && versions.denyVersion === said.denyVersion;
    const age = now - at;
    if (same && age >= 0 && age < keepMs) return kept;
    if (same && age >= 0 && age < keepMs + signingMs && !isOursToSign(store, now)) return kept;
  }
  let signed: SignedWord;
  try {
    signed = signWord(said);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'signer')) throw error;
    return last ? (JSON.parse(last) as SignedWord) : null;
  }
  store.set('word', JSON.stringify(signed));
  return signed;
}

function isOursToSign(store: Store, now: number): boolean {
  let isOurs = false;
  store.setFunc('word-signing', (old) => {
    isOurs = Math.abs(now - Number(old ?? 0)) >= signingMs;
    return isOurs ? now : old;
  });
  return isOurs;
}
