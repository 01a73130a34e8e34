import { accountKinds, emailKey, type AccountKind } from '../../domain/access/account.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';
import type { App, RecordEvent } from '../vm/vm.ts';

/**
 * Before an account is written, by whatever way: its address is kept in one spelling, and no second account has it in another
 * case. One that a former version left in mixed case, and whose small spelling another account has, stays as it is until
 * somebody changes it.
 * @throws Fault 'malformed' when another account has the address
 */
export function guardEmail(e: RecordEvent): void {
  const { record, app } = e;
  const given = record.getString('email');
  const email = emailKey(given);
  if (email !== '') {
    const kind = record.collection().name as AccountKind;
    const same = rows<{ id: string; email: string }>(
      app,
      ['id', 'email'],
      `select id, email from ${kind} where email = {:email} collate nocase limit 10`,
      { email },
    );
    const isUnchanged = same.some((one) => one.id === record.id && one.email === given);
    const other = same.some(({ id }) => id !== record.id);
    if (other && !isUnchanged) throw new Fault('malformed', 'Another account has this e-mail address.');
    if (!other && email !== given) record.set('email', email);
  }
  e.next();
}

/** Accounts of one kind whose addresses differ in case alone, by their ids. */
export function emailClashes(app: App): { kind: AccountKind; ids: string[] }[] {
  return accountKinds.flatMap((kind) =>
    rows<{ ids: string }>(
      app,
      ['ids'],
      `select json_group_array(id) as ids from ${kind} where email <> ''
       group by lower(email) having count(*) > 1 order by lower(email)`,
    ).map(({ ids }) => ({ kind, ids: JSON.parse(ids) as string[] })),
  );
}

/** At each start, until somebody has decided which account is whose. They are never merged by a program. */
export function reportClashes(app: App): void {
  for (const { kind, ids } of emailClashes(app)) {
    console.log(
      `The ${kind} ${ids.join(' and ')} have one e-mail address in different case. Each signs in only with the address exactly ` +
        'as it is written there. Change or remove all but one (docs/operations.md, Accounts).',
    );
  }
}
