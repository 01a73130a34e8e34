import { localDay, localHour } from '../domain/local-day.ts';
import type { Outcome } from '../domain/policy.ts';
import { run } from './sql.ts';
import type { App } from './vm.ts';

/** What a roll-up needs to know of a scan at a gate or a visit registered by a phone. */
export interface Counted {
  kind: 'scan' | 'visit';
  /** UTC ms. */
  t: number;
  site: number;
  outcome: Outcome;
}

/** scans, visits, alerts, refused */
type Counts = [number, number, number, number];

function add(sums: Map<string, Counts>, key: string, { kind, outcome }: Counted): void {
  let counts = sums.get(key);
  if (!counts) sums.set(key, (counts = [0, 0, 0, 0]));
  if (kind === 'visit') counts[1]++;
  else {
    counts[0]++;
    if (outcome !== 'admit') counts[2]++;
    if (outcome === 'refuse') counts[3]++;
  }
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

/** Adds newly stored records to the counts. To be called in the transaction that stored them, and never twice. */
export function countIn(app: App, records: Iterable<Counted>): void {
  const days = new Map<string, Counts>();
  const hours = new Map<string, Counts>();
  for (const record of records) {
    const day = localDay(record.t);
    add(days, `${day}/${record.site}`, record);
    add(hours, `${day}/${localHour(record.t)}`, record);
  }
  if (days.size === 0) return;
  upsert(app, 'stat_day', 'site', days);
  upsert(app, 'stat_hour', 'hour', hours);
}
