import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { endConnections } from '../accounts/sessions.ts';
import { endSession, endSessions, sessionsOf } from '../accounts/staff-sessions.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { text } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { claimsOfAsker } from '../http/session-demand.ts';
import { Fault } from '../vm/fault.ts';
import { transact } from '../vm/sql.ts';

/** GET sign-ins */
export const signInsRoute: Handler<typeof accountRoutes.signIns> = ({ e, app, asker: { id } }) => {
  const now = Date.now();
  return { signIns: sessionsOf(app, id, claimsOfAsker(e).sid ?? '', now), now };
};

/** POST sign-ins/end */
export const signInEndRoute: Handler<typeof accountRoutes.endSignIn> = ({ e, app, asker, body }) => {
  const own = claimsOfAsker(e).sid ?? '';
  const id = text(body, 'id', 30);
  transact(app, (inside) => {
    if (!endSession(inside, asker.id, id)) throw new Fault('not-found', 'There is no such sign-in of yours.');
    audit(inside, {
      actor: staffActor(asker),
      action: 'session.end',
      subject: id === own ? 'this one' : 'another one',
    });
  });
  endConnections(app, { session: id });
  return {};
};

/** POST sign-ins/end-others: of tokens that name no sign-in, too. */
export const signInsEndRoute: Handler<typeof accountRoutes.endOtherSignIns> = ({ e, app, asker }) => {
  const own = claimsOfAsker(e).sid ?? '';
  const others = sessionsOf(app, asker.id, own, Date.now()).filter(({ mine }) => !mine);
  const ended = transact(app, (inside) => {
    const count = endSessions(inside, asker.id, own);
    audit(inside, { actor: staffActor(asker), action: 'session.end', subject: `others:${count}` });
    return count;
  });
  for (const { id } of others) endConnections(app, { session: id });
  return { ended };
};
