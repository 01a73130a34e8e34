import { emergencyCount, emergencyIn, letInReason } from '../../domain/policy/emergency.ts';
import { drillReason } from '../../domain/policy/drill.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { detailAt } from '../../domain/scan/sealed-record.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { row, rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** How many people a sentry's guards let in by hand today, as far as it has told. */
export function emergenciesToday(app: App, device: number, now: number): number {
  const day = localDay(now);
  if (!daysThere(app, 'scan').includes(day)) return 0;
  const found = rows<{ reasons: string }>(
    app,
    ['reasons'],
    `select detail->${detailAt.reasons} as reasons from ${dayTable('scan', day)}
     where site = (select s.number from sentries d join sites s on s.id = d.site where d.device = {:device})
       and device = {:device} and outcome = {:attend} and pass = 0 and detail like {:act}`,
    { device, attend: outcomes.indexOf('attend'), act: `%"${letInReason}"%` },
  );
  return found.reduce((sum, { reasons }) => {
    const record = { outcome: 'attend' as const, pass: null, reasons: JSON.parse(reasons) as string[] };
    return sum + emergencyCount(emergencyIn(record));
  }, 0);
}

/** How many passages of drills a sentry recorded today, as far as it has told: they are counted nowhere else. */
export function drillsToday(app: App, device: number, now: number): number {
  const day = localDay(now);
  if (!daysThere(app, 'scan').includes(day)) return 0;
  return row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from ${dayTable('scan', day)}
     where site = (select s.number from sentries d join sites s on s.id = d.site where d.device = {:device})
       and device = {:device} and outcome = {:attend} and pass = 0 and detail->${detailAt.reasons}->>0 = {:reason}`,
    { device, attend: outcomes.indexOf('attend'), reason: drillReason },
  )!.count;
}
