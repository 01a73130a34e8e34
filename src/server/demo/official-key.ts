import { base64url, concat, fromHex } from '../../domain/bytes.ts';
import type { DemoOfficialKeyAnswer } from '../../domain/policy-api.ts';
import { answer } from '../answer.ts';
import { Fault } from '../fault.ts';
import type { SigningKey } from '../keyring.ts';
import { policyMaker } from '../policy-routes.ts';
import { os, textOf, type RequestEvent } from '../vm.ts';
import { isDemo } from './seed.ts';

/** What stands around a P-256 key in PKCS #8 (RFC 5208, RFC 5915): before the secret number, and before the point. */
const beforeSecret = fromHex('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420');
const beforePoint = fromHex('a144034200');

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
    const point = fromHex(key.publicKey);
    const secret = fromHex(key.privateKey);
    return {
      official: key.id,
      privateKey: base64url(concat(beforeSecret, secret, beforePoint, point)),
      point: base64url(point),
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
