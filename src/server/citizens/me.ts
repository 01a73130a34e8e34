import type { citizenRoutes } from '../../domain/api/routes/citizen-routes.ts';
import { ownIdentityForm } from '../../domain/person/own-identity-form.ts';
import { maskName } from '../../domain/text/masked-name.ts';
import { noticeShown } from '../http/declared/declared-notices.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { districtAdvice } from '../people/advice.ts';
import { lastConsent, noteNotice, noticeHolder } from '../people/consents.ts';
import { demandOwnNumber } from '../people/own-number.ts';
import { allDoses, healthStatus, latestTests } from '../people/person-status.ts';
import { personOf, personsOfAccount } from '../accounts/account-persons.ts';
import { overrideOf } from '../statuses/overrides.ts';
import { linkDocument } from '../rosters/roster-cards.ts';
import { Fault } from '../vm/fault.ts';
import { latestVisits } from './visit-log.ts';

/** GET me */
export const meRoute: Handler<typeof citizenRoutes.me> = ({ app, asker: { account: asker }, query }) => {
  const { person, id, relation } = personOf(app, asker, query('person'));
  const now = Date.now();
  return {
    maskedName: person.getString('maskedName'),
    status: healthStatus(app, person.id),
    tests: latestTests(app, person.id, 10),
    doses: allDoses(app, person.id),
    // Where another person has been is nobody's to read, not a guardian's either.
    visits: relation === 'self' ? latestVisits(app, person.id, 10) : [],
    person: id,
    persons: personsOfAccount(app, asker.id),
    override: overrideOf(app, person.id, now),
    advice: districtAdvice(app),
    now,
  };
};

/** POST me/identity */
export const proveIdentityRoute: Handler<typeof citizenRoutes.proveIdentity> = ({ app, asker, body }) => {
  const { person, relation } = personOf(app, asker.account, body['person']);
  // What is compared here stays on the phone: it is no new consent to passes of somebody who withdrew it.
  if (lastConsent(app, person.id, noticeShown().purpose)?.act !== 'withdrawn')
    noteNotice(app, noticeHolder(asker.id, person.id, relation), Date.now());
  const { name, idNumber } = demandForm(ownIdentityForm, { name: body['name'], idNumber: body['idNumber'] });
  const maskedName = demandOwnNumber(app, asker.id, person, idNumber, Date.now());
  if (maskName(name) !== maskedName)
    throw new Fault('not-allowed', 'This is not the name on record for this person.');
  linkDocument(app, person.id, idNumber, Date.now());
  return {};
};
