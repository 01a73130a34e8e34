import { longestSessionMs, type AccountKind } from '../../domain/access/account.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { claimsOfAsker, endedHash } from '../http/session-demand.ts';
import { run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { endConnections } from './sessions.ts';
import { endSession } from './staff-sessions.ts';

/** POST sign-out: whoever kept a copy of the token has nothing from now on. */
export const signOutRoute: Handler<typeof accountRoutes.signOut> = ({ e, app, asker }) => {
  const claims = claimsOfAsker(e);
  const kind = asker.account.collection().name as AccountKind;
  const hash = endedHash(claims);
  // By then it is over by itself.
  const until = Date.now() + longestSessionMs[kind];
  transact(app, (inside) => {
    if (kind === 'staff') {
      endSession(inside, asker.id, claims.sid ?? '');
      audit(inside, { actor: staffActor(asker), action: 'session.end', subject: 'this one' });
    } else if (hash !== null) {
      run(
        inside,
        'insert into ended_sign_ins (hash, until) values ({:hash}, {:until}) on conflict (hash) do nothing',
        { hash, until },
      );
    }
  });
  if (claims.sid) endConnections(app, { session: claims.sid });
  return {};
};

/** Each hour: those of which no token is valid any more. */
export function forgetEndedSignIns(app: App, now: number): void {
  run(app, 'delete from ended_sign_ins where until < {:now}', { now });
}
