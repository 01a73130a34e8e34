import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { localDay, localHour } from '../../domain/time/local-day.ts';
import { oldestKeptDay } from '../days/day-tables.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Adds newly stored scans to the counts of who went which way, by site and hour. Whoever was not let in went nowhere; where nobody said which
 * way, nothing is counted but who came in a group, and the group itself, once, in the hour of the first of it that arrives. In the transaction that stored them, and never twice.
 */
export function countWays(app: App, scans: readonly ScanRow[]): void {
  const sums = new Map<string, [ins: number, outs: number, grouped: number, groups: number]>();
  for (const { t, site, device, outcome, direction, group, drill, emergency } of scans) {
    if (drill || emergency || outcome !== 'admit') continue;
    if (direction === undefined && group === undefined) continue;
    const key = `${localDay(t)}/${site}/${localHour(t)}`;
    const counts = sums.get(key) ?? [0, 0, 0, 0];
    if (direction === 'in') counts[0]++;
    if (direction === 'out') counts[1]++;
    if (group !== undefined) {
      counts[2]++;
      if (isNewGroup(app, localDay(t), device, group)) counts[3]++;
    }
    sums.set(key, counts);
  }
  if (sums.size === 0) return;
  const values = [...sums].map(([at, counts]) => [...at.split('/').map(Number), ...counts]);
  run(
    app,
    `insert into stat_way (day, site, hour, ins, outs, grouped, group_count)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 from json_each({:values}) where true
     on conflict do update set
       ins = ins + excluded.ins, outs = outs + excluded.outs, grouped = grouped + excluded.grouped,
       group_count = group_count + excluded.group_count`,
    { values: JSON.stringify(values) },
  );
}

/** Every hour: groups of days whose scans are gone. */
export function forgetGroups(app: App, now: number): void {
  run(app, 'delete from way_groups where day < {:oldest}', { oldest: oldestKeptDay(now) });
}

/** Counts a group the first time one of it is stored: the others may come with another upload. @param group as `groupName` has it */
function isNewGroup(app: App, day: number, device: number, group: string): boolean {
  const [boot, number] = group.split('-');
  return (
    run(
      app,
      `insert into way_groups (day, device, boot, number) values ({:day}, {:device}, {:boot}, {:number})
       on conflict do nothing`,
      { day, device, boot: boot!, number: Number(number) },
    ) === 1
  );
}
