import type { rosterRoutes } from '../../domain/api/routes/roster-routes.ts';
import type { RemovedRow, RosterRow } from '../../domain/api/gate/roster-api.ts';
import {
  rosterInviteForm,
  shiftForm,
  type ConsentWay,
  type RemovedBy,
} from '../../domain/roster/roster-forms.ts';
import { actorOf, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteList } from '../people/access-log.ts';
import { withEnglish } from '../places/english-names.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { invite, openInvitations } from './invitations.ts';
import {
  keptTerms,
  liveEntry,
  removeEntry,
  termColumns,
  termNames,
  termsOf,
  toldMs,
  type TermColumns,
} from './roster-entries.ts';
import { proofsOf, reachOf } from './roster-reach.ts';
import { endRunningShift, giveShiftKey, rosterState, runningShift, type RosterSite } from './roster-state.ts';

const most = Number.MAX_SAFE_INTEGER;

/** A site of an owner's. @throws Fault 'not-found' for any other: nobody is told whether it exists */
function ownSite(app: App, { id }: Asker, number: number): RosterSite {
  const found = row<RosterSite>(
    app,
    ['id', 'number', 'name', 'nameEn'],
    `select id, number, name, nameEn from sites
     where number = {:number} and owner = {:id} and status <> 'retired'`,
    { number, id },
  );
  if (!found) throw new Fault('not-found', 'You have no site of this number.');
  return found;
}

interface StoredEntry extends TermColumns {
  number: number;
  person: string;
  maskedName: string;
  added: number;
  consent: ConsentWay;
  consentVersion: number;
  heldBy: string;
  removed: number;
  removedBy: RemovedBy;
  version: number;
}

/** Who is on a site's roster, and who was lately; the latest first. */
function storedEntries(app: App, site: string, now: number): StoredEntry[] {
  return rows<StoredEntry>(
    app,
    [
      ...termNames,
      'number',
      'person',
      'maskedName',
      'added',
      'consent',
      'consentVersion',
      'heldBy',
      'removed',
      'removedBy',
      'version',
    ],
    `select ${termColumns}, e.number, p.id as person, p.maskedName, e.added, e.consent_way as consent,
       e.consent_version as consentVersion, e.consent_held_by as heldBy, e.removed, e.removed_by as removedBy,
       e.removed_version as version
     from roster_entries e left join person_merges m on m.alias = e.person and m.undone_at = 0
     join persons p on p.id = coalesce(m.person, e.person)
     where e.site = {:site} and (e.removed = 0 or e.removed > {:since})
     order by max(e.removed, e.added) desc, e.number desc`,
    { site, since: now - toldMs },
  );
}

function rosterRow(entry: StoredEntry): RosterRow {
  const { number, maskedName, added, consent, consentVersion, heldBy } = entry;
  return { number, maskedName, ...termsOf(entry), added, consent, consentVersion, heldBy };
}

/** GET roster */
export const rosterRoute: Handler<typeof rosterRoutes.roster> = ({ app, asker, query }) => {
  const now = Date.now();
  const site = ownSite(app, asker, Number(query('site')));
  const stored = storedEntries(app, site.id, now);
  const state = rosterState(app, site.id);
  noteList(
    app,
    asker,
    { kind: 'roster', right: 'rosters.keep' },
    stored.map(({ person }) => ({ person })),
    now,
  );
  const removed = stored
    .filter((entry) => entry.removed > 0)
    .map((entry): RemovedRow => ({
      ...rosterRow(entry),
      removed: entry.removed,
      removedBy: entry.removedBy,
      reach: reachOf(app, site.id, entry.version),
    }));
  const named = withEnglish({ site: site.number, siteName: site.name, siteNameEn: site.nameEn }, [
    'siteNameEn',
  ]);
  return {
    ...named,
    entries: stored.filter((entry) => entry.removed === 0).map(rosterRow),
    removed,
    invitations: openInvitations(app, site.id, now),
    version: state?.version ?? 0,
    reach: state ? reachOf(app, site.id, state.changed) : [],
    shift: runningShift(state, now),
    now,
  };
};

/** GET roster/proof */
export const rosterProofRoute: Handler<typeof rosterRoutes.rosterProof> = ({ app, asker, query }) => {
  const site = ownSite(app, asker, Number(query('site')));
  const entry = Number(query('entry'));
  const found = row<{ removed: number; version: number }>(
    app,
    ['removed', 'version'],
    `select removed, removed_version as version from roster_entries
     where number = {:entry} and site = {:site} and removed > 0`,
    { entry: Number.isSafeInteger(entry) ? entry : 0, site: site.id },
  );
  if (!found) throw new Fault('overtaken', 'No such entry was taken off this site’s roster lately.');
  const proofs = proofsOf(app, site.id, found.version).map(
    ({ device, deviceKey, body, signature, stated, statedKey, statedSignature }) => ({
      device,
      deviceKey,
      statement: { body: stated, key: statedKey, signature: statedSignature },
      taken: { body, signature },
    }),
  );
  return { site: site.number, entry, ...found, proofs, now: Date.now() };
};

/** POST roster/invite */
export const rosterInviteRoute: Handler<typeof rosterRoutes.inviteToRoster> = ({ app, asker, body }) => {
  const now = Date.now();
  const { site: number, ...terms } = demandForm(rosterInviteForm, body);
  return { ...invite(app, ownSite(app, asker, number), asker.id, keptTerms(terms), now), now };
};

/** POST roster/remove */
export const rosterRemoveRoute: Handler<typeof rosterRoutes.removeFromRoster> = ({ app, asker, body }) => {
  const now = Date.now();
  const site = ownSite(app, asker, whole(body, 'site', 1, most));
  const number = whole(body, 'entry', 1, most);
  return transact(app, (inside) => {
    const entry = liveEntry(inside, number, { owner: asker.id });
    if (entry?.site.id !== site.id)
      throw new Fault('not-found', 'This person is not on the roster, or was taken off it meanwhile.');
    return { version: removeEntry(inside, entry, { who: 'owner', actor: actorOf(asker) }, now), now };
  });
};

/** POST roster/shift */
export const shiftKeyRoute: Handler<typeof rosterRoutes.giveShiftKey> = ({ app, asker, body }) => {
  const now = Date.now();
  const site = ownSite(app, asker, whole(body, 'site', 1, most));
  const { hours } = demandForm(shiftForm, { hours: body['hours'] });
  return { ...giveShiftKey(app, site, hours, actorOf(asker), now), now };
};

/** POST roster/shift-end */
export const shiftEndRoute: Handler<typeof rosterRoutes.endShift> = ({ app, asker, body }) => {
  const now = Date.now();
  endRunningShift(app, ownSite(app, asker, whole(body, 'site', 1, most)), actorOf(asker), now);
  return { now };
};
