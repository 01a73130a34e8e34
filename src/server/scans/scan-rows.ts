import { outcomes } from '../../domain/policy/outcome.ts';
import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { dayTable } from '../days/day-tables.ts';
import { passNumbers } from '../passes/pass-log.ts';
import { listOfTexts } from '../vm/list-of-texts.ts';
import { run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** As long as a pass's number of the day, and none. */
const noPass = '0'.repeat(16);

/**
 * Writes scans of one chain into their day's table, which is there. A pass goes by its number of that day.
 * @throws Error when one of them is there already
 */
export function insertScanRows(app: App, day: number, chain: number, scans: readonly ScanRow[]): void {
  const numberOf = passNumbers(app, day);
  for (const { site, device, outcome, policy, those } of alike(scans)) {
    // What differs goes as one text a scan: t in 13 digits, seq in 16, the pass's number in 16, detail. SQLite cuts that up in
    // half the time in which it would take a JSON list apart.
    const texts = those.map(
      (scan) =>
        `${scan.t}${String(scan.seq).padStart(16, '0')}${scan.pass === null ? noPass : numberOf(scan.pass)}${scan.detail}`,
    );
    const inserted = run(
      app,
      `insert into ${dayTable('scan', day)} (chain, site, t, seq, device, pass, outcome, policy, detail)
       select {:chain}, {:site}, cast(substr(value, 1, 13) as integer), cast(substr(value, 14, 16) as integer),
         {:device}, cast(substr(value, 30, 16) as integer), {:outcome}, {:policy}, substr(value, 46)
       from json_each({:texts}) where true
       on conflict do nothing`,
      {
        chain,
        site,
        device,
        outcome: outcomes.indexOf(outcome),
        policy,
        texts: listOfTexts(texts),
      },
    );
    if (inserted !== those.length)
      throw new Error(`${those.length} new scans were to be stored for ${day}, but ${inserted} were.`);
  }
}

type Alike = Pick<ScanRow, 'site' | 'device' | 'outcome' | 'policy'> & { those: ScanRow[] };

/** Scans by what nearly all of one sentry's have in common. */
function alike(scans: readonly ScanRow[]): Alike[] {
  const groups: Alike[] = [];
  let group: Alike | undefined;
  for (const scan of scans) {
    if (!group || !isAlike(group, scan)) {
      group = groups.find((one) => isAlike(one, scan));
      if (!group) {
        const { site, device, outcome, policy } = scan;
        groups.push((group = { site, device, outcome, policy, those: [] }));
      }
    }
    group.those.push(scan);
  }
  return groups;
}

function isAlike(one: Alike, scan: ScanRow): boolean {
  return (
    one.site === scan.site &&
    one.outcome === scan.outcome &&
    one.policy === scan.policy &&
    one.device === scan.device
  );
}
