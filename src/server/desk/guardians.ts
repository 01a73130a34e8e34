import type { guardianRoutes } from '../../domain/api/routes/guardian-routes.ts';
import { guardianAge, ageOn } from '../../domain/person/age.ts';
import { guardianForm } from '../../domain/person/guardian-form.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ownAccounts } from '../accounts/account-persons.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { text } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { indexOf } from '../keys/signer.ts';
import { denyPasses } from '../passes/denied-passes.ts';
import { livePasses, papersOf } from '../passes/pass-log.ts';
import { noteRead } from '../people/access-log.ts';
import { demandNotice, lastConsent, storeConsent } from '../people/consents.ts';
import { guardiansOf, hasGuardiansConsent } from '../people/guardians.ts';
import { personOfHandle } from '../people/person-find.ts';
import { demandSearch } from '../people/person-searches.ts';
import { Fault } from '../vm/fault.ts';
import { row, transact } from '../vm/sql.ts';
import { NewRecord } from '../vm/vm.ts';

/** Who stands for a person, as a clerk enters and ends it. */

/**
 * POST desk/guardian: the guardian is found by the number on their document. Who has no account is on record as having consented; who has
 * one is shown the person on their phone from then on.
 */
export const addGuardianRoute: Handler<typeof guardianRoutes.addGuardian> = ({ app, asker, body }) => {
  const { idNumber, relation, basis } = demandForm(guardianForm, {
    idNumber: body['idNumber'],
    relation: body['relation'],
    basis: body['basis'],
  });
  const now = Date.now();
  const ward = personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
  if (ageOn(idNumber, localDay(now)) < guardianAge)
    throw new Fault('malformed', 'A guardian is of age.', {
      fields: [{ path: 'idNumber', problem: 'young' }],
    });
  const index = indexOf('id-number', idNumber);
  demandSearch(app, asker.id, now);
  const found = row<{ id: string }>(
    app,
    ['id'],
    `select coalesce(m.person, p.id) as id from persons p left join person_merges m on m.alias = p.id and m.undone_at = 0
     where p.idIndex = {:index}`,
    { index },
  );
  if (!found || found.id === ward)
    throw new Fault(
      'not-found',
      'No other person with this number is registered: register the guardian first.',
    );
  const guardian = found.id;
  return transact(app, (inside) => {
    demandNotice(inside, { holder: ward, via: 'guardian', account: asker.id }, now);
    const [account] = ownAccounts(inside, guardian);
    const stands =
      account !== undefined &&
      row(
        inside,
        ['id'],
        `select id from account_persons where account = {:account} and person in (select value from json_each({:records}))`,
        { account, records: recordList(inside, ward) },
      ) !== null;
    if (account !== undefined && !stands)
      inside.save(
        new NewRecord(inside.findCollectionByNameOrId('account_persons'), {
          account,
          person: ward,
          relation,
          since: now,
          basis,
        }),
      );
    audit(inside, {
      actor: staffActor(asker),
      action: 'guardian.add',
      subject: `person:${ward} guardian:${guardian} ${relation} ${basis}${account === undefined ? ' consent alone' : ''}`,
    });
    noteRead(inside, asker, { kind: 'guardian', right: 'desk.serve' }, [ward, guardian], now);
    return { guardians: guardiansOf(inside, ward), consented: true, onPhone: account !== undefined };
  });
};

/** POST desk/guardian/end: passes on phones are refused from then on, since one of them was the guardian's. */
export const endGuardianRoute: Handler<typeof guardianRoutes.endGuardian> = ({ app, asker, body }) => {
  const now = Date.now();
  const ward = personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
  const id = text(body, 'id', 30);
  return transact(app, (inside) => {
    if (!guardiansOf(inside, ward).some((each) => each.id === id))
      throw new Fault('overtaken', 'This guardian does not stand for the person any more.');
    const own = row<{ person: string }>(
      inside,
      ['person'],
      `select o.person from account_persons r join account_persons o on o.account = r.account and o.relation = 'self' where r.id = {:id}`,
      { id },
    );
    inside.delete(inside.findRecordById('account_persons', id));
    const left = guardiansOf(inside, ward);
    const last = lastConsent(inside, ward, 'guardian');
    if (left.length === 0 && last?.act === 'agreed')
      storeConsent(
        inside,
        { holder: ward, via: 'desk', account: asker.id },
        { purpose: 'guardian', version: last.version, act: 'withdrawn' },
        now,
      );
    const papers = new Set(papersOf(inside, ward).map(({ passId }) => passId));
    const phones = livePasses(inside, ward, now).filter(({ passId }) => !papers.has(passId));
    denyPasses(inside, phones, now, true);
    audit(inside, {
      actor: staffActor(asker),
      action: 'guardian.end',
      subject: `person:${ward} guardian:${own?.person ?? ''}`,
    });
    noteRead(
      inside,
      asker,
      { kind: 'guardian', right: 'desk.serve' },
      [ward, ...(own ? [own.person] : [])],
      now,
    );
    return { guardians: left, consented: hasGuardiansConsent(inside, ward), onPhone: false };
  });
};
