import { base64url, fromHex } from '../../domain/bytes.ts';
import type { DemoOfficialKeyAnswer } from '../../domain/policy-api.ts';
import { answer } from '../answer.ts';
import { Fault } from '../fault.ts';
import type { SigningKey } from '../keyring.ts';
import { policyMaker } from '../policy-routes.ts';
import { os, textOf, type RequestEvent } from '../vm.ts';
import { pkcs8 } from './pkcs8.ts';
import { isDemo } from './seed.ts';

/**
 * GET demo/official-key: the founding officials of the demo district were made beside its server. A real district's root
 * and officials are taken off the machine, and it has no such route.
 */
export function officialKeyRoute(e: RequestEvent): void {
  answer(e, (): DemoOfficialKeyAnswer => {
    if (!isDemo(e.app)) throw new Fault('not-demo', 'This is no demo district.');
    const account = policyMaker(e);
    const keyring = os.getenv('SITECODE_KEYRING');
    const folder = keyring.replace(/[^/]+\/[^/]+$/, '');
    const key = officialsIn(`${folder}root/officials.json`).find(
      ({ id }) => id === (account.getString('role') === 'health' ? 1 : 2),
    );
    if (!key?.privateKey) throw new Fault('not-found', 'This official’s key is not here any more.');
    return {
      official: key.id,
      privateKey: base64url(pkcs8(key)),
      point: base64url(fromHex(key.publicKey)),
    };
  });
}

/** The officials with their keys; none when the root's folder was taken off this machine, as it should be. */
function officialsIn(path: string): SigningKey[] {
  try {
    return JSON.parse(textOf(os.readFile(path))) as SigningKey[];
  } catch {
    return [];
  }
}
