import type { AlarmRow } from '../../domain/api/api.ts';
import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { readDayOrHour } from '../../domain/time/day-or-hour.ts';
import { listPage, type ListPlan, type Within } from '../http/list-page.ts';
import type { Handler } from '../http/route-handlers.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { alarmOf, type NoticeRow } from './notices.ts';

const ofSite = (column: string): string => `(select ${column} from sites s where s.id = t.site)`;

/** All alarms that are kept, as the board shows them. */
export const alarmPlan: ListPlan<NoticeRow & Pick<AlarmRow, 'key'>> = {
  table: 'notices',
  key: 't.rowid',
  columns: {
    key: 't.rowid',
    id: 't.id',
    t: 't.t',
    site: ofSite('s.number'),
    siteName: ofSite('s.name'),
    siteNameEn: ofSite('s.nameEn'),
    sentryName: 't.sentryName',
    outcome: 't.outcome',
    reasons: 't.reasons',
    body: 't.body',
    unknown: "coalesce(t.unknown, 'null')",
    more: 't.more',
  },
  sorts: { when: 't.t' },
  usualSort: '-when',
  filters: {
    outcome: Object.fromEntries(outcomes.map((outcome) => [outcome, `t.outcome = '${outcome}'`])),
    day: (value) => {
      const asked = readDayOrHour(value);
      return asked && `t.t >= ${asked.from} and t.t < ${asked.to}`;
    },
  },
  findIn: `(${ofSite("s.number || ' ' || s.name || ' ' || s.nameEn")} || ' ' || t.sentryName)`,
};

/** Those of some sub-districts; none: all of them, without a condition, since SQLite counts all rows of a table without looking at them. */
export function alarmsWithin(scope: readonly string[]): Within {
  return scope.length === 0
    ? { where: '1', values: {} }
    : {
        where: `t.site in (select s.id from sites s where ${inScopeSql('s')})`,
        values: scopeValue(scope),
      };
}

/** POST alarms */
export const alarmsRoute: Handler<typeof venueRoutes.alarms> = ({ app, asker: { scope }, body }) => {
  const { rows, ...page } = listPage(app, alarmPlan, body, alarmsWithin(scope));
  return { ...page, rows: rows.map(({ key, ...notice }) => ({ key, ...alarmOf(notice) })) };
};
