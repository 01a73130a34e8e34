import {
  mostIdentities,
  mostNumbers,
  type IndexAnswer,
  type IndexKind,
  type SealAnswer,
  type SealRequest,
  type SignAnswer,
  type SignerFault,
  type SignerState,
  type SigningKind,
} from '../../domain/signing/signer-api.ts';
import { Fault } from '../vm/fault.ts';
import { app, http, os, textOf } from '../vm/vm.ts';
import { besideKeyring } from './keyring.ts';

/** The process beside this one that holds the keys that sign and the key of the index. Here is the one way to it. */

/** An answer takes it less than a millisecond; one that is stopped or starved is as good as away, s. */
const patience = 5;
/** Pages and programs are told to ask again after so long, ms. */
const retryMs = 5_000;
/** Since when it gives no answer, UTC ms; all VMs share it. */
const awaySince = 'signer-away';

let token: string | null = null;

function ask<Answer>(method: string, path: string, body = ''): Answer {
  const url = os.getenv('SITECODE_SIGNER');
  if (!url) throw new Error('SITECODE_SIGNER is not set: it must name the address of the signer.');
  token ??= textOf(os.readFile(besideKeyring('signer-token'))).trim();
  let answer: { readonly statusCode: number; readonly json: unknown };
  try {
    answer = http.send({
      url: `${url}/${path}`,
      method,
      body,
      headers: { authorization: `Bearer ${token}` },
      timeout: patience,
    });
  } catch {
    throw away();
  }
  if (answer.statusCode >= 500) throw away();
  if (app.store().get(awaySince)) app.store().set(awaySince, 0);
  if (answer.statusCode === 200) return answer.json as Answer;
  // Another token, perhaps: read it anew the next time.
  token = null;
  const said = answer.json as Partial<SignerFault> | null;
  if (answer.statusCode === 429)
    throw new Fault('signer', 'The signer has reached its limit. Try again later.', {
      retryMs: Number(said?.retryMs ?? retryMs),
    });
  throw new Error(`The signer refused (${answer.statusCode}): ${String(said?.message ?? 'no reason')}`);
}

function away(): Fault {
  app.store().setFunc(awaySince, (old) => Number(old ?? 0) || Date.now());
  return new Fault(
    'signer',
    'The signer is away: nothing can be signed or looked for just now. Try again soon.',
    { retryMs },
  );
}

/** Since when the signer gives no answer, UTC ms; null when it answered last. */
export function signerAwaySince(): number | null {
  return Number(app.store().get(awaySince) ?? 0) || null;
}

/**
 * A signature of the signer's (ECDSA P-256 with SHA-256, r||s), base64url.
 * @param key its id
 * @param body base64url of a pass or site code, the text itself of everything else
 * @throws Fault 'signer' while it is away or at its limit
 */
export function signed(kind: SigningKind, key: number, body: string): string {
  return ask<SignAnswer>('POST', `sign/${kind}/${key}`, body).signature;
}

/**
 * What numbers are found by, in their order.
 * @param numbers as `readPhoneNumber` and `readResidentId` give them
 * @throws Fault 'signer' while it is away or at its limit
 */
export function indexesOf(kind: IndexKind, numbers: readonly string[]): string[] {
  const indexes: string[] = [];
  for (let at = 0; at < numbers.length; at += mostNumbers) {
    const some = numbers.slice(at, at + mostNumbers).join('\n');
    indexes.push(...ask<IndexAnswer>('POST', `index/${kind}`, some).indexes);
  }
  return indexes;
}

/** As `indexesOf`, of one. */
export function indexOf(kind: IndexKind, number: string): string {
  return indexesOf(kind, [number])[0]!;
}

/**
 * Identities closed for the tracing key, in their order. This VM has no Web Crypto; the signer has, and keeps nothing of them.
 * @throws Fault 'signer' while it is away
 */
export function sealedIdentities(key: SealRequest['key'], people: SealRequest['people']): string[] {
  const sealed: string[] = [];
  for (let at = 0; at < people.length; at += mostIdentities) {
    const asked: SealRequest = { key, people: people.slice(at, at + mostIdentities) };
    sealed.push(...ask<SealAnswer>('POST', 'seal', JSON.stringify(asked)).sealed);
  }
  return sealed;
}

/** Does what needs the signer if it is there; while it is away the work is left for the next time. @returns whether it was done */
export function unlessAway(what: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'signer')) throw error;
    app.logger().error(`${what}: left for later, the signer is away or at its limit.`);
    return false;
  }
}

/** What keys it has and what it did today. @throws Fault 'signer' while it is away */
export function signerState(): SignerState {
  return ask<SignerState>('GET', 'state');
}
