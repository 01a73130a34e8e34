import { linkedMs } from '../../domain/access/unusual.ts';
import { audit } from '../audit/audit.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * What takes two officials takes two people. That two accounts are one person's is known by their staff number, and is refused; that one of them
 * gave the other a code to come in with a short time ago proves nothing, and is the auditor's to look at.
 */

/** @returns the accounts that gave an account its codes lately, and whose it is */
function facts(app: App, account: string, now: number): { staffNumber: string; givers: string[] } {
  const [found] = rows<{ staffNumber: string; codesBy: string; codesAt: number }>(
    app,
    ['staffNumber', 'codesBy', 'codesAt'],
    `select staff_number as staffNumber, codes_by as codesBy, codes_at as codesAt from staff_accounts
     where account = {:account}`,
    { account },
  );
  const isLately = (found?.codesAt ?? 0) > now - linkedMs;
  return {
    staffNumber: found?.staffNumber ?? '',
    givers: isLately ? (JSON.parse(found!.codesBy) as string[]) : [],
  };
}

/** Whether two accounts name one person. An account that names nobody is not known to be anybody's. */
export function areOnePerson(app: App, one: string, other: string, now: number): boolean {
  const { staffNumber } = facts(app, one, now);
  return one === other || (staffNumber !== '' && staffNumber === facts(app, other, now).staffNumber);
}

/**
 * Both halves of an act, within its transaction.
 * @param first the account that asked, or signed before
 * @param second the account that decides
 * @param act what it is, for the audit log
 * @throws Fault 'not-allowed' where they are one person's
 */
export function demandTwoPeople(
  app: App,
  first: string,
  second: string,
  act: string,
  now = Date.now(),
): void {
  if (areOnePerson(app, first, second, now))
    throw new Fault(
      'not-allowed',
      'Both accounts have one staff number: this takes two people. Another official must decide.',
      { reason: 'one-person' },
    );
  const isLinked =
    facts(app, first, now).givers.includes(second) || facts(app, second, now).givers.includes(first);
  if (isLinked)
    audit(app, {
      actor: `staff:${second}`,
      action: 'approval.linked',
      subject: `${act} with:staff:${first}`,
    });
}
