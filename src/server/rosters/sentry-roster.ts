import type { rosterRoutes } from '../../domain/api/routes/roster-routes.ts';
import { text } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { takeTaken } from './roster-reach.ts';
import type { RosterSite } from './roster-state.ts';
import { newestRoster } from './roster-versions.ts';

/** The site at which a sentry stands by the register of this moment: there is no other whose roster it could ask for. */
function siteOf(app: App, sentry: StoredRecord): RosterSite {
  const found = row<RosterSite>(
    app,
    ['id', 'number', 'name', 'nameEn'],
    'select s.id, s.number, s.name, s.nameEn from sentries d join sites s on s.id = d.site where d.id = {:id}',
    { id: sentry.id },
  );
  if (!found) throw new Fault('not-found', 'This sentry stands at no site.');
  return found;
}

/** GET sentry/roster */
export const sentryRosterRoute: Handler<typeof rosterRoutes.sentryRoster> = ({ app, asker, query }) => {
  const now = Date.now();
  const have = Number(query('have'));
  const from = Number.isSafeInteger(have) && have > 0 ? have : 0;
  return { roster: newestRoster(app, siteOf(app, asker.account), from, now), now };
};

/** POST sentry/roster-taken */
export const rosterTakenRoute: Handler<typeof rosterRoutes.tookRoster> = ({ app, asker, body }) => {
  const { account } = asker;
  const sentry = { device: account.getInt('device'), key: account.getString('key') };
  takeTaken(app, siteOf(app, account), sentry, {
    body: text(body, 'body', 400),
    signature: text(body, 'signature', 100),
  });
  return {};
};
