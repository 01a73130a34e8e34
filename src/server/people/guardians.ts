import type { DeskGuardian } from '../../domain/api/persons/desk-api.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { lastConsent } from './consents.ts';
import { isMinorHandle } from './person-find.ts';

/** Those who stand for somebody by now: by accounts that are not the person's own. */
export function guardiansOf(app: App, person: string): DeskGuardian[] {
  return rows<DeskGuardian>(
    app,
    ['id', 'maskedName', 'relation', 'basis', 'since'],
    `select r.id, coalesce(p.maskedName, '') as maskedName, r.relation, r.basis, r.since from account_persons r
     left join account_persons o on o.account = r.account and o.relation = 'self'
     left join persons p on p.id = o.person
     where r.relation <> 'self' and r.person in (select value from json_each({:records})) order by r.rowid`,
    { records: recordList(app, person) },
  );
}

/** Whether a guardian consented for somebody. */
export function hasGuardiansConsent(app: App, person: string): boolean {
  return guardiansOf(app, person).length > 0 || lastConsent(app, person, 'guardian')?.act === 'agreed';
}

/**
 * What rests on consent is done for somebody under 14 when a guardian consented: on the number that the clerk found them by.
 * @throws Fault 'withdrawn' otherwise
 */
export function demandGuardian(app: App, handle: string, person: string): void {
  if (isMinorHandle(handle) && !hasGuardiansConsent(app, person))
    throw new Fault('withdrawn', 'The person is under 14: a guardian has to consent first.', {
      reason: 'guardian',
    });
}
