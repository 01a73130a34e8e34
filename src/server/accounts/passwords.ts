import { passwordRequestForm } from '../../domain/access/account-forms.ts';
import type { AccountKind } from '../../domain/access/account.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { passwordFault } from '../../domain/access/password-check.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { claimsOfAsker } from '../http/session-demand.ts';
import { audit } from '../audit/audit.ts';
import type { isCommonPassword } from './common-passwords.ts';
import { Fault } from '../vm/fault.ts';
import { endSessions } from './staff-sessions.ts';
import { endConnections, signedInAt, tokenOf } from './sessions.ts';
import { actorOf } from './sign-ins.ts';
import { forgive, takeTry } from './sign-in-throttle.ts';
import { transact } from '../vm/sql.ts';
import {
  hooksFolder,
  load,
  security,
  type HookedRequest,
  type RecordEvent,
  type StoredRecord,
} from '../vm/vm.ts';
import { keyring } from '../keys/keyring.ts';

const words = {
  short: 'The new password is too short.',
  long: 'The new password is longer than 72 bytes.',
  common: 'The new password is one of the most common ones, or hardly differs from one.',
  pattern: 'The new password is a simple row or repetition.',
  own: 'The new password holds a part of your own name or address.',
};

/** @throws Fault 'password' that says what is wrong with a password that is about to be set */
export function demandGood(account: StoredRecord, password: string): void {
  const kind = account.collection().name as AccountKind;
  const name = kind === 'citizens' ? '' : account.getString('name');
  const { isCommonPassword: isListed } = load(`${hooksFolder}/passwords.js`) as {
    isCommonPassword: typeof isCommonPassword;
  };
  const fault = passwordFault(password, { kind, email: account.getString('email'), name }, isListed);
  if (fault) throw new Fault('password', words[fault], { reason: fault });
}

/** Before an account is written, by whatever way: an import, PocketBase's dashboard, a reset by mail, the person. */
export function guardPassword(e: RecordEvent): void {
  // The plain text is there only while it is being set.
  const password = e.record.getString('password');
  if (password !== '') demandGood(e.record, password);
  e.next();
}

/** POST password: one's own. */
export const passwordRoute: Handler<typeof accountRoutes.changePassword> = ({ e, asker, body }) => {
  const { account } = asker;
  const { old, new: wanted } = demandForm(passwordRequestForm, body);
  const now = Date.now();
  const since = signedInAt(e, account, now);
  const { sid = '' } = claimsOfAsker(e);
  // A lane of its own: who holds a stolen session must not guess here, nor make the person wait at the sign-in.
  const lane = security.hs256(`sign-in-own:${account.id}`, keyring().hashKey);
  const actor = actorOf(e.app, account, now);
  const failed = (how: string): void =>
    audit(e.app, { actor, action: 'password.fail', subject: `${account.collection().name} ${how}` });
  try {
    takeTry(e.app, lane, () => {
      if (!account.validatePassword(old))
        throw new Fault('password', 'The present password is wrong.', { reason: 'wrong' });
      forgive(e.app, lane);
    });
  } catch (error) {
    if (error instanceof Fault) failed(error.code);
    throw error;
  }
  if (old === wanted) throw new Fault('password', 'The new password is the present one.', { reason: 'same' });
  demandGood(account, wanted);
  const changed = transact(e.app, (inside) => {
    const stored = inside.findRecordById(account.collection().name, account.id);
    stored.setPassword(wanted);
    // With it every token of the account is worth nothing.
    stored.refreshTokenKey();
    inside.save(stored);
    if (stored.collection().name === 'staff') endSessions(inside, account.id, sid);
    audit(inside, { actor, action: 'password.change', subject: account.collection().name });
    return stored;
  });
  endConnections(e.app, { account: account.id });
  return { token: tokenOf(changed, since, now, sid) };
};

/** Around a reset by mail, where somebody has set mail up. */
export function auditReset(e: HookedRequest & { readonly record: StoredRecord | null }): void {
  e.next();
  if (!e.record) return;
  const kind = e.record.collection().name;
  audit(e.app, {
    actor: actorOf(e.app, e.record, Date.now()),
    action: 'password.change',
    subject: `${kind} reset`,
  });
  if (kind === 'staff') endSessions(e.app, e.record.id);
  endConnections(e.app, { account: e.record.id });
}
