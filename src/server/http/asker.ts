import { hasRight, roleNames, roles, rolesWith, rights, type Right } from '../../domain/access/rights.ts';
import { claimsOfAsker, demandSession } from './session-demand.ts';
import { demandFactor } from './second-factor-demand.ts';
import { Fault } from '../vm/fault.ts';
import type { RequestEvent, StoredRecord } from '../vm/vm.ts';

/** Who asks: an account, and what it may. */
export interface Asker {
  readonly account: StoredRecord;
  readonly id: string;
  readonly roles: readonly string[];
  /** The sub-districts that a member of staff sees; none: all of them. */
  readonly scope: readonly string[];
}

/** What the audit log calls somebody of the staff. */
export function staffActor({ id }: Pick<Asker, 'id'>): string {
  return `staff:${id}`;
}

/** What the audit log calls whoever asks with an account of the staff or of an owner. */
export function actorOf({ account, id }: Pick<Asker, 'account' | 'id'>): string {
  return account.collection().name === 'owners' ? `owner:${id}` : `staff:${id}`;
}

/** The roles of an account: a staff record's own, else the one of its kind. */
export function rolesOf(account: StoredRecord): readonly string[] {
  const kind = account.collection().name;
  if (kind === 'staff') return Array.from(account.getStringSlice('roles'));
  return roleNames.filter((name) => roles[name].kind === kind);
}

/** Whether an account gives a right. @param account null: nobody is signed in */
export function accountMay(account: StoredRecord | null, right: Right): boolean {
  return account !== null && hasRight(rolesOf(account), right);
}

/** @throws Fault 'not-allowed' where an account does not give a right */
export function demandMay(account: StoredRecord, right: Right): void {
  if (!accountMay(account, right))
    throw new Fault('not-allowed', `Your account may not ${rights[right].en}. Who may: ${namesOf(right)}.`);
}

/** The sub-districts of a staff record. What is no list of names opens none of them. */
export function scopeOf(account: StoredRecord): readonly string[] {
  return account.collection().name === 'staff' ? readScope(account.getString('subdistricts')) : [];
}

/** As `scopeOf`. @param text how a staff record's sub-districts are stored */
export function readScope(text: string): readonly string[] {
  if (text === '' || text === 'null') return [];
  try {
    const scope = JSON.parse(text) as unknown;
    if (Array.isArray(scope) && scope.every((name) => typeof name === 'string')) return scope as string[];
  } catch {
    // As below.
  }
  return [''];
}

function namesOf(right: Right): string {
  return rolesWith(right)
    .map((name) => roles[name].words.en)
    .join(', ');
}

/**
 * Who asks, where they have the right; null where it is everybody's.
 * @throws Fault 'sign-in' for nobody, for a sign-in that was ended and for accounts of another kind, 'not-allowed' for those of the kind without the right,
 * 'second-factor' for staff who must first set one up
 */
export function demandRight(e: RequestEvent, right: Right): Asker | null {
  const may = rolesWith(right);
  if (may.some((name) => roles[name].kind === null)) return null;
  const account = e.auth;
  if (!account) throw new Fault('sign-in', 'Sign in first.');
  const kind = account.collection().name;
  if (!may.some((name) => roles[name].kind === kind))
    throw new Fault(
      'sign-in',
      'You are signed in as somebody this is not for. Sign in with another account.',
    );
  const asker = { account, id: account.id, roles: rolesOf(account), scope: scopeOf(account) };
  demandSession(e.app, kind, claimsOfAsker(e), e.realIP());
  demandMay(account, right);
  demandFactor(e.app, account, right);
  return asker;
}
