import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import {
  groupedCode,
  invitationLength,
  invitationMs,
  type InvitationAnswer,
  type StaffRow,
} from '../../domain/access/staff-account.ts';
import { approvingRightsOf } from '../../domain/access/approval.ts';
import { joinRequestForm } from '../../domain/access/staff-forms.ts';
import { pairingCodeAlphabet } from '../../domain/site/pairing-code.ts';
import { demandGood } from '../accounts/passwords.ts';
import { endConnections } from '../accounts/sessions.ts';
import { endSessions } from '../accounts/staff-sessions.ts';
import { demandOpen } from '../accounts/staff-state.ts';
import { audit } from '../audit/audit.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteNotice } from '../people/consents.ts';
import { keyring } from '../keys/keyring.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { staffRows } from './staff-list.ts';

/**
 * Nobody types another's password: an administrator hands over a code that works once, and whoever has it sets the account's password
 * within its time. A newer one makes the one before worthless.
 */

/** What is kept of a code. */
export function hashOf(code: string): string {
  return security.hs256(`invitation:${code}`, keyring().hashKey);
}

/** Whether an account is entered with codes of two administrators: it decides on what others ask. */
function takesTwoCodes({ roles }: Pick<StaffRow, 'roles'>): boolean {
  return approvingRightsOf(roles).length > 0;
}

/**
 * Makes an account's invitation. Its hash alone is stored.
 * @param maker the administrator's account; '' for the command on the server's machine, which nobody else confirms
 */
export function makeInvitation(
  app: App,
  { id: account, roles }: Pick<StaffRow, 'id' | 'roles'>,
  maker: string,
  now: number,
): InvitationAnswer {
  const code = security.randomStringWithAlphabet(invitationLength, pairingCodeAlphabet);
  const expires = now + invitationMs;
  run(
    app,
    `insert into staff_invitations (account, hash, expires, maker) values ({:account}, {:hash}, {:expires}, {:maker})
     on conflict (account) do update set hash = excluded.hash, expires = excluded.expires, maker = excluded.maker,
       second_hash = '', second_maker = ''`,
    { account, hash: hashOf(code), expires, maker },
  );
  const half = maker !== '' && takesTwoCodes({ roles }) ? 1 : 0;
  return { id: account, code: groupedCode(code), expiresAt: expires, half };
}

/** Makes an account's invitation worthless, where it has one. */
export function dropInvitation(app: App, account: string): void {
  run(app, 'delete from staff_invitations where account = {:account}', { account });
}

/** Those that nobody used in time. */
export function forgetInvitations(app: App, now: number): void {
  run(app, 'delete from staff_invitations where expires < {:now}', { now });
}

interface Joining {
  account: string;
  /** Who let them in. */
  givers: string[];
}

/**
 * The account that a code is for, where both are there that it takes.
 * @throws Fault 'not-found' for any that is wrong, used, out of date or of no open account; 'malformed' where the second is missing
 */
function joining(app: App, code: string, second: string | undefined, now: number): Joining {
  const found = row<{
    account: string;
    expires: number;
    maker: string;
    secondHash: string;
    secondMaker: string;
  }>(
    app,
    ['account', 'expires', 'maker', 'secondHash', 'secondMaker'],
    `select account, expires, maker, second_hash as secondHash, second_maker as secondMaker
     from staff_invitations where hash = {:hash}`,
    { hash: hashOf(code) },
  );
  const wrong = new Fault('not-found', 'This invitation is wrong, used or out of date. Ask for a new one.');
  if (!found || !(found.expires >= now)) throw wrong;
  const { account, maker, secondHash, secondMaker } = found;
  try {
    demandOpen(app, account);
  } catch {
    throw wrong;
  }
  const target = staffRows(app, '', now, account)[0];
  if (maker === '' || !target || !takesTwoCodes(target)) return { account, givers: maker ? [maker] : [] };
  if (second === undefined)
    throw new Fault('malformed', 'This account takes a second code, of another administrator.', {
      fields: [{ path: 'second', problem: 'missing' }],
    });
  if (secondHash === '' || secondHash !== hashOf(second))
    throw new Fault('malformed', 'The second code is wrong, used or not given yet.', {
      fields: [{ path: 'second', problem: 'used' }],
    });
  return { account, givers: [maker, secondMaker] };
}

/** POST invitation */
export const joinRoute: Handler<typeof accountRoutes.joinStaff> = ({ app, body }) => {
  const { code, second, password } = demandForm(joinRequestForm, body);
  const now = Date.now();
  const joined = transact(app, (inside) => {
    const { account: id, givers } = joining(inside, code, second, now);
    const account = inside.findRecordById('staff', id);
    demandGood(account, password);
    dropInvitation(inside, id);
    account.setPassword(password);
    account.refreshTokenKey();
    inside.save(account);
    endSessions(inside, id);
    run(inside, 'update staff_accounts set codes_by = {:givers}, codes_at = {:now} where account = {:id}', {
      id,
      now,
      givers: JSON.stringify(givers),
    });
    audit(inside, {
      actor: `staff:${id}`,
      action: 'account.join',
      subject: givers.length > 1 ? 'by two codes' : 'by invitation',
    });
    noteNotice(inside, { holder: `staff:${id}`, via: 'own', account: id }, now);
    return account;
  });
  endConnections(app, { account: joined.id });
  return { email: joined.getString('email') };
};
