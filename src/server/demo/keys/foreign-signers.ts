import { base64url } from '../../../domain/bytes/bytes.ts';
import type { DemoForeignSignersAnswer, DemoSignerAnswer } from '../../../domain/api/demo-api.ts';
import type { Handler } from '../../http/route-handlers.ts';
import type { demoRoutes } from '../../../domain/api/routes/demo-routes.ts';
import { besideKeyring } from '../../keys/keyring.ts';
import { Fault } from '../../vm/fault.ts';
import type { WholeKey } from '../../keys/keyring.ts';
import { os, textOf } from '../../vm/vm.ts';
import { pkcs8 } from './pkcs8.ts';

/** As tools/keys/demo-signers.ts writes them at the demo's founding. */
type SignersFile = Record<keyof DemoForeignSignersAnswer, WholeKey & { kid: string }>;

/**
 * GET demo/foreign-signers: keys that the demo's own bundle believes and no other. They are lent to everybody, as the demo's
 * passes are: the panel plays visitors with foreign credentials with them.
 */
export const foreignSignersRoute: Handler<typeof demoRoutes.demoForeignSigners> = () => {
  const { hcert, card } = signers();
  return { hcert: lent(hcert), card: lent(card) };
};

function lent(key: WholeKey & { kid: string }): DemoSignerAnswer {
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
