import { dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import type { TestDistrict } from './district.ts';

/** A scan as it lies in the table of its day. */
export interface StoredScan {
  site: number;
  t: number;
  device: number;
  seq: number;
  /** The number of the pass on that day; 0 for none. */
  pass: number;
  showing: string | null;
}

let seq = 0;

/** Puts a scan into the table of its day, which must be there; answers what names it. */
export async function storeScan(
  district: TestDistrict,
  change: Partial<StoredScan> = {},
): Promise<StoredScan> {
  const scan = { site: 1, t: Date.now(), device: 1, seq: ++seq, pass: 0, showing: null, ...change };
  const showing = scan.showing === null ? 'null' : `'${scan.showing}'`;
  const detail = `json_array(0, null, null, null, json('[]'), ${showing}, '0badcafe', 1, null)`;
  await district.sql(
    `insert into scan_${localDay(scan.t)} (site, t, chain, seq, device, pass, outcome, policy, detail)
     values (${scan.site}, ${scan.t}, 0, ${scan.seq}, ${scan.device}, ${scan.pass}, 0, 1, ${detail})`,
  );
  return scan;
}

/** A moment of a day, a ms after another at each call. */
export function momentOf(day: number): number {
  return dayStart(day) + 3_600_000 + ++seq;
}
