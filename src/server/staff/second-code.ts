import { groupedCode, invitationLength } from '../../domain/access/staff-account.ts';
import { staffNamedForm } from '../../domain/access/staff-forms.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { pairingCodeAlphabet } from '../../domain/site/pairing-code.ts';
import { areOnePerson } from '../accounts/two-people.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security } from '../vm/vm.ts';
import { hashOf } from './invitations.ts';
import { targetOf } from './staff-acts.ts';

/** POST staff/second-code: of another administrator than who made the first. Neither comes in alone. */
export const secondCodeRoute: Handler<typeof accountRoutes.giveSecondCode> = ({ app, asker, body }) => {
  const { id } = demandForm(staffNamedForm, body);
  const now = Date.now();
  return transact(app, (inside) => {
    const { row: target } = targetOf(inside, asker, id, now);
    const open = row<{ expires: number; maker: string }>(
      inside,
      ['expires', 'maker'],
      'select expires, maker from staff_invitations where account = {:id} and expires >= {:now}',
      { id, now },
    );
    if (!open || target.secondCode === '')
      throw new Fault('overtaken', 'No invitation of this account waits for a second code.');
    if (areOnePerson(inside, open.maker, asker.id, now))
      throw new Fault('not-allowed', 'You made the first code: another administrator gives the second.', {
        reason: 'own-code',
      });
    const code = security.randomStringWithAlphabet(invitationLength, pairingCodeAlphabet);
    run(
      inside,
      'update staff_invitations set second_hash = {:hash}, second_maker = {:by} where account = {:id}',
      { id, hash: hashOf(code), by: asker.id },
    );
    audit(inside, { actor: staffActor(asker), action: 'account.second-code', subject: `staff:${id}` });
    return { id, code: groupedCode(code), expiresAt: open.expires, half: 2 };
  });
};
