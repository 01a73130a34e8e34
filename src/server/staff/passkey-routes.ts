import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { factorCodeForm } from '../../domain/access/staff-forms.ts';
import { addPasskey, newChallenge, passkeysOf, removePasskey, siteOf } from '../accounts/passkeys.ts';
import { demandOwnCode } from '../accounts/second-factor.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { text } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { charter } from '../policy/charter.ts';
import { Fault } from '../vm/fault.ts';
import { origin } from '../vm/origin.ts';
import { transact } from '../vm/sql.ts';

/** GET passkeys */
export const passkeysRoute: Handler<typeof accountRoutes.passkeys> = ({ app, asker }) => ({
  passkeys: passkeysOf(app, asker.id),
  now: Date.now(),
});

/** POST passkey/begin */
export const passkeyBeginRoute: Handler<typeof accountRoutes.beginPasskey> = ({ e, app, asker, body }) => {
  const { code } = demandForm(factorCodeForm, body);
  const now = Date.now();
  demandOwnCode(app, asker.id, code, now);
  return {
    challenge: newChallenge(app, asker.id, 'make', now),
    rpId: siteOf(origin(e)).rpId,
    district: charter().charter.district.name.en,
    account: { id: asker.id, name: asker.account.getString('email') },
    known: passkeysOf(app, asker.id).map(({ id }) => id),
  };
};

/** POST passkey/add */
export const passkeyAddRoute: Handler<typeof accountRoutes.addPasskey> = ({ e, app, asker, body }) => {
  const given = {
    name: text(body, 'name', 60).trim(),
    clientData: text(body, 'clientData', 2000),
    attestation: text(body, 'attestation', 4000),
  };
  if (given.name === '') throw new Fault('malformed', 'A passkey has a name.');
  addPasskey(app, asker.id, given, siteOf(origin(e)), Date.now());
  audit(app, { actor: staffActor(asker), action: 'passkey.add', subject: 'a passkey of their own' });
  return {};
};

/** POST passkey/remove */
export const passkeyRemoveRoute: Handler<typeof accountRoutes.removePasskey> = ({ app, asker, body }) => {
  const id = text(body, 'id', 400);
  transact(app, (inside) => {
    if (!removePasskey(inside, asker.id, id)) throw new Fault('not-found', 'You have no such passkey.');
    audit(inside, { actor: staffActor(asker), action: 'passkey.remove', subject: 'a passkey of their own' });
  });
  return {};
};
