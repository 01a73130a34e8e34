import { Fault } from '../vm/fault.ts';
import { row, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * @param account a staff record's id
 * @throws Fault 'not-allowed' where the account is locked or has ended: also with the right password nobody comes in
 */
export function demandOpen(app: App, account: string): void {
  const state = row<{ locked: number; ended: number }>(
    app,
    ['locked', 'ended'],
    'select locked_at as locked, ended_at as ended from staff_accounts where account = {:account}',
    { account },
  );
  if (state?.ended) throw new Fault('not-allowed', 'This account has ended.', { reason: 'ended' });
  if (state?.locked)
    throw new Fault('not-allowed', 'This account is locked. An administrator can unlock it.', {
      reason: 'locked',
    });
}

/** Notes that an account is in use: at a sign-in and whenever a session is renewed. */
export function noteUse(app: App, account: string, now: number): void {
  run(app, 'update staff_accounts set last_used = {:now} where account = {:account}', { account, now });
}
