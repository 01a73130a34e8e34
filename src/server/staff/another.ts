import { hasRight } from '../../domain/access/rights.ts';
import type { StaffRow } from '../../domain/access/staff-account.ts';
import { areOnePerson } from '../accounts/two-people.ts';
import { Fault } from '../vm/fault.ts';
import type { App } from '../vm/vm.ts';
import { dealsWith, staffRows } from './staff-list.ts';

/** @throws Fault 'not-allowed' (alone) where nobody but the asker and the account's holder could decide */
export function demandAnother(app: App, asker: string, target: StaffRow, now: number): void {
  const another = staffRows(app, asker, now).some(
    ({ id, mine, state, roles, subdistricts }) =>
      !mine &&
      !areOnePerson(app, asker, id, now) &&
      id !== target.id &&
      (state === 'active' || state === 'invited') &&
      hasRight(roles, 'accounts.manage') &&
      dealsWith(subdistricts, target.subdistricts),
  );
  if (!another)
    throw new Fault(
      'not-allowed',
      'This takes a second administrator, and there is none. One is made on the server’s machine (add-administrator).',
      { reason: 'alone' },
    );
}
