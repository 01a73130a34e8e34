import type { Alarm, OwnSentry, SentryRow, VenueAnswer } from '../../domain/api/api.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { daysTold } from '../../domain/site/told-days.ts';
import { JsonText } from '../http/answer.ts';
import { countStep } from '../../domain/site/told-count.ts';
import { withEnglish } from '../places/english-names.ts';
import { origin } from '../vm/origin.ts';
import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { sentryRows } from '../fleet/fleet.ts';
import { latestAlarms } from '../notices/notices.ts';
import { posterUrl } from './site-codes.ts';
import { row, rows } from '../vm/sql.ts';
import { toldTo } from './told-counts.ts';
import type { App } from '../vm/vm.ts';

const alarmsShown = 30;
const inUse = `c.state in ('issued', 'posted', 'active')`;

interface ZoneRow {
  site: number;
  number: number;
  name: string;
  nameEn?: string;
}
interface CodeRow {
  zone: number;
  fragment: string;
}
interface CountRow {
  site: number;
  /** "20261130:17,…", the days with so many people that their number is told. */
  people: string | null;
  /** Today's. */
  alerts: number;
  emergencies: number;
}

/**
 * GET venue. People counted are those scanned at gates and those who registered a visit themselves. No number of persons or
 * visits is told as it is (domain/site/told-count.ts).
 */
export const venueRoute: Handler<typeof venueRoutes.venue> = ({ e, app, asker: { id: owner } }) => {
  const now = Date.now();
  const alarms = latestAlarms(app, alarmsShown, { owner }).map(toldAlarm);
  const rest: Omit<VenueAnswer, 'sites'> = { alarms, now };
  return new JsonText(
    `{"sites":${ownSitesText(app, owner, origin(e), now)},${JSON.stringify(rest).slice(1)}`,
  );
};

/** How many more alarms there were is a number of persons as well. */
function toldAlarm({ more, ...alarm }: Alarm): Alarm {
  if (!more) return alarm;
  return { ...alarm, more: toldTo('more-alarms', alarm.site, localDay(alarm.t), more) };
}

const minute = 60_000;

/** What waits at a sentry is what people passed: how many, and since when exactly, is not told. */
function ownSentry(row: SentryRow, today: number): OwnSentry {
  return {
    ...row,
    queue: row.queue === 0 ? 0 : toldTo('queue', row.device, today, row.queue),
    oldestMs: Math.ceil(row.oldestMs / minute) * minute,
    rejected: row.rejected === 0 ? 0 : null,
  };
}

