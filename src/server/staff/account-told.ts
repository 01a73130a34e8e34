import {
  toldMs,
  type AccountByTwo,
  type AccountTold,
  type AccountToldAnswer,
} from '../../domain/access/staff-account.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What two administrators did to an account that was in use: its holder is told, and says that they have read it. */

export function tellHolder(
  app: App,
  told: { account: string; what: AccountByTwo; asker: string; decider: string },
  now: number,
): void {
  run(
    app,
    `insert into staff_told (account, at, what, asked_by, decided_by)
     values ({:account}, {:now}, {:what}, {:asker}, {:decider})`,
    { ...told, now },
  );
}

/** Whether there is something that the holder has not read yet. */
export function isUntold(app: App, account: string): boolean {
  const found = row(
    app,
    ['id'],
    'select id from staff_told where account = {:account} and seen_at = 0 limit 1',
    {
      account,
    },
  );
  return found !== null;
}

/** GET account/told */
export const accountToldRoute: Handler<typeof accountRoutes.accountTold> = ({
  app,
  asker: { id },
}): AccountToldAnswer => {
  const told = rows<Omit<AccountTold, 'seen'> & { seenAt: number }>(
    app,
    ['id', 'at', 'what', 'askedBy', 'decidedBy', 'seenAt'],
    `select t.id, t.at, t.what, coalesce(a.name, '') as askedBy, coalesce(d.name, '') as decidedBy, t.seen_at as seenAt
     from staff_told t left join staff a on a.id = t.asked_by left join staff d on d.id = t.decided_by
     where t.account = {:id} order by t.id desc limit 50`,
    { id },
  );
  return { told: told.map(({ seenAt, ...one }) => ({ ...one, seen: seenAt > 0 })), now: Date.now() };
};

/** POST account/told */
export const accountToldSeenRoute: Handler<typeof accountRoutes.seeAccountTold> = ({ app, asker, body }) => {
  const upTo = whole(body, 'upTo', 1, Number.MAX_SAFE_INTEGER);
  run(app, 'update staff_told set seen_at = {:now} where account = {:id} and id <= {:upTo} and seen_at = 0', {
    now: Date.now(),
    id: asker.id,
    upTo,
  });
  return {};
};

/** Each hour: what is older than it is kept. */
export function forgetTold(app: App, now: number): void {
  run(app, 'delete from staff_told where at < {:before}', { before: now - toldMs });
}
