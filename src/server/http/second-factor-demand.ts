import type { Right } from '../../domain/access/rights.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** What an account of the staff may do before it has a second factor: set one up and a password, and sign out. */
const beforeIt: readonly Right[] = ['account.self', 'account.leave', 'account.password'];

const key = 'second-factor-optional';

/** At the start: whether accounts without one do their work all the same. Until it is said they do not. */
export function setFactorOptional(app: App, isOptional: boolean): void {
  app.store().set(key, isOptional);
}

export function isFactorOptional(app: App): boolean {
  return app.store().get(key) === true;
}

/** Whether an account has confirmed a second factor. */
export function hasFactor(app: App, account: string): boolean {
  return (
    row(
      app,
      ['account'],
      'select account from staff_factors where account = {:account} and confirmed_at > 0',
      {
        account,
      },
    ) !== null
  );
}

/** Whether an account must first set one up. */
export function lacksFactor(app: App, account: StoredRecord): boolean {
  return account.collection().name === 'staff' && !isFactorOptional(app) && !hasFactor(app, account.id);
}

/** @throws Fault 'second-factor' (reason: missing) where an account must first set one up */
export function demandFactor(app: App, account: StoredRecord, right: Right): void {
  if (beforeIt.includes(right) || !lacksFactor(app, account)) return;
  const message = 'Set up your second factor first: until then this account can do nothing else.';
  throw new Fault('second-factor', message, { status: 403, reason: 'missing' });
}
