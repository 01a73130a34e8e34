import type { OwnRosterRow, OwnRostersAnswer } from '../../domain/api/gate/roster-api.ts';
import type { rosterRoutes } from '../../domain/api/routes/roster-routes.ts';
import { joinRosterForm, type ConsentWay, type RemovedBy } from '../../domain/roster/roster-forms.ts';
import { personOf } from '../accounts/account-persons.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { demandForm } from '../http/form-body.ts';
import { text, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { demandNotice, noticeHolder } from '../people/consents.ts';
import { demandOwnNumber } from '../people/own-number.ts';
import { withEnglish } from '../places/english-names.ts';
import { Fault } from '../vm/fault.ts';
import { rows, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { invitationOf, useInvitation } from './invitations.ts';
import { givenDocument } from './roster-cards.ts';
import {
  enrol,
  liveEntry,
  removeEntry,
  termColumns,
  termNames,
  termsOf,
  toldMs,
  type TermColumns,
} from './roster-entries.ts';
import { reachOf } from './roster-reach.ts';

interface StoredRow extends TermColumns {
  number: number;
  site: string;
  siteName: string;
  siteNameEn: string;
  added: number;
  consent: ConsentWay;
  heldBy: string;
  removed: number;
  removedBy: RemovedBy | '';
  version: number;
}

/** The rosters on which a person stands, or stood lately. */
export function rostersOf(app: App, person: string, now: number): OwnRosterRow[] {
  const found = rows<StoredRow>(
    app,
    [
      ...termNames,
      'number',
      'site',
      'siteName',
      'siteNameEn',
      'added',
      'consent',
      'heldBy',
      'removed',
      'removedBy',
      'version',
    ],
    `select ${termColumns}, e.number, e.site, s.name as siteName, s.nameEn as siteNameEn, e.added,
       e.consent_way as consent, e.consent_held_by as heldBy, e.removed, e.removed_by as removedBy,
       e.removed_version as version
     from roster_entries e join sites s on s.id = e.site
     where e.person in (select value from json_each({:records})) and (e.removed = 0 or e.removed > {:since})
     order by e.removed > 0, max(e.removed, e.added) desc`,
    { records: recordList(app, person), since: now - toldMs },
  );
  return found.map((entry) => {
    const { number, site, siteName, siteNameEn, added, consent, heldBy, removed, removedBy, version } = entry;
    const reach = removed > 0 ? reachOf(app, site, version) : [];
    const told =
      removed > 0 ? { know: reach.filter(({ state }) => state === 'knows').length, of: reach.length } : null;
    return withEnglish(
      { number, siteName, siteNameEn, ...termsOf(entry), added, consent, heldBy, removed, removedBy, told },
      ['siteNameEn'],
    );
  });
}

function answer(app: App, person: string, now: number): OwnRostersAnswer {
  return { rosters: rostersOf(app, person, now), now };
}

/** GET me/rosters */
export const ownRostersRoute: Handler<typeof rosterRoutes.ownRosters> = ({ app, asker, query }) => {
  const { person } = personOf(app, asker.account, query('person'));
  return answer(app, person.id, Date.now());
};

/** POST me/rosters/look */
export const lookAtInvitationRoute: Handler<typeof rosterRoutes.lookAtInvitation> = ({ app, body }) => {
  const now = Date.now();
  const { site, terms, expires } = invitationOf(app, text(body, 'code', 64), now);
  return withEnglish({ siteName: site.name, siteNameEn: site.nameEn, ...terms, expires, now }, [
    'siteNameEn',
  ]);
};

/** POST me/rosters/join */
export const joinRosterRoute: Handler<typeof rosterRoutes.joinRoster> = ({ app, asker, body }) => {
  const now = Date.now();
  const { person, relation } = personOf(app, asker.account, body['person']);
  const invitation = invitationOf(app, text(body, 'code', 64), now);
  const { site, terms } = invitation;
  const { idNumber: given } = demandForm(joinRosterForm, { idNumber: body['idNumber'] });
  // Before anything is used up: of a number that is not theirs nothing is done.
  const addDocument = givenDocument(
    site.number,
    given,
    (idNumber) => void demandOwnNumber(app, asker.id, person, idNumber, now),
  );
  transact(app, (inside) => {
    demandNotice(inside, noticeHolder(asker.id, person.id, relation), now);
    useInvitation(inside, invitation);
    const entry = enrol(inside, { site, person: person.id, terms, consent: 'phone', actor: 'person' }, now);
    addDocument(inside, entry, now);
  });
  return answer(app, person.id, now);
};

/** POST me/rosters/leave */
export const leaveRosterRoute: Handler<typeof rosterRoutes.leaveRoster> = ({ app, asker, body }) => {
  const now = Date.now();
  const { person } = personOf(app, asker.account, body['person']);
  const number = whole(body, 'entry', 1, Number.MAX_SAFE_INTEGER);
  transact(app, (inside) => {
    const entry = liveEntry(inside, number, { person: person.id });
    if (!entry) throw new Fault('not-found', 'You are not on this roster, or were taken off it meanwhile.');
    removeEntry(inside, entry, { who: 'person', actor: 'person' }, now);
  });
  return answer(app, person.id, now);
};
