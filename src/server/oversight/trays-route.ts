import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { kindsOf } from '../approvals/approvals.ts';
import { waitingCounts } from '../approvals/waiting.ts';
import type { Handler } from '../http/route-handlers.ts';
import { workRows } from '../long-work/work.ts';
import { workOn } from '../long-work/worker.ts';
import { hasRight } from '../../domain/access/rights.ts';
import { decidesOn, waitingRequests } from '../people/waiting-requests.ts';
import { unusualCount } from './unusual-count.ts';

/** GET trays. Whoever looks goes on with long work that waits, where nobody does. */
export const traysRoute: Handler<typeof personRoutes.trays> = ({ app, asker: { account, roles }, goOn }) => {
  const now = Date.now();
  const decides = decidesOn(roles);
  goOn(() => workOn(app));
  return {
    decides: kindsOf(account).length > 0,
    waiting: waitingCounts(app, account, now),
    work: workRows(app, account),
    ...(hasRight(roles, 'audit.see') && { unusual: unusualCount(app, now) }),
    ...((decides.health || decides.identity) && { requests: waitingRequests(app, decides, now) }),
    now,
  };
};
