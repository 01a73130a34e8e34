import type { AccountPerson } from '../../domain/person/account-person.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows } from '../vm/sql.ts';
import { recordList, standingRecord } from './merged-persons.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** A person for whom an account stands, and as what. */
export interface ShownPerson {
  person: StoredRecord;
  /** The handle of the relation. */
  id: string;
  relation: AccountPerson['relation'];
}

/** For whom an account stands: its own person first, then the others as they came. */
export function personsOfAccount(app: App, account: string): AccountPerson[] {
  return rows<AccountPerson>(
    app,
    ['id', 'maskedName', 'relation'],
    // Of two records of one person an account is shown one, the one that it is itself before others.
    `select id, maskedName, relation from (
       select r.id, p.maskedName, r.relation, r.rowid as nth, row_number() over (
         partition by p.id order by r.relation <> 'self', r.rowid) as choice
       from account_persons r left join person_merges m on m.alias = r.person and m.undone_at = 0
       join persons p on p.id = coalesce(m.person, r.person) where r.account = {:account})
     where choice = 1 order by relation <> 'self', nth`,
    { account },
  );
}

/**
 * Whom a request is about: the person whom it names by the handle of GET me, and the first of the account's where it names none.
 * @throws Fault 'not-allowed' for anybody for whom the account does not stand, and for handles that are none; 'not-found' for an account
 * that stands for nobody
 */
export function personOf(app: App, account: StoredRecord, handle: unknown): ShownPerson {
  const asked = handle === undefined || handle === null ? '' : handle;
  const found =
    typeof asked === 'string' &&
    row<{ id: string; person: string; relation: AccountPerson['relation'] }>(
      app,
      ['id', 'person', 'relation'],
      `select id, person, relation from account_persons
       where account = {:account} and {:asked} in ('', id) order by relation <> 'self', rowid limit 1`,
      { account: account.id, asked },
    );
  if (found) return { ...found, person: app.findRecordById('persons', standingRecord(app, found.person)) };
  if (asked === '')
    throw new Fault('not-found', 'This account stands for nobody. Have a person entered for it at a desk.');
  throw new Fault('not-allowed', 'Your account does not stand for this person.');
}

/**
 * The person whom an account is itself.
 * @throws Fault 'not-found' for an account that stands for others alone
 */
export function ownPerson(app: App, account: StoredRecord): StoredRecord {
  const own = ownPersonId(app, account.id);
  if (own === null)
    throw new Fault('not-found', 'This account has no person of its own: it registers no visits.');
  return app.findRecordById('persons', own);
}

/** The record id of the person whom an account is itself; null for an account that stands for others alone. */
export function ownPersonId(app: App, account: string): string | null {
  const found = row<{ person: string }>(
    app,
    ['person'],
    `select person from account_persons where account = {:account} and relation = 'self'`,
    { account },
  );
  return found && standingRecord(app, found.person);
}

/** The accounts that a person has as their own. */
export function ownAccounts(app: App, person: string): string[] {
  return rows<{ account: string }>(
    app,
    ['account'],
    `select account from account_persons where person in (select value from json_each({:records})) and relation = 'self' order by rowid`,
    { records: recordList(app, person) },
  ).map(({ account }) => account);
}
