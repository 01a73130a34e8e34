import { row, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** The leave that another administrator gave to make the invitation of an account in use. It is good once, and for who asked alone. */

/** So long it may be used, ms. */
const leaveMs = 24 * 3_600_000;

export function giveLeave(
  app: App,
  given: { account: string; asker: string; decider: string },
  now: number,
): void {
  run(
    app,
    `insert into staff_leave (account, asker, decider, expires) values ({:account}, {:asker}, {:decider}, {:expires})
     on conflict (account) do update set asker = excluded.asker, decider = excluded.decider, expires = excluded.expires`,
    { ...given, expires: now + leaveMs },
  );
}

/** Uses one up. @returns whether there was one of this asker's */
export function useLeave(app: App, account: string, asker: string, now: number): boolean {
  const found = row(
    app,
    ['account'],
    'select account from staff_leave where account = {:account} and asker = {:asker} and expires > {:now}',
    { account, asker, now },
  );
  if (found) dropLeave(app, account);
  return found !== null;
}

export function dropLeave(app: App, account: string): void {
  run(app, 'delete from staff_leave where account = {:account}', { account });
}

/** Those that nobody used in time. */
export function forgetLeave(app: App, now: number): void {
  run(app, 'delete from staff_leave where expires <= {:now}', { now });
}