/** An owner's sites as the JSON text of `VenueAnswer['sites']`. */
function ownSitesText(app: App, owner: string, base: string, now: number): string {
  const today = localDay(now);
  const english = (column: string): string =>
    `iif(s.${column} <> '', ',"${column}":' || json_quote(s.${column}), '')`;
  // SQLite writes what a site is in a tenth of the time in which this VM would take a chain's thousand apart and together again:
  // a line for each, and what most of them have no more than is put behind it here.
  const { numbers, heads } = row<{ numbers: string; heads: string }>(
    app,
    ['numbers', 'heads'],
    `select json_group_array(number) || '' as numbers, coalesce(group_concat(head, char(10)), '') as heads from (
       select s.number, rtrim(json_object('site', s.number, 'name', s.name, 'address', s.address, 'category', s.category,
           'subdistrict', s.subdistrict, 'codeUrl', coalesce({:address} || (select c.fragment from site_codes c
             where c.site = s.id and c.zone = '' and ${inUse} order by c.rowid desc limit 1), '')), '}')
         || ${english('nameEn')} || ${english('subdistrictEn')} as head
       from sites s where s.owner = {:owner} and s.status <> 'retired' order by s.number)`,
    { owner, address: posterUrl(base, '') },
  )!;
  const zones = rows<ZoneRow>(
    app,
    ['site', 'number', 'name', 'nameEn'],
    `select s.number as site, z.number, z.name, z.nameEn from zones z join sites s on s.id = z.site
     where s.owner = {:owner} order by z.number`,
    { owner },
  );
  // The latest of a place comes last.
  const codes = rows<CodeRow>(
    app,
    ['zone', 'fragment'],
    `select z.number as zone, c.fragment
     from sites s cross join site_codes c on c.site = s.id cross join zones z on z.id = c.zone
     where s.owner = {:owner} and ${inUse} order by c.rowid`,
    { owner },
  );
  // From the owner's sites to their rows: the other way all sites of the district would be gone through for a few. Those of
  // which no number can be told are left out.
  const counts = rows<CountRow>(
    app,
    ['site', 'people', 'alerts', 'emergencies'],
    `select * from (select s.number as site, coalesce(t.alerts, 0) as alerts, coalesce(t.emergencies, 0) as emergencies,
         (select group_concat(d.day || ':' || (d.scans + d.visits)) from stat_day d
           where d.site = s.number and d.day between {:first} and {:today} and d.scans + d.visits >= ${countStep}) as people
       from sites s left join stat_day t on t.day = {:today} and t.site = s.number where s.owner = {:owner})
     where people is not null or alerts >= ${countStep} or emergencies >= ${countStep}`,
    { first: addDays(today, 1 - daysTold), today, owner },
  );
  const sentries = sentryRows(app, owner, now);
  const fragments = new Map(codes.map(({ zone, fragment }) => [zone, fragment]));
  const codeUrl = (zone: number): string =>
    fragments.has(zone) ? posterUrl(base, fragments.get(zone)!) : '';
  const zonesOf = grouped(zones, ({ site }) => site);
  const countsOf = new Map(counts.map((count) => [count.site, count]));
  const sentriesOf = grouped(sentries, ({ site }) => site);
  const restOf = (number: number): string => {
    const { people = null, alerts = 0, emergencies = 0 } = countsOf.get(number) ?? {};
    const told = toldDays(number, people);
    const ownZones = zonesOf(number).map(({ number: zone, name, nameEn }) =>
      withEnglish({ zone, name, nameEn: nameEn ?? '', codeUrl: codeUrl(zone) }, ['nameEn']),
    );
    const ownSentries = sentriesOf(number).map((sentry) => ownSentry(sentry, today));
    const days = told.map(([day, scans]) => `{"day":${day},"scans":${scans}}`);
    return (
      `,"zones":${JSON.stringify(ownZones)},"today":${told.find(([day]) => day === today)?.[1] ?? null},` +
      `"alertsToday":${toldTo('alerts', number, today, alerts)},` +
      `"emergenciesToday":${toldTo('emergencies', number, today, emergencies)},` +
      `"days":[${days.join(',')}],"sentries":${JSON.stringify(ownSentries)}}`
    );
  };
  const more = new Set([...zones, ...counts, ...sentries].map(({ site }) => site));
  const lines = heads.split('\n');
  const texts = (JSON.parse(numbers) as number[]).map(
    (number, index) => lines[index]! + (more.has(number) ? restOf(number) : nothingMore),
  );
  return `[${texts.join(',')}]`;
}

/** What most of a chain's sites have besides what the register says. */
const nothingMore =
  ',"zones":[],"today":null,"alertsToday":null,"emergenciesToday":null,"days":[],"sentries":[]}';

/** The days of which a number is told, the oldest first, and that number. */
function toldDays(site: number, people: string | null): [day: number, told: number][] {
  if (people === null) return [];
  return people.split(',').flatMap((text): [number, number][] => {
    const [day, count] = text.split(':').map(Number) as [number, number];
    const told = toldTo('people', site, day, count);
    return told === null ? [] : [[day, told]];
  });
}

/** Looks rows up by what they belong to. */
function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): (key: Key) => Row[] {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const those = groups.get(keyOf(row));
    if (those) those.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return (key) => groups.get(key) ?? [];
}
