import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { isHeld, type Stretch } from '../../domain/scan/scan-chain.ts';
import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { dayTable, ensureDayTables } from '../days/day-tables.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Of which scans a day's table holds something.
 * @param keys what the statement reads of each scan, as `j.value`
 * @param select answers their `seq`, given the name of the day's table
 */
function seqsFound(
  app: App,
  chain: number,
  scans: readonly ScanRow[],
  oldest: number,
  keys: (scan: ScanRow) => unknown[],
  select: (table: string) => string,
): Set<number> {
  const stored = new Set<number>();
  for (const [day, those] of byDay(scans)) {
    if (day < oldest) continue;
    ensureDayTables(app, day);
    const found = rows<{ seq: number }>(app, ['seq'], select(dayTable('scan', day)), {
      keys: JSON.stringify(those.map(keys)),
      chain,
    });
    for (const { seq } of found) stored.add(seq);
  }
  return stored;
}

/** Which of these scans of a chain are in their day's table. */
function storedSeqs(app: App, chain: number, scans: readonly ScanRow[], oldest: number): Set<number> {
  return seqsFound(
    app,
    chain,
    scans,
    oldest,
    ({ site, t, seq }) => [site, t, seq],
    (table) => `select s.seq from json_each({:keys}) j join ${table} s
      on s.site = j.value->>0 and s.t = j.value->>1 and s.chain = {:chain} and s.seq = j.value->>2`,
  );
}

/**
 * Which of these scans of other pairings are stored under the chain of the key that was lost: its device may not have heard
 * so, and brings them once more in a chain of its new key.
 */
export function storedElsewhere(
  app: App,
  chain: number,
  scans: readonly ScanRow[],
  oldest: number,
): Set<number> {
  return seqsFound(
    app,
    chain,
    scans,
    oldest,
    ({ site, t, seq, device, detail }) => [site, t, seq, device, detail],
    (table) => `select j.value->>2 as seq from json_each({:keys}) j
      where exists (select 1 from ${table} s
        where s.site = j.value->>0 and s.t = j.value->>1 and s.chain <> {:chain} and s.device = j.value->>3
          and s.detail = j.value->>4)`,
  );
}

/** Of records of which some came before: which are stored, and from which on the chain tells another story. */
export function compare(
  app: App,
  chain: number,
  records: readonly (ScanRow | string)[],
  at: { first: number; links: readonly string[]; oldest: number; elsewhere: ReadonlySet<number> },
  held: readonly Stretch[],
  rejected: Map<number, string>,
): { stored: Set<number>; fork: number | null } {
  const { first, links, oldest, elsewhere } = at;
  const seen = records.flatMap((row) => (typeof row !== 'string' && isHeld(held, row.seq) ? row : []));
  const stored = new Set([...storedSeqs(app, chain, seen, oldest), ...elsewhere]);
  const fork = records.findIndex((row, index) => {
    const seq = first + index;
    const link = rejected.get(seq);
    if (link !== undefined) return link !== links[index + 1];
    // Held, not rejected, not there, though its day is: what was held at this place was another record.
    return typeof row !== 'string' && isHeld(held, seq) && !stored.has(seq) && localDay(row.t) >= oldest;
  });
  return { stored, fork: fork < 0 ? null : first + fork };
}

/** Scans by the local day of their event. */
export function byDay(scans: readonly ScanRow[]): Map<number, ScanRow[]> {
  const days = new Map<number, ScanRow[]>();
  // Scans of one day mostly come one after the other.
  let begin = 0;
  let end = 0;
  let those: ScanRow[] = [];
  for (const scan of scans) {
    if (scan.t < begin || scan.t >= end) {
      const day = localDay(scan.t);
      begin = dayStart(day);
      end = dayStart(addDays(day, 1));
      those = days.get(day) ?? [];
      days.set(day, those);
    }
    those.push(scan);
  }
  return days;
}
