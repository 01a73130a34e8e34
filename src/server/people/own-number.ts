import { localDay } from '../../domain/time/local-day.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { indexOf } from '../keys/signer.ts';
import { Fault } from '../vm/fault.ts';
import { demandSearch } from './person-searches.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/**
 * Whether an ID number is that of a person for whom an account stands, by the index: the number itself is stored nowhere. Who holds a
 * phone that is signed in could try numbers one by one: an account has a few tries a day.
 */

const mostWrong = 10;

/** @returns the masked name of the person's record that has the number. @throws Fault 'not-allowed' when it is another number, 'too-many' after too many of a day, 'signer' */
export function demandOwnNumber(
  app: App,
  account: string,
  person: StoredRecord,
  idNumber: string,
  now: number,
): string {
  const day = localDay(now);
  const wrong = () =>
    row<{ wrong: number }>(
      app,
      ['wrong'],
      'select wrong from wrong_numbers where day = {:day} and account = {:account}',
      { day, account },
    )?.wrong ?? 0;
  if (wrong() >= mostWrong)
    throw new Fault('too-many', 'Too many wrong numbers were given today. Try again tomorrow.');
  // Counted before it is looked up: of tries at one moment each counts.
  const count = (by: number) =>
    transact(app, (inside) =>
      run(
        inside,
        `insert into wrong_numbers (day, account, wrong) values ({:day}, {:account}, 1)
         on conflict do update set wrong = wrong + {:by}`,
        { day, account, by },
      ),
    );
  count(1);
  // Of several records of theirs each may have another: who has the document has one of them.
  const own = row<{ maskedName: string }>(
    app,
    ['maskedName'],
    'select maskedName from persons where idIndex = {:index} and id in (select value from json_each({:records}))',
    { index: indexOf('id-number', idNumber), records: recordList(app, person.id) },
  );
  if (!own) throw new Fault('not-allowed', 'This is not the number on record for this person.');
  count(-1);
  return own.maskedName;
}

/**
 * The same of somebody who stands at a desk. Each number is a search of the clerk's: whose handle they have could else be tried with numbers.
 * @param person record id
 * @throws Fault 'not-allowed' when it is another number, 'too-many' after the most searches of a day, 'signer'
 */
export function demandTheirNumber(
  app: App,
  official: string,
  person: string,
  idNumber: string,
  now: number,
): void {
  demandSearch(app, official, now);
  const theirs = row(
    app,
    ['id'],
    'select id from persons where idIndex = {:index} and id in (select value from json_each({:records}))',
    { index: indexOf('id-number', idNumber), records: recordList(app, person) },
  );
  if (!theirs) throw new Fault('not-allowed', 'This is not the number on record for this person.');
}

/** Days that are over are forgotten. */
export function forgetWrongNumbers(app: App, now: number): void {
  run(app, 'delete from wrong_numbers where day < {:day}', { day: localDay(now) });
}
