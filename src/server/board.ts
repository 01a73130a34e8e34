import type { BoardAnswer } from '../domain/api.ts';
import type { StaffMeAnswer } from '../domain/official-api.ts';
import { seesBoard, siteCategories, type StaffRole } from '../domain/categories.ts';
import { addDays, localDay } from '../domain/local-day.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { sentryRows } from './fleet.ts';
import { latestAlarms } from './notices.ts';
import { row, rows } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/** Days that boards look back, today among them. */
export const daysShown = 14;
const alarmsShown = 50;

interface DayRow {
  day: number;
  scans: number;
  visits: number;
  alerts: number;
  refused: number;
}

function days(app: App, today: number): DayRow[] {
  const found = rows<DayRow>(
    app,
    ['day', 'scans', 'visits', 'alerts', 'refused'],
    `select day, sum(scans) as scans, sum(visits) as visits, sum(alerts) as alerts, sum(refused) as refused
     from stat_hour where day between {:first} and {:today} group by day`,
    { first: addDays(today, 1 - daysShown), today },
  );
  const byDay = new Map(found.map((counts) => [counts.day, counts]));
  return Array.from({ length: daysShown }, (_, index) => {
    const day = addDays(today, index + 1 - daysShown);
    return byDay.get(day) ?? { day, scans: 0, visits: 0, alerts: 0, refused: 0 };
  });
}

function hours(app: App, today: number): BoardAnswer['hours'] {
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

function categories(app: App, today: number): BoardAnswer['categories'] {
  const found = rows<BoardAnswer['categories'][number]>(
    app,
    ['category', 'sites', 'scansToday'],
    `select s.category, count(*) as sites, coalesce(sum(d.scans), 0) as scansToday
     from sites s left join stat_day d on d.day = {:today} and d.site = s.number
     where s.status = 'active' group by s.category`,
    { today },
  );
  return siteCategories.map(
    (category) =>
      found.find((counts) => counts.category === category) ?? { category, sites: 0, scansToday: 0 },
  );
}

function subdistricts(app: App, today: number): BoardAnswer['subdistricts'] {
  return rows<BoardAnswer['subdistricts'][number]>(
    app,
    ['subdistrict', 'sites', 'scansToday', 'alertsToday'],
    `select s.subdistrict, count(*) as sites, coalesce(sum(d.scans), 0) as scansToday,
       coalesce(sum(d.alerts), 0) as alertsToday
     from sites s left join stat_day d on d.day = {:today} and d.site = s.number
     where s.status = 'active' group by s.subdistrict order by s.subdistrict`,
    { today },
  );
}

/** GET board: from roll-ups, the fleet's rows and notices alone. Fault 'not-allowed' for roles that do not see it. */
export function boardRoute(e: RequestEvent): void {
  answer(e, (): BoardAnswer => {
    const account = whoAsks(e, 'staff');
    if (!seesBoard(account.getString('role'))) {
      throw new Fault('not-allowed', 'Your role does not see the board of the district.');
    }
    const now = Date.now();
    const today = localDay(now);
    const lastDays = days(e.app, today);
    const { scans, visits, alerts, refused } = lastDays[lastDays.length - 1]!;
    const codes = row<{ count: number }>(
      e.app,
      ['count'],
      `select count(*) as count from site_codes where state = 'active'`,
    )!;
    return {
      day: today,
      scans,
      visits,
      alerts,
      refused,
      sites: codes.count,
      hours: hours(e.app, today),
      days: lastDays.map(({ refused: _refused, ...shown }) => shown),
      categories: categories(e.app, today),
      subdistricts: subdistricts(e.app, today),
      sentries: sentryRows(e.app, null, now),
      alarms: latestAlarms(e.app, alarmsShown),
      now,
    };
  });
}

/** GET staff/me */
export function staffMeRoute(e: RequestEvent): void {
  answer(e, (): StaffMeAnswer => {
    const account = whoAsks(e, 'staff');
    return { name: account.getString('name'), role: account.getString('role') as StaffRole };
  });
}
