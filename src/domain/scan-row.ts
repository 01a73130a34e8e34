import type { Outcome } from './outcome.ts';
import type { Scan } from './scan.ts';
import { packDetail } from './sealed-record.ts';

/** A scan as the tables of days hold it, but for its chain: what is searched and counted, and the rest as one text. */
export interface ScanRow {
  seq: number;
  t: number;
  site: number;
  device: number;
  /** 16 hexadecimal characters; null for none. */
  pass: string | null;
  outcome: Outcome;
  policy: number;
  /** The JSON text of `packDetail`. */
  detail: string;
}

export function scanRow(scan: Scan): ScanRow {
  const { seq, t, site, device, pass, outcome, policy } = scan;
  return { seq, t, site, device, pass, outcome, policy, detail: JSON.stringify(packDetail(scan)) };
}
