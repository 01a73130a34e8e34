import type { DeskPerson } from '../../domain/api/persons/desk-api.ts';
import { ageOn, consentAge, yearsOn } from '../../domain/person/age.ts';
import { isResidentId } from '../../domain/person/resident-id.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ownAccounts } from '../accounts/account-persons.ts';
import { demandSealed } from '../custody/sealing-key.ts';
import { takeOverPassages } from '../passes/document-passes.ts';
import { papersOf } from '../passes/pass-log.ts';
import { handleOf } from '../people/person-find.ts';
import { guardiansOf, hasGuardiansConsent } from '../people/guardians.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import { NewRecord, type App } from '../vm/vm.ts';

/**
 * A person as the clerk who found them sees one.
 * @param shown the number that they were found by; where it does not say when they were born, that too
 */
export function deskPerson(
  app: App,
  id: string,
  { idNumber, birth }: { idNumber: string; birth?: number | undefined },
  clerk: string,
  now: number,
): DeskPerson {
  const today = localDay(now);
  const age = isResidentId(idNumber) ? ageOn(idNumber, today) : yearsOn(birth ?? today, today);
  const isMinor = age < consentAge;
  const { maskedName } = row<{ maskedName: string }>(
    app,
    ['maskedName'],
    'select maskedName from persons where id = {:id}',
    { id },
  )!;
  return {
    handle: handleOf(id, clerk, now, isMinor),
    record: id,
    maskedName,
    papers: papersOf(app, id).filter(({ expires }) => expires > now).length,
    hasAccount: ownAccounts(app, id).length > 0,
    guardians: guardiansOf(app, id),
    isMinor,
    consented: hasGuardiansConsent(app, id),
  };
}

/** What is stored of somebody who is registered. */
export interface NewPerson {
  /** The record's id, which the clerk's browser made and bound into what it sealed. */
  person: string;
  maskedName: string;
  sealed: string;
}

/**
 * Stores somebody who is not known yet. They have no account: nobody signs in as them.
 * @param given checked by `deskRegistrationForm`
 * @param indexes as the signer makes them; '' for a phone that was not given
 * @returns the record's id
 * @throws Fault 'overtaken' when the id is taken, 'key' and others of `demandSealed`
 */
export function storePerson(
  app: App,
  { person, maskedName, sealed }: NewPerson,
  indexes: { idIndex: string; phoneIndex: string },
): string {
  const { generation } = demandSealed(sealed);
  if (row(app, ['id'], 'select id from persons where id = {:person}', { person }))
    throw new Fault('overtaken', 'This record is there already: register the person anew.');
  const record = new NewRecord(app.findCollectionByNameOrId('persons'), {
    id: person,
    source: 'desk',
    maskedName,
    sealedIdentity: sealed,
    keyGeneration: generation,
    ...indexes,
  });
  app.save(record);
  takeOverPassages(app, record.id, indexes.idIndex, Date.now());
  return record.id;
}
