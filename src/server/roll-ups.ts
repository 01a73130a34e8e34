import { localDay, localHour } from '../domain/local-day.ts';
import type { Outcome } from '../domain/policy.ts';
import { run } from './sql.ts';
import type { App } from './vm.ts';

/** What a roll-up needs to know of a scan at a gate or a visit registered by a phone. */
export interface Counted {
  /** UTC ms. */
  t: number;
  site: number;
  outcome: Outcome;
}

/** scans, visits, alerts, refused */
type Counts = [number, number, number, number];

function countsOf(sums: Map<string, Counts>, key: string): Counts {
  let counts = sums.get(key);
  if (!counts) sums.set(key, (counts = [0, 0, 0, 0]));
  return counts;
}

function upsert(app: App, table: string, key: string, sums: Map<string, Counts>): void {
  const values = [...sums].map(([at, counts]) => [...at.split('/').map(Number), ...counts]);
  run(
    app,
    `insert into ${table} (day, ${key}, scans, visits, alerts, refused)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 from json_each({:values}) where true
     on conflict do update set
       scans = scans + excluded.scans,
       visits = visits + excluded.visits,
       alerts = alerts + excluded.alerts,
       refused = refused + excluded.refused`,
    { values: JSON.stringify(values) },
  );
}

/**
 * Adds newly stored records to the counts. To be called in the transaction that stored them, and never twice.
 * @param kind scans at gates, or visits registered by phones
 */
export function countIn(app: App, kind: 'scan' | 'visit', records: Iterable<Counted>): void {
  const days = new Map<string, Counts>();
  const hours = new Map<string, Counts>();
  // Records of one site and hour mostly come one after the other.
  let of = { day: 0, hour: -1, site: -1 };
  let both: [Counts, Counts] | [] = [];
  for (const { t, site, outcome } of records) {
    const day = localDay(t);
    const hour = localHour(t);
    if (hour !== of.hour || day !== of.day || site !== of.site) {
      of = { day, hour, site };
      both = [countsOf(days, `${day}/${site}`), countsOf(hours, `${day}/${hour}`)];
    }
    for (const counts of both) {
      counts[kind === 'scan' ? 0 : 1]++;
      if (kind === 'visit' || outcome === 'admit') continue;
      counts[2]++;
      if (outcome === 'refuse') counts[3]++;
    }
  }
  if (days.size === 0) return;
  upsert(app, 'stat_day', 'site', days);
  upsert(app, 'stat_hour', 'hour', hours);
}
