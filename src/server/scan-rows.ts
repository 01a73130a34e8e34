import { outcomes } from '../domain/policy.ts';
import type { Scan } from '../domain/scan.ts';
import { packDetail } from '../domain/sealed-record.ts';
import { dayTable } from './day-tables.ts';
import { run } from './sql.ts';
import type { App } from './vm.ts';

/** The chain of scans that came from none: those of demo days, and of the time before there were chains. */
export const noChain = 0;

/**
 * Writes scans of one chain into their day's table, which is there.
 * @param passNumber the small number of a scan's pass; 0 for none
 * @throws Error when one of them is there already
 */
export function insertScanRows(
  app: App,
  day: number,
  chain: number,
  scans: readonly Scan[],
  passNumber: (scan: Scan) => number,
): void {
  const values = scans.map((scan) => [
    scan.site,
    scan.t,
    scan.seq,
    scan.device,
    passNumber(scan),
    outcomes.indexOf(scan.outcome),
    scan.policy,
    packDetail(scan),
  ]);
  const inserted = run(
    app,
    `insert into ${dayTable('scan', day)} (chain, site, t, seq, device, pass, outcome, policy, detail)
     select {:chain}, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->7
     from json_each({:values}) where true
     on conflict do nothing`,
    { chain, values: JSON.stringify(values) },
  );
  if (inserted !== scans.length)
    throw new Error(`${scans.length} new scans were to be stored for ${day}, but ${inserted} were.`);
}
