import { approvingRightsOf } from '../../domain/access/approval.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import {
  isInUse,
  type AccountByTwo,
  type InvitationAnswer,
  type StaffRow,
} from '../../domain/access/staff-account.ts';
import { shortestPurpose } from '../../domain/policy/override.ts';
import { staffNamedForm } from '../../domain/access/staff-forms.ts';
import { dropFactor } from '../accounts/second-factor.ts';
import { endConnections } from '../accounts/sessions.ts';
import { askApproval, type Act, type Asked } from '../approvals/approvals.ts';
import { audit } from '../audit/audit.ts';
import { scopeOf, staffActor, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { text } from '../http/request-body.ts';
import type { Asked as Request, Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { tellHolder } from './account-told.ts';
import { demandAnother } from './another.ts';
import { giveLeave, useLeave } from './invitation-leave.ts';
import { makeInvitation } from './invitations.ts';
import { endTokens, targetOf } from './staff-acts.ts';
import { dealsWith, staffRows } from './staff-list.ts';

/**
 * What opens an account that somebody uses to whoever has its invitation, or its password alone: no administrator does it alone. One that
 * nobody has come into yet is nobody's to lose, and its invitation takes one.
 */

type OfAccount = Extract<Asked, { account: string }>;

/** Asks another administrator. @throws Fault 'malformed' without a reason in words */
function askAnother(
  request: Request<Asker>,
  inside: App,
  target: StaffRow,
  kind: AccountByTwo,
  now: number,
): { approval: number } {
  const { asker, body } = request;
  const reason = text(body, 'reason', 200).trim();
  if (reason.length < shortestPurpose)
    throw new Fault('malformed', `"reason" must have at least ${shortestPurpose} characters.`);
  demandAnother(inside, asker.id, target, now);
  const asked = { kind, account: target.id };
  return { approval: askApproval(inside, asker.account, { asked, reason }, now) };
}

/** POST staff/invite: in place of a password that was forgotten, or of an invitation that ran out. */
export const staffInviteRoute: Handler<typeof accountRoutes.inviteStaff> = (request) => {
  const { app, asker, body } = request;
  const { id } = demandForm(staffNamedForm, { id: body['id'] });
  const now = Date.now();
  const answer = transact(app, (inside): InvitationAnswer | { approval: number } => {
    const { row: target } = targetOf(inside, asker, id, now);
    if (target.state === 'locked') throw new Fault('overtaken', 'This account is locked: unlock it first.');
    const byTwo = useLeave(inside, id, asker.id, now);
    if (isInUse(target) && !byTwo) return askAnother(request, inside, target, 'account-invite', now);
    if (approvingRightsOf(target.roles).length > 0) demandAnother(inside, asker.id, target, now);
    const said = byTwo ? ' by two' : '';
    audit(inside, { actor: staffActor(asker), action: 'account.invite', subject: `staff:${id}${said}` });
    return makeInvitation(inside, target, asker.id, now);
  });
  if ('approval' in answer) request.tellDesks();
  return answer;
};

/** POST staff/factor-reset: for who lost the phone and the recovery codes. The next sign-in sets another one up. */
export const staffFactorResetRoute: Handler<typeof accountRoutes.resetFactor> = (request) => {
  const { app, asker, body } = request;
  const { id } = demandForm(staffNamedForm, { id: body['id'] });
  const now = Date.now();
  const answer = transact(app, (inside) => {
    const { row: target } = targetOf(inside, asker, id, now);
    demandFactorOf(target);
    return askAnother(request, inside, target, 'factor-reset', now);
  });
  request.tellDesks();
  return answer;
};

function demandFactorOf({ factorSince }: StaffRow): void {
  if (factorSince === 0) throw new Fault('overtaken', 'This account has no second factor.');
}

function findRow(app: App, asked: Asked, now: number): StaffRow | undefined {
  const { account } = asked as OfAccount;
  return account === '' ? undefined : staffRows(app, '', now, account)[0];
}

/** @throws Fault 'not-found' where the record is gone */
function rowOf(app: App, asked: Asked, now: number): StaffRow {
  const found = findRow(app, asked, now);
  if (!found) throw new Fault('not-found', 'There is no such account.');
  return found;
}

/** Both of them, as the desk of approvals knows them. */
export const accountByTwo: Act = {
  isWithin: (app, asked, scope) => dealsWith(scope, findRow(app, asked, Date.now())?.subdistricts ?? []),
  demandPossible(app, asked, now) {
    const target = rowOf(app, asked, now);
    if (target.state === 'ended') throw new Fault('overtaken', 'This account has ended.');
    if (asked.kind === 'factor-reset') demandFactorOf(target);
    else if (target.state === 'locked')
      throw new Fault('overtaken', 'This account is locked: unlock it first.');
  },
  carryOut(app, asked, { asker, official }, now) {
    this.demandPossible(app, asked, now);
    const { kind, account } = asked as OfAccount;
    if (!dealsWith(scopeOf(asker), rowOf(app, asked, now).subdistricts))
      throw new Fault('not-allowed', 'Who asked for this may no longer ask for it. Decline it.');
    const by = { account, asker: asker.id, decider: official.id };
    if (kind === 'account-invite') giveLeave(app, by, now);
    else {
      dropFactor(app, account);
      endTokens(app, app.findRecordById('staff', account));
      endConnections(app, { account });
    }
    tellHolder(app, { ...by, what: kind }, now);
    audit(app, {
      actor: `staff:${asker.id}`,
      action: kind === 'account-invite' ? 'account.allow' : 'factor.reset',
      subject: `staff:${account} confirmed:staff:${official.id}`,
    });
  },
  subject(app, asked, now) {
    const found = findRow(app, asked, now);
    return {
      kind: (asked as OfAccount).kind,
      name: found?.name ?? '',
      email: found?.email ?? '',
      roles: found?.roles ?? [],
      subdistricts: found?.subdistricts ?? [],
      lastUsed: found?.lastUsed ?? 0,
      factorSince: found?.factorSince ?? 0,
    };
  },
};
