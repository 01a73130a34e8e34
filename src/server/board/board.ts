import type { BoardAnswer } from '../../domain/api/api.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import { inScope, type StaffRole } from '../../domain/access/rights.ts';
import { siteCategories, type SiteCategory } from '../../domain/access/categories.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { JsonText } from '../http/answer.ts';
import type { Handler } from '../http/route-handlers.ts';
import { boardAnswerName } from '../http/board-topic.ts';
import { withEnglish } from '../places/english-names.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { isUntold } from '../staff/account-told.ts';
import { factorState } from '../staff/factor-routes.ts';
import { subdistricts } from '../places/subdistricts.ts';
import { sentriesText } from '../fleet/fleet.ts';
import { sentriesInShort } from '../fleet/fleet-health.ts';
import { signerAwaySince } from '../keys/signer.ts';
import { latestAlarms } from '../notices/notices.ts';
import { oneForAll } from '../http/one-for-all.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Days that boards look back, today among them. */
export const daysShown = 14;
const alarmsShown = 50;

interface DayRow {
  day: number;
  scans: number;
  visits: number;
  alerts: number;
  refused: number;
  emergencies: number;
}

function days(app: App, scope: readonly string[], today: number): DayRow[] {
  // Those of all sites are some hours a day; those of some are counted site by site.
  const counted =
    scope.length === 0
      ? 'stat_hour d where'
      : `stat_day d join sites s on s.number = d.site where ${inScopeSql('s')} and`;
  const found = rows<DayRow>(
    app,
    ['day', 'scans', 'visits', 'alerts', 'refused', 'emergencies'],
    `select d.day, sum(d.scans) as scans, sum(d.visits) as visits, sum(d.alerts) as alerts, sum(d.refused) as refused,
       sum(d.emergencies) as emergencies
     from ${counted} d.day between {:first} and {:today} group by d.day`,
    { first: addDays(today, 1 - daysShown), today, ...(scope.length > 0 && scopeValue(scope)) },
  );
  const byDay = new Map(found.map((counts) => [counts.day, counts]));
  return Array.from({ length: daysShown }, (_, index) => {
    const day = addDays(today, index + 1 - daysShown);
    return byDay.get(day) ?? { day, scans: 0, visits: 0, alerts: 0, refused: 0, emergencies: 0 };
  });
}

function hours(app: App, scope: readonly string[], today: number): BoardAnswer['hours'] {
  // Hours are counted of the whole district, not by site.
  if (scope.length > 0) return [];
  const found = rows<{ hour: number; scans: number; alerts: number }>(
    app,
    ['hour', 'scans', 'alerts'],
    'select hour, scans, alerts from stat_hour where day = {:today}',
    { today },
  );
  const all = Array.from({ length: 24 }, () => ({ scans: 0, alerts: 0 }));
  for (const { hour, scans, alerts } of found) all[hour] = { scans, alerts };
  return all;
}

// What was scanned today was scanned, though the site was suspended since: the tables add up to the day's total. Only the
// number of sites is that of those in use.

interface AreaRow {
  category: SiteCategory;
  subdistrict: string;
  subdistrictEn: string;
  sites: number;
  codes: number;
  scans: number;
  alerts: number;
}

/** Sites and codes in use and the day's counts, by kind and sub-district: a hundred rows of a district, all of them kept counts. */
function areas(app: App, today: number): AreaRow[] {
  return rows<AreaRow>(
    app,
    ['category', 'subdistrict', 'subdistrictEn', 'sites', 'codes', 'scans', 'alerts'],
    `select category, subdistrict, coalesce((
         select s.subdistrictEn from sites s where s.category = a.category and s.subdistrict = a.subdistrict
         and s.subdistrictEn <> '' limit 1), '') as subdistrictEn,
       sum(sites) as sites, sum(codes) as codes, sum(scans) as scans, sum(alerts) as alerts
     from (
       select category, subdistrict, sites, codes, 0 as scans, 0 as alerts from stat_register
       union all select category, subdistrict, 0, 0, scans, alerts from stat_area where day = {:today}) a
     group by category, subdistrict order by subdistrict`,
    { today },
  );
}

function sum<Row>(of: readonly Row[], count: (row: Row) => number): number {
  return of.reduce((total, row) => total + count(row), 0);
}

function categories(all: readonly AreaRow[]): BoardAnswer['categories'] {
  return siteCategories.map((category) => {
    const those = all.filter((area) => area.category === category);
    return {
      category,
      sites: sum(those, ({ sites }) => sites),
      scansToday: sum(those, ({ scans }) => scans),
    };
  });
}

function bySubdistrict(all: readonly AreaRow[]): BoardAnswer['subdistricts'] {
  return [...new Set(all.map(({ subdistrict }) => subdistrict))].map((subdistrict) => {
    const those = all.filter((area) => area.subdistrict === subdistrict);
    const subdistrictEn = those.find((area) => area.subdistrictEn !== '')?.subdistrictEn ?? '';
    const counts = {
      sites: sum(those, ({ sites }) => sites),
      scansToday: sum(those, ({ scans }) => scans),
      alertsToday: sum(those, ({ alerts }) => alerts),
    };
    return withEnglish({ subdistrict, subdistrictEn, ...counts }, ['subdistrictEn']);
  });
}

function boardText(app: App, scope: readonly string[]): string {
  const now = Date.now();
  const today = localDay(now);
  const lastDays = days(app, scope, today);
  const { scans, visits, alerts, refused, emergencies } = lastDays[lastDays.length - 1]!;
  const away = signerAwaySince();
  const inAreas = areas(app, today).filter(({ subdistrict }) => inScope(scope, subdistrict));
  const rest: Omit<BoardAnswer, 'sentries'> = {
    day: today,
    scans,
    visits,
    alerts,
    refused,
    emergencies,
    sites: sum(inAreas, ({ codes }) => codes),
    hours: hours(app, scope, today),
    days: lastDays.map(({ refused: _refused, emergencies: _emergencies, ...shown }) => shown),
    categories: categories(inAreas),
    subdistricts: bySubdistrict(inAreas),
    alarms: latestAlarms(app, alarmsShown, { scope }),
    ...(away !== null && { signerAway: away }),
    now,
  };
  return `{"sentries":${sentriesInShort(app, scope, now)},${JSON.stringify(rest).slice(1)}`;
}

/** GET board: from roll-ups, the fleet's rows and notices alone. */
export const boardRoute: Handler<typeof venueRoutes.board> = ({ app, asker: { scope } }) => {
  const make = (): string => boardText(app, scope);
  // One answer for all who see the whole district; those of some sub-districts are few.
  return new JsonText(scope.length === 0 ? oneForAll(app, boardAnswerName, make) : make());
};

/** GET board/sentries: for those who see the board but not the page of the fleet. */
export const boardSentriesRoute: Handler<typeof venueRoutes.boardSentries> = ({ app, asker: { scope } }) => {
  const now = Date.now();
  return new JsonText(`{"sentries":${sentriesText(app, scope, now)},"now":${now}}`);
};

/** GET staff/me */
export const staffMeRoute: Handler<typeof accountRoutes.staffMe> = ({
  app,
  asker: { account, roles, scope },
}) => {
  const all = subdistricts(app, []);
  return {
    name: account.getString('name'),
    roles: roles as StaffRole[],
    subdistricts: [...scope],
    subdistrictsEn: scope.map((name) => all.find((each) => each.name === name)?.nameEn || name),
    allSubdistricts: all.length,
    secondFactor: factorState(app, account.id),
    untold: isUntold(app, account.id),
  };
};
