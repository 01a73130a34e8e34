import type { AuditAction } from '../../domain/access/audit-action.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { approvingRightsOf } from '../../domain/access/approval.ts';
import { emailKey } from '../../domain/access/account.ts';
import {
  grantSeen,
  type InvitationAnswer,
  type StaffGrant,
  type StaffRow,
} from '../../domain/access/staff-account.ts';
import {
  staffAddForm,
  staffChangeForm,
  staffEndForm,
  staffNamedForm,
} from '../../domain/access/staff-forms.ts';
import { dropFactor } from '../accounts/second-factor.ts';
import { endConnections } from '../accounts/sessions.ts';
import { endSessions } from '../accounts/staff-sessions.ts';
import { demandOpen } from '../accounts/staff-state.ts';
import { audit } from '../audit/audit.ts';
import { accountMay, scopeOf, staffActor, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { demandSeen } from '../http/seen.ts';
import { subdistricts } from '../places/subdistricts.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import { NewRecord, type App, type StoredRecord } from '../vm/vm.ts';
import { demandAnother } from './another.ts';
import { dropInvitation, makeInvitation } from './invitations.ts';
import { dropLeave } from './invitation-leave.ts';
import { dealsWith, staffRows } from './staff-list.ts';

/**
 * What an administrator does to another account, and never to their own. Who asks is looked at anew within the transaction: of two
 * who end one another at one moment one remains, so that there is always somebody who can let others in.
 */

/** An act's target, as it stands within the transaction. */
interface Target {
  row: StaffRow;
  record: StoredRecord;
}

/** @throws Fault 'sign-in' where the asker's own account was locked, ended or changed in this moment */
function demandStill(app: App, asker: Asker): void {
  const { id } = asker.account;
  demandOpen(app, id);
  const now = app.findRecordById('staff', id);
  if (!accountMay(now, 'accounts.manage') || scopeOf(now).join() !== asker.scope.join())
    throw new Fault('sign-in', 'Your own account was changed just now. Sign in again.');
}

/**
 * The account that an act is on, as it stands within the transaction.
 * @throws Fault 'not-found' for an account that is not there or of another part of the district, 'not-allowed' for one's own, 'overtaken' for
 * one that has ended
 */
export function targetOf(inside: App, asker: Asker, id: string, now: number): Target {
  demandStill(inside, asker);
  const target = staffRows(inside, asker.id, now, id)[0];
  if (id === '' || !target || !dealsWith(asker.scope, target.subdistricts))
    throw new Fault('not-found', 'There is no such account in your part of the district.');
  if (target.mine)
    throw new Fault('not-allowed', 'This is your own account: another administrator decides on it.', {
      reason: 'own',
    });
  if (target.state === 'ended') throw new Fault('overtaken', 'This account has ended.');
  return { row: target, record: inside.findRecordById('staff', id) };
}

/**
 * Does something to an account, and puts it on record.
 * @param work answers what the audit log says of it besides
 * @throws Fault as `targetOf`
 */
function actOn(
  { app, asker }: { app: App; asker: Asker },
  id: string,
  action: AuditAction,
  work: (inside: App, target: Target, now: number) => string,
): void {
  const now = Date.now();
  transact(app, (inside) => {
    const said = work(inside, targetOf(inside, asker, id, now), now);
    audit(inside, { actor: staffActor(asker), action, subject: `staff:${id} ${said}`.trim() });
  });
  endConnections(app, { account: id });
}

/** What the audit log says of what an account may do. */
function grantText({ roles, subdistricts: its = [] }: StaffGrant): string {
  return `roles:${roles.join(',')} subdistricts:${its.join(',') || 'all'}`;
}

/** Those that the asker may give, and those that the account has already. */
function allowed(app: App, asker: Asker, its: readonly string[] = []): string[] {
  return [...new Set([...subdistricts(app, asker.scope).map(({ name }) => name), ...its])];
}

/** @throws Fault 'malformed' where who is of a part of the district would give more than that */
function demandPart(asker: Asker, its: readonly string[] = []): void {
  if (dealsWith(asker.scope, its)) return;
  throw new Fault('malformed', 'You are of some sub-districts and can give these alone.', {
    fields: [{ path: 'subdistricts', problem: 'missing' }],
  });
}

/** POST staff/add */
export const staffAddRoute: Handler<typeof accountRoutes.addStaff> = ({ app, asker, body }) => {
  const given = demandForm(staffAddForm(allowed(app, asker)), body);
  demandPart(asker, given.subdistricts);
  const email = emailKey(given.email);
  const now = Date.now();
  return transact(app, (inside) => {
    demandStill(inside, asker);
    const id = addAccount(inside, { ...given, email });
    const target = staffRows(inside, asker.id, now, id)[0]!;
    if (approvingRightsOf(given.roles).length > 0) demandAnother(inside, asker.id, target, now);
    audit(inside, {
      actor: staffActor(asker),
      action: 'account.add',
      subject: `staff:${id} ${grantText(given)}`,
    });
    return makeInvitation(inside, target, asker.id, now);
  });
};

/** A new account, whose password nobody knows. @throws Fault 'malformed' where its address or staff number is another's */
export function addAccount(app: App, given: StaffGrant & { email: string }): string {
  const { email, name, number, roles, subdistricts: its = [] } = given;
  if (row(app, ['id'], 'select id from staff where email = {:email} collate nocase', { email }))
    throw new Fault('malformed', 'Another account has this e-mail address.', {
      fields: [{ path: 'email', problem: 'taken' }],
    });
  demandNumberFree(app, number);
  const values = { email, name, roles, subdistricts: its.length > 0 ? its : null };
  const record = new NewRecord(app.findCollectionByNameOrId('staff'), values);
  record.setRandomPassword();
  app.save(record);
  setNumber(app, record.id, number);
  return record.id;
}

/** @throws Fault 'malformed' where another account that has not ended has this staff number: one person has one account */
function demandNumberFree(app: App, number: string): void {
  const values = { number };
  const taken =
    number !== '' &&
    row(
      app,
      ['account'],
      'select account from staff_accounts where staff_number = {:number} and ended_at = 0 limit 1',
      values,
    );
  if (!taken) return;
  throw new Fault('malformed', 'Another account is of this staff number: one person has one account.', {
    fields: [{ path: 'number', problem: 'taken' }],
  });
}

function setNumber(app: App, id: string, number: string): void {
  run(app, 'update staff_accounts set staff_number = {:number} where account = {:id}', { id, number });
}

/** Says whose an account is, once: another's number would make it another's. @throws Fault 'malformed' */
function nameHolder(app: App, { id, number: before }: StaffRow, number: string): void {
  if (number === before) return;
  if (before !== '')
    throw new Fault('malformed', 'Whose an account is does not change: end it, and make another.', {
      fields: [{ path: 'number', problem: 'fixed' }],
    });
  demandNumberFree(app, number);
  setNumber(app, id, number);
}

/**
 * Shuts an account whose holder is to decide on what others ask from now on, or on more of it: they come in anew, with codes of two
 * administrators. Otherwise one of them could give such a right to an account that they alone let themself into.
 */
function shut(app: App, { row: target, record }: Target, asker: Asker, now: number): InvitationAnswer {
  demandAnother(app, asker.id, target, now);
  dropLeave(app, target.id);
  dropFactor(app, target.id);
  record.setRandomPassword();
  endTokens(app, record);
  return makeInvitation(app, target, asker.id, now);
}

/** POST staff/change */
export const staffChangeRoute: Handler<typeof accountRoutes.changeStaff> = (asked) => {
  const { app, asker, body } = asked;
  const { id } = demandForm(staffNamedForm, { id: body['id'] });
  const { seen, ...sent } = body;
  let invitation: InvitationAnswer | null = null;
  actOn(asked, id, 'account.change', (inside, { row: before, record }, now) => {
    const given = demandForm(staffChangeForm(allowed(app, asker, before.subdistricts)), sent);
    demandPart(asker, given.subdistricts);
    demandSeen(seen, grantSeen(before));
    const { name, number, roles, subdistricts: its = [] } = given;
    nameHolder(inside, before, number);
    record.set('name', name);
    record.set('roles', roles);
    record.set('subdistricts', its.length > 0 ? its : null);
    inside.save(record);
    const held = approvingRightsOf(before.roles);
    const isMore = approvingRightsOf(roles).some((right) => !held.includes(right));
    const target = { row: { ...before, roles, subdistricts: its }, record };
    invitation = isMore ? shut(inside, target, asker, now) : null;
    return grantText(given) + (isMore ? ' comes in anew by two codes' : '');
  });
  return invitation ?? {};
};

/** POST staff/lock */
export const staffLockRoute: Handler<typeof accountRoutes.lockStaff> = (asked) => {
  const { id } = demandForm(staffNamedForm, asked.body);
  actOn(asked, id, 'account.lock', (inside, { record }, now) => {
    run(
      inside,
      `update staff_accounts set locked_at = {:now}, locked_for = 'administrator' where account = {:id}`,
      { id, now },
    );
    endTokens(inside, record);
    return '';
  });
  return {};
};

/** POST staff/unlock */
export const staffUnlockRoute: Handler<typeof accountRoutes.unlockStaff> = (asked) => {
  const { id } = demandForm(staffNamedForm, asked.body);
  actOn(asked, id, 'account.unlock', (inside, _target, now) => {
    run(
      inside,
      `update staff_accounts set locked_at = 0, locked_for = '', unlocked_at = {:now} where account = {:id}`,
      { id, now },
    );
    return '';
  });
  return {};
};

/** POST staff/end: for good. The record stays, so that the audit log still leads to a name. */
export const staffEndRoute: Handler<typeof accountRoutes.endStaff> = (asked) => {
  const { id, reason } = demandForm(staffEndForm, asked.body);
  actOn(asked, id, 'account.end', (inside, { record }, now) => {
    run(inside, 'update staff_accounts set ended_at = {:now}, end_reason = {:reason} where account = {:id}', {
      id,
      now,
      reason,
    });
    dropInvitation(inside, id);
    dropLeave(inside, id);
    dropFactor(inside, id);
    record.setRandomPassword();
    endTokens(inside, record);
    return `reason:${reason}`;
  });
  return {};
};

/** POST staff/sign-out: every session of the account. */
export const staffSignOutRoute: Handler<typeof accountRoutes.signStaffOut> = (asked) => {
  const { id } = demandForm(staffNamedForm, asked.body);
  actOn(asked, id, 'account.sign-out', (inside, { record }) => {
    endTokens(inside, record);
    return '';
  });
  return {};
};

export function endTokens(app: App, record: StoredRecord): void {
  record.refreshTokenKey();
  app.save(record);
  endSessions(app, record.id);
}
