import { unusedMs } from '../../domain/access/staff-account.ts';
import { audit } from '../audit/audit.ts';
import { charter } from '../policy/charter.ts';
import { rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { forgetTold } from './account-told.ts';
import { forgetLeave } from './invitation-leave.ts';
import { forgetInvitations } from './invitations.ts';
import { managers } from './staff-list.ts';

/**
 * Each hour: who left without anybody saying so is locked out. The last account that could let others in again is left open; so
 * are those of the demo, which are nobody's.
 */
export function lockUnused(app: App, now: number): void {
  forgetInvitations(app, now);
  forgetLeave(app, now);
  forgetTold(app, now);
  if (charter().charter.district.demo) return;
  transact(app, (inside) => {
    const unused = rows<{ account: string }>(
      inside,
      ['account'],
      `select account from staff_accounts where ended_at = 0 and locked_at = 0
       and max(made_at, last_used, unlocked_at) < {:before} order by last_used`,
      { before: now - unusedMs },
    );
    for (const { account } of unused) {
      const open = managers(inside, now);
      if (open.length === 1 && open[0]!.id === account) continue;
      run(
        inside,
        `update staff_accounts set locked_at = {:now}, locked_for = 'unused' where account = {:account}`,
        { account, now },
      );
      audit(inside, { actor: 'server', action: 'account.lock', subject: `staff:${account} unused` });
    }
  });
}
