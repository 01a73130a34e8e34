import type { siteRoutes } from '../../domain/api/routes/site-routes.ts';
import { siteStatuses, type SiteAnswer, type SiteRow } from '../../domain/api/site-api.ts';
import { readDayOrHour } from '../../domain/time/day-or-hour.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import type { Asker } from '../http/asker.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { listPage, type FilterOf, type ListPlan, type Within } from '../http/list-page.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteOutside } from '../places/outside.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { subdistricts } from '../places/subdistricts.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const daysShown = 14;
const scanned = 'exists (select 1 from stat_day d where d.site = t.number)';

/** Sites that have some of a day's counts. */
const countedOn =
  (count: 'visits' | 'emergencies'): FilterOf =>
  (value) => {
    const asked = readDayOrHour(value);
    return asked?.hour === null ? onDay(count, asked.day) : null;
  };

const onDay = (count: string, day: number): string =>
  `t.number in (select d.site from stat_day d where d.day = ${day} and d.${count} > 0)`;

/** Sites with scans on a day, or in an hour: hours are not counted by site, so the day's scans themselves are asked, of its sites alone. */
const scannedOn: FilterOf = (value, app) => {
  const asked = readDayOrHour(value);
  if (!asked) return null;
  const { day, hour, from, to } = asked;
  if (hour === null) return onDay('scans', day);
  if (!daysThere(app, 'scan').includes(day)) return '0';
  return `(${onDay('scans', day)} and exists (
    select 1 from ${dayTable('scan', day)} c where c.site = t.number and c.t >= ${from} and c.t < ${to}))`;
};

/** All sites of the district. */
export const sitePlan: ListPlan<SiteRow> = {
  table: 'sites',
  key: 't.number',
  columns: {
    site: 't.number',
    name: 't.name',
    nameEn: 't.nameEn',
    address: 't.address',
    category: 't.category',
    subdistrict: 't.subdistrict',
    subdistrictEn: 't.subdistrictEn',
    status: 't.status',
    // A code that was replaced stays as a retired one.
    code: `coalesce((select c.state from site_codes c where c.site = t.id and c.zone = ''
      order by c.state = 'retired' limit 1), '')`,
    zones: '(select count(*) from zones z where z.site = t.id)',
    firstScan: 'coalesce((select min(d.day) from stat_day d where d.site = t.number), 0)',
    lastScan: 'coalesce((select max(d.day) from stat_day d where d.site = t.number), 0)',
  },
  sorts: { name: 't.nameKey', site: 't.number' },
  usualSort: 'name',
  filters: {
    category: 't.category',
    subdistrict: 't.subdistrict',
    status: Object.fromEntries(siteStatuses.map((status) => [status, `t.status = '${status}'`])),
    scanned: { never: `not ${scanned}`, before: scanned },
    scansOn: scannedOn,
    visitsOn: countedOn('visits'),
    emergenciesOn: countedOn('emergencies'),
  },
  findIn: `(t.number || ' ' || t.name || ' ' || t.nameEn || ' ' || t.address)`,
};

/** What an account sees of it. */
function within({ scope }: Asker): Within {
  // Without a condition SQLite counts all rows of a table without looking at them.
  return scope.length === 0
    ? { where: '1', values: {} }
    : { where: inScopeSql('t'), values: scopeValue(scope) };
}

/** POST sites */
export const sitesRoute: Handler<typeof siteRoutes.sites> = ({ app, asker, body }) => ({
  ...listPage(app, sitePlan, body, within(asker)),
  subdistricts: subdistricts(app, asker.scope),
});

/** GET sites/one */
export const siteRoute: Handler<typeof siteRoutes.site> = ({ app, asker, query }) => {
  const number = Number(query('site'));
  const now = Date.now();
  const names = Object.keys(sitePlan.columns) as (keyof SiteRow)[];
  const columns = names.map((name) => `${sitePlan.columns[name]} as ${name}`).join(', ');
  const { where, values } = within(asker);
  const found = row<SiteRow>(
    app,
    names,
    `select ${columns} from sites t where t.number = {:number} and ${where}`,
    { number: Number.isInteger(number) ? number : 0, ...values },
  );
  if (!found) {
    noteOutside(app, asker, number, now);
    throw new Fault('not-found', 'There is no such site.');
  }
  return { row: found, ...partsOf(app, found.site, now), now };
};

function partsOf(app: App, number: number, now: number): Omit<SiteAnswer, 'row' | 'now'> {
  const today = localDay(now);
  const first = addDays(today, 1 - daysShown);
  const zones = rows<SiteAnswer['zones'][number]>(
    app,
    ['zone', 'name', 'nameEn', 'code'],
    // Of a zone's codes that of the smallest `retired` is taken. The site's are read once, not all of the district's for each zone.
    `select z.number as zone, z.name, z.nameEn, coalesce(c.state, '') as code
     from sites s cross join zones z on z.site = s.id left join (
       select zone, state, min(state = 'retired') as retired from site_codes
       where site = (select id from sites where number = {:number}) group by zone) c on c.zone = z.id
     where s.number = {:number} order by z.number limit 200`,
    { number },
  );
  const counted = rows<SiteAnswer['days'][number]>(
    app,
    ['day', 'scans', 'visits'],
    'select day, scans, visits from stat_day where site = {:number} and day between {:first} and {:today}',
    { number, first, today },
  );
  const days = Array.from({ length: daysShown }, (_, index) => {
    const day = addDays(first, index);
    return counted.find((each) => each.day === day) ?? { day, scans: 0, visits: 0 };
  });
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from sentries d join sites s on s.id = d.site where s.number = {:number} and not d.revoked`,
    { number },
  )!;
  return { zones, days, sentries: count };
}
