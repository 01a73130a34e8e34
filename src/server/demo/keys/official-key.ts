import { base64url, fromHex } from '../../../domain/bytes/bytes.ts';
import type { Handler } from '../../http/route-handlers.ts';
import type { demoRoutes } from '../../../domain/api/routes/demo-routes.ts';
import { Fault } from '../../vm/fault.ts';
import type { WholeKey } from '../../keys/keyring.ts';
import { charter } from '../../policy/charter.ts';
import { os, textOf } from '../../vm/vm.ts';
import { pkcs8 } from './pkcs8.ts';

/**
 * GET demo/official-key: the founding officials of the demo district were made beside its server. A real district's root
 * and officials are taken off the machine, and it has no such route.
 */
export const officialKeyRoute: Handler<typeof demoRoutes.demoOfficialKey> = ({ asker }) => {
  const bound = charter().charter.officials.find(({ account }) => account === asker.id);
  const keyring = os.getenv('SITECODE_KEYRING');
  const folder = keyring.replace(/[^/]+\/[^/]+$/, '');
  const key = bound && officialsIn(`${folder}root/officials.json`).find(({ id }) => id === bound.id);
  if (!key?.privateKey) throw new Fault('not-found', 'This official’s key is not here any more.');
  return {
    official: key.id,
    privateKey: base64url(pkcs8(key)),
    point: base64url(fromHex(key.publicKey)),
  };
};

/** The officials with their keys; none when the root's folder was taken off this machine, as it should be. */
function officialsIn(path: string): WholeKey[] {
  try {
    return JSON.parse(textOf(os.readFile(path))) as WholeKey[];
  } catch {
    return [];
  }
}
