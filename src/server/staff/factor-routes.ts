import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { factorCodeForm } from '../../domain/access/staff-forms.ts';
import type { FactorAnswer, FactorState } from '../../domain/access/second-factor.ts';
import { totpAddress } from '../../domain/access/totp.ts';
import { beginFactor, confirmFactor, factorOf } from '../accounts/second-factor.ts';
import { endSessions } from '../accounts/staff-sessions.ts';
import { endConnections, signedInAt, tokenOf } from '../accounts/sessions.ts';
import { forgive, takeTry } from '../accounts/sign-in-throttle.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { claimsOfAsker } from '../http/session-demand.ts';
import { isFactorOptional } from '../http/second-factor-demand.ts';
import { keyring } from '../keys/keyring.ts';
import { charter } from '../policy/charter.ts';
import { transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/** How it stands with an account's second factor. */
export function factorState(app: App, account: string): FactorState {
  if (factorOf(app, account)) return 'set';
  return isFactorOptional(app) ? 'optional' : 'missing';
}

/** GET factor */
export const factorRoute: Handler<typeof accountRoutes.factor> = ({ app, asker: { id } }): FactorAnswer => ({
  state: factorState(app, id),
  ...(factorOf(app, id) ?? { since: 0, recoveryLeft: 0 }),
});

/** POST factor/begin */
export const factorBeginRoute: Handler<typeof accountRoutes.beginFactor> = ({ app, asker }) => {
  const secret = beginFactor(app, asker.id);
  const { name } = charter().charter.district;
  const address = totpAddress(secret, asker.account.getString('email'), `Sitecode ${name.en}`);
  return { secret, address };
};

/** POST factor/confirm */
export const factorConfirmRoute: Handler<typeof accountRoutes.confirmFactor> = ({ e, app, asker, body }) => {
  const { code } = demandForm(factorCodeForm, body);
  const now = Date.now();
  const since = signedInAt(e, asker.account, now);
  const { sid = '' } = claimsOfAsker(e);
  const lane = security.hs256(`sign-in-confirm:${asker.id}`, keyring().hashKey);
  const { recovery, changed } = transactedTry(app, lane, (inside) => {
    const made = confirmFactor(inside, asker.id, code, now);
    const stored = inside.findRecordById('staff', asker.id);
    // Sessions that never showed a second factor end.
    stored.refreshTokenKey();
    inside.save(stored);
    endSessions(inside, asker.id, sid);
    audit(inside, { actor: staffActor(asker), action: 'factor.set', subject: 'authenticator app' });
    return { recovery: made, changed: stored };
  });
  endConnections(app, { account: asker.id });
  return { recovery, token: tokenOf(changed, since, now, sid) };
};

/** A try in its lane, all of it in one transaction. */
function transactedTry<Value>(app: App, lane: string, work: (inside: App) => Value): Value {
  const made: { value?: Value } = {};
  takeTry(app, lane, () => {
    made.value = transact(app, work);
    forgive(app, lane);
  });
  return made.value as Value;
}
