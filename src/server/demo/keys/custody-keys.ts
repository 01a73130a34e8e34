import { p256 } from '@noble/curves/nist.js';
import type { demoRoutes } from '../../../domain/api/routes/demo-routes.ts';
import { base64url, fromHex } from '../../../domain/bytes/bytes.ts';
import { tracerMessage } from '../../../domain/custody/tracer-certificate.ts';
import { certify, keyBody } from '../../custody/tracers.ts';
import { whole } from '../../http/request-body.ts';
import type { Handler } from '../../http/route-handlers.ts';
import type { WholeKey } from '../../keys/keyring.ts';
import { Fault } from '../../vm/fault.ts';
import { os, textOf } from '../../vm/vm.ts';
import { pkcs8 } from './pkcs8.ts';

/**
 * Custody in the demo: its officers' keys and what stands in for the escrow lie beside its server, in the root's folder. A real district's
 * is taken off the machine, holds no private half of any of them, and it has no such routes.
 */

interface DemoCustodian extends WholeKey {
  account: string;
}

/** A file of the root's folder; `none` when it was taken off this machine, as it should be. */
function inRoot<Value>(name: string, none: Value): Value {
  const folder = os.getenv('SITECODE_KEYRING').replace(/[^/]+\/[^/]+$/, '');
  try {
    return JSON.parse(textOf(os.readFile(`${folder}root/${name}`))) as Value;
  } catch {
    return none;
  }
}

function custodians(): DemoCustodian[] {
  return inRoot<{ custodians: DemoCustodian[] }>('custody.json', { custodians: [] }).custodians.filter(
    ({ privateKey }) => privateKey !== undefined,
  );
}

/** GET demo/custodian-key */
export const custodianKeyRoute: Handler<typeof demoRoutes.demoCustodianKey> = ({ asker }) => {
  const key = custodians().find(({ account }) => account === asker.id);
  if (!key) throw new Fault('not-found', 'This custody officer’s key is not here any more.');
  return {
    official: key.id,
    privateKey: base64url(pkcs8(key)),
    point: base64url(fromHex(key.publicKey)),
  };
};

/** GET demo/tracing-key */
export const tracingKeyRoute: Handler<typeof demoRoutes.demoTracingKey> = () => {
  const lent = inRoot<{ generation: number; secret: string }[]>('demo-tracing.json', []);
  return {
    keys: lent.map(({ generation, secret }) => ({ generation, secret: base64url(fromHex(secret)) })),
  };
};

/** POST demo/certify */
export const demoCertifyRoute: Handler<typeof demoRoutes.demoCertify> = (asked) => {
  const { app, asker, body } = asked;
  const key = whole(body, 'key', 1, Number.MAX_SAFE_INTEGER);
  const message = tracerMessage(keyBody(app, asker.id, key));
  for (const { id, account, privateKey } of custodians()) {
    const signature = base64url(p256.sign(message, fromHex(privateKey), { prehash: true }));
    certify(app, account, key, { custodian: id, signature }, Date.now());
  }
  asked.tellDesks();
  return {};
};
