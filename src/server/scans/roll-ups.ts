import { emergencyCount } from '../../domain/policy/emergency.ts';
import { localDay, localHour } from '../../domain/time/local-day.ts';
import type { Outcome } from '../../domain/policy/outcome.ts';
import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What a roll-up needs to know of a scan at a gate or a visit registered by a phone. */
export interface Counted {
  /** UTC ms. */
  t: number;
  site: number;
  outcome: Outcome;
  /** An act of the guard's, which is no scan: counted by itself. */
  emergency?: ScanRow['emergency'];
}

/** The district's clock is whole hours off UTC. */
const hourMs = 3_600_000;

/** scans, visits, alerts, refused, emergencies */
type Counts = [number, number, number, number, number];

function add(sums: Map<string, Counts>, key: string, more: Counts): void {
  const counts = sums.get(key);
  if (counts) more.forEach((count, index) => (counts[index]! += count));
  else sums.set(key, [...more]);
}

function upsert(app: App, table: string, key: string, sums: Map<string, Counts>): void {
  const values = [...sums].map(([at, counts]) => [...at.split('/').map(Number), ...counts]);
  run(
    app,
    `insert into ${table} (day, ${key}, scans, visits, alerts, refused, emergencies)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 from json_each({:values}) where true
     on conflict do update set
       scans = scans + excluded.scans,
       visits = visits + excluded.visits,
       alerts = alerts + excluded.alerts,
       refused = refused + excluded.refused,
       emergencies = emergencies + excluded.emergencies`,
    { values: JSON.stringify(values) },
  );
}

/**
 * Adds newly stored records to the counts. To be called in the transaction that stored them, and never twice.
 * @param kind scans at gates, or visits registered by phones
 * @param by -1 takes visits back that turned out to be scans' (joined-visits.ts)
 */
export function countIn(app: App, kind: 'scan' | 'visit', records: Iterable<Counted>, by: 1 | -1 = 1): void {
  const days = new Map<string, Counts>();
  const hours = new Map<string, Counts>();
  // Records of one site and hour mostly come one after the other: they are counted first and added together.
  let run: { from: number; to: number; site: number; counts: Counts } | null = null;
  const end = (): void => {
    if (!run) return;
    const day = localDay(run.from);
    add(days, `${day}/${run.site}`, run.counts);
    add(hours, `${day}/${localHour(run.from)}`, run.counts);
  };
  for (const { t, site, outcome, emergency } of records) {
    if (run === null || t < run.from || t >= run.to || site !== run.site) {
      end();
      const from = t - (t % hourMs);
      run = { from, to: from + hourMs, site, counts: [0, 0, 0, 0, 0] };
    }
    const { counts } = run;
    if (emergency) {
      counts[4] += emergencyCount(emergency);
      continue;
    }
    counts[kind === 'scan' ? 0 : 1] += by;
    if (kind === 'visit' || outcome === 'admit') continue;
    counts[2]++;
    if (outcome === 'refuse') counts[3]++;
  }
  end();
  if (days.size === 0) return;
  upsert(app, 'stat_day', 'site', days);
  upsert(app, 'stat_hour', 'hour', hours);
  addToAreas(app, days);
}

/** The same by the kinds and the sub-districts of the sites. */
function addToAreas(app: App, days: Map<string, Counts>): void {
  const values = [...days].map(([at, counts]) => [...at.split('/').map(Number), ...counts]);
  run(
    app,
    `insert into stat_area (day, category, subdistrict, scans, visits, alerts, refused)
     select value->>0, s.category, s.subdistrict, sum(value->>2), sum(value->>3), sum(value->>4), sum(value->>5)
     from json_each({:values}) join sites s on s.number = value->>1 where true group by 1, 2, 3
     on conflict do update set
       scans = scans + excluded.scans,
       visits = visits + excluded.visits,
       alerts = alerts + excluded.alerts,
       refused = refused + excluded.refused`,
    { values: JSON.stringify(values) },
  );
}
