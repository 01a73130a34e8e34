import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import { approvingRightsOf } from '../../domain/access/approval.ts';
import { inScope, rolesWith, type StaffRole } from '../../domain/access/rights.ts';
import type { StaffRow, StaffState } from '../../domain/access/staff-account.ts';
import { readScope } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { subdistricts } from '../places/subdistricts.ts';
import { charter } from '../policy/charter.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

type Kept = Omit<
  StaffRow,
  'roles' | 'subdistricts' | 'state' | 'since' | 'official' | 'mine' | 'waits' | 'secondCode'
> & {
  roles: string;
  subdistricts: string;
  lockedAt: number;
  endedAt: number;
  waits: string;
  maker: string;
  secondMaker: string;
};

/** How an account stands. */
function stateOf({
  endedAt,
  lockedAt,
  lastUsed,
}: Pick<Kept, 'endedAt' | 'lockedAt' | 'lastUsed'>): StaffState {
  if (endedAt > 0) return 'ended';
  if (lockedAt > 0) return 'locked';
  return lastUsed > 0 ? 'active' : 'invited';
}

/** What an open invitation lacks of its second code; '' where it takes none, or there is no invitation. */
function secondCodeOf(
  asker: string,
  { roles, maker, secondMaker }: Pick<Kept, 'roles' | 'maker' | 'secondMaker'>,
): StaffRow['secondCode'] {
  if (maker === '' || approvingRightsOf(JSON.parse(roles) as StaffRole[]).length === 0) return '';
  if (secondMaker !== '') return 'given';
  return maker === asker ? 'others' : 'mine';
}

/** Whether who is of a part of the district deals with an account: with those of no more than this part. */
export function dealsWith(scope: readonly string[], its: readonly string[]): boolean {
  return scope.length === 0 || (its.length > 0 && its.every((name) => inScope(scope, name)));
}

/** Accounts as they stand now, by name. @param only one of them; all when left out */
export function staffRows(app: App, asker: string, now: number, only = ''): StaffRow[] {
  const found = rows<Kept>(
    app,
    [
      'id',
      'name',
      'email',
      'number',
      'roles',
      'subdistricts',
      'madeAt',
      'lastUsed',
      'lockedAt',
      'lockedFor',
      'endedAt',
      'endReason',
      'factorSince',
      'invitedUntil',
      'maker',
      'secondMaker',
      'waits',
      'leaveUntil',
    ],
    `select s.id, s.name, s.email, coalesce(s.roles, '[]') as roles, coalesce(s.subdistricts, '') as subdistricts,
       coalesce(a.made_at, 0) as madeAt, coalesce(a.last_used, 0) as lastUsed, coalesce(a.locked_at, 0) as lockedAt,
       coalesce(a.locked_for, '') as lockedFor, coalesce(a.ended_at, 0) as endedAt,
       coalesce(a.end_reason, '') as endReason, coalesce(i.expires, 0) as invitedUntil,
       coalesce(i.maker, '') as maker, coalesce(i.second_maker, '') as secondMaker, coalesce(a.staff_number, '') as number,
       coalesce(f.confirmed_at, 0) as factorSince, coalesce(l.expires, 0) as leaveUntil,
       (select json_group_array(kind) from approvals p where p.state = 'waiting' and p.expires > {:now}
         and p.kind in ('account-invite', 'factor-reset') and json_extract(p.asked, '$.account') = s.id) as waits
     from staff s left join staff_accounts a on a.account = s.id
     left join staff_factors f on f.account = s.id
     left join staff_invitations i on i.account = s.id and i.expires >= {:now}
     left join staff_leave l on l.account = s.id and l.asker = {:asker} and l.expires > {:now}
     where {:only} in ('', s.id) order by s.name, s.id`,
    { now, only, asker },
  );
  const { officials } = charter().charter;
  return found.map(({ roles, subdistricts: of, lockedAt, endedAt, waits, maker, secondMaker, ...rest }) => ({
    ...rest,
    roles: JSON.parse(roles) as StaffRole[],
    secondCode: secondCodeOf(asker, { roles, maker, secondMaker }),
    waits: JSON.parse(waits) as StaffRow['waits'],
    subdistricts: [...readScope(of)],
    state: stateOf({ endedAt, lockedAt, lastUsed: rest.lastUsed }),
    since: endedAt || lockedAt,
    official: officials.find(({ account }) => account === rest.id)?.name ?? '',
    mine: rest.id === asker,
  }));
}

/** The open accounts of the whole district that make and end others. */
export function managers(app: App, now: number): StaffRow[] {
  const may: readonly string[] = rolesWith('accounts.manage');
  return staffRows(app, '', now).filter(
    ({ state, roles, subdistricts: its }) =>
      state !== 'ended' && state !== 'locked' && its.length === 0 && roles.some((role) => may.includes(role)),
  );
}

/** GET staff/accounts */
export const staffAccountsRoute: Handler<typeof accountRoutes.staffAccounts> = ({ app, asker }) => {
  const now = Date.now();
  const all = staffRows(app, asker.id, now);
  return {
    accounts: all.filter((one) => dealsWith(asker.scope, one.subdistricts)),
    subdistricts: subdistricts(app, asker.scope),
    now,
  };
};
