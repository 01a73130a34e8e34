import { base64url } from '../../domain/bytes.ts';
import type { DemoForeignSignersAnswer, DemoSignerAnswer } from '../../domain/demo-api.ts';
import { answer } from '../answer.ts';
import { besideKeyring } from '../keyring.ts';
import { Fault } from '../fault.ts';
import type { SigningKey } from '../keyring.ts';
import { os, textOf, type RequestEvent } from '../vm.ts';
import { pkcs8 } from './pkcs8.ts';
import { isDemo } from './seed.ts';

/** As tools/demo-signers.ts writes them at the demo's founding. */
type SignersFile = Record<keyof DemoForeignSignersAnswer, SigningKey & { kid: string }>;

/**
 * GET demo/foreign-signers: keys that the demo's own bundle believes and no other. They are lent to everybody, as the demo's
 * passes are: the panel plays visitors with foreign credentials with them.
 */
export function foreignSignersRoute(e: RequestEvent): void {
  answer(e, (): DemoForeignSignersAnswer => {
    if (!isDemo(e.app)) throw new Fault('not-demo', 'This is no demo district.');
    const { hcert, card } = signers();
    return { hcert: lent(hcert), card: lent(card) };
  });
}

function lent(key: SigningKey & { kid: string }): DemoSignerAnswer {
  return { kid: key.kid, privateKey: base64url(pkcs8(key)) };
}

function signers(): SignersFile {
  try {
    return JSON.parse(textOf(os.readFile(besideKeyring('demo-signers.json')))) as SignersFile;
  } catch {
    // A demo of an earlier version has none.
    throw new Fault('not-found', 'This demo district has no foreign signers: make it anew with --reset.');
  }
}
