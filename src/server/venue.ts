import type { VenueAnswer } from '../domain/api.ts';
import { addDays, localDay } from '../domain/local-day.ts';
import type { SiteCategory } from '../domain/categories.ts';
import { daysShown } from './board.ts';
import { origin } from './origin.ts';
import { answer } from './answer.ts';
import { sentryRows } from './fleet.ts';
import { latestAlarms } from './notices.ts';
import { posterUrl } from './site-codes.ts';
import { rows } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/** A count below this could point at single persons: an owner is told only that it is smaller. */
const leastShown = 5;
const alarmsShown = 30;

interface SiteRow {
  id: string;
  number: number;
  name: string;
  address: string;
  category: SiteCategory;
  subdistrict: string;
}
interface ZoneRow {
  site: string;
  number: number;
  name: string;
}
interface CodeRow {
  site: string;
  zone: number;
  fragment: string;
}
interface CountRow {
  site: number;
  day: number;
  people: number;
  alerts: number;
}

const shown = (count: number): number | null => (count < leastShown ? null : count);

/** GET venue. People counted are those scanned at gates and those who registered a visit themselves. */
export function venueRoute(e: RequestEvent): void {
  answer(e, (): VenueAnswer => {
    const owner = whoAsks(e, 'owners').id;
    const now = Date.now();
    const sites = ownSites(e.app, owner, origin(e), now);
    return { sites, alarms: latestAlarms(e.app, alarmsShown, owner), now };
  });
}

function ownSites(app: App, owner: string, base: string, now: number): VenueAnswer['sites'] {
  const today = localDay(now);
  const lastDays = Array.from({ length: daysShown }, (_, index) => addDays(today, index + 1 - daysShown));
  const sites = rows<SiteRow>(
    app,
    ['id', 'number', 'name', 'address', 'category', 'subdistrict'],
    `select id, number, name, address, category, subdistrict from sites
     where owner = {:owner} and status <> 'retired' order by number`,
    { owner },
  );
  const zones = rows<ZoneRow>(
    app,
    ['site', 'number', 'name'],
    `select z.site, z.number, z.name from zones z join sites s on s.id = z.site
     where s.owner = {:owner} order by z.number`,
    { owner },
  );
  const codes = rows<CodeRow>(
    app,
    ['site', 'zone', 'fragment'],
    `select c.site, coalesce(z.number, 0) as zone, c.fragment
     from site_codes c join sites s on s.id = c.site left join zones z on z.id = c.zone
     where s.owner = {:owner} and c.state in ('issued', 'posted', 'active') order by c.rowid desc`,
    { owner },
  );
  const counts = rows<CountRow>(
    app,
    ['site', 'day', 'people', 'alerts'],
    `select d.site, d.day, d.scans + d.visits as people, d.alerts
     from stat_day d join sites s on s.number = d.site
     where d.day between {:first} and {:today} and s.owner = {:owner}`,
    { first: lastDays[0]!, today, owner },
  );
  const sentries = sentryRows(app, owner, now);
  const codeUrl = (site: string, zone: number): string => {
    const code = codes.find((candidate) => candidate.site === site && candidate.zone === zone);
    return code ? posterUrl(base, code.fragment) : '';
  };
  return sites.map(({ id, number, ...site }) => {
    const byDay = new Map(counts.filter((count) => count.site === number).map((count) => [count.day, count]));
    return {
      site: number,
      ...site,
      codeUrl: codeUrl(id, 0),
      zones: zones
        .filter((zone) => zone.site === id)
        .map((zone) => ({ zone: zone.number, name: zone.name, codeUrl: codeUrl(id, zone.number) })),
      today: shown(byDay.get(today)?.people ?? 0),
      alertsToday: byDay.get(today)?.alerts ?? 0,
      days: lastDays.map((day) => ({ day, scans: shown(byDay.get(day)?.people ?? 0) })),
      sentries: sentries.filter((sentry) => sentry.site === number),
    };
  });
}
