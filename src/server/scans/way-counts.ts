import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { localDay, localHour } from '../../domain/time/local-day.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Adds newly stored scans to the counts of who went which way, by site and hour. Whoever was not let in went nowhere; where nobody said which
 * way, nothing is counted but who came in a group. In the transaction that stored them, and never twice.
 */
export function countWays(app: App, scans: readonly ScanRow[]): void {
  const sums = new Map<string, [ins: number, outs: number, grouped: number]>();
  for (const { t, site, outcome, direction, isGrouped, drill, emergency } of scans) {
    if (drill || emergency || outcome !== 'admit') continue;
    if (direction === undefined && !isGrouped) continue;
    const key = `${localDay(t)}/${site}/${localHour(t)}`;
    const counts = sums.get(key) ?? [0, 0, 0];
    if (direction === 'in') counts[0]++;
    if (direction === 'out') counts[1]++;
    if (isGrouped) counts[2]++;
    sums.set(key, counts);
  }
  if (sums.size === 0) return;
  const values = [...sums].map(([at, counts]) => [...at.split('/').map(Number), ...counts]);
  run(
    app,
    `insert into stat_way (day, site, hour, ins, outs, grouped)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 from json_each({:values}) where true
     on conflict do update set
       ins = ins + excluded.ins, outs = outs + excluded.outs, grouped = grouped + excluded.grouped`,
    { values: JSON.stringify(values) },
  );
}
