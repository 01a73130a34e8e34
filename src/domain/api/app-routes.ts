import { accountRoutes } from './routes/account-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { citizenRoutes } from './routes/citizen-routes.ts';
import { custodyRoutes } from './routes/custody-routes.ts';
import { deskRoutes } from './routes/desk-routes.ts';
import { fleetRoutes } from './routes/fleet-routes.ts';
import { guardianRoutes } from './routes/guardian-routes.ts';
import { noticeRoutes } from './routes/notice-routes.ts';
import { personRoutes } from './routes/person-routes.ts';
import { policyRoutes } from './routes/policy-routes.ts';
import { publicRoutes } from './routes/public-routes.ts';
import { requestRoutes } from './routes/request-routes.ts';
import { rosterRoutes } from './routes/roster-routes.ts';
import { sentryRoutes } from './routes/sentry-routes.ts';
import { siteRoutes } from './routes/site-routes.ts';
import { workRoutes } from './routes/work-routes.ts';
import { venueRoutes } from './routes/venue-routes.ts';

/** Those that neither the gate's bundle nor the demo's answers. */
export const appRoutes = {
  ...publicRoutes,
  ...citizenRoutes,
  ...accountRoutes,
  ...sentryRoutes,
  ...venueRoutes,
  ...siteRoutes,
  ...fleetRoutes,
  ...guardianRoutes,
  ...noticeRoutes,
  ...personRoutes,
  ...requestRoutes,
  ...deskRoutes,
  ...rosterRoutes,
  ...custodyRoutes,
  ...policyRoutes,
  ...auditRoutes,
  ...workRoutes,
};
