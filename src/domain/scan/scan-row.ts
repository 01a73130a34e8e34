import { emergencyIn } from '../policy/emergency.ts';
import type { Outcome } from '../policy/outcome.ts';
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
  /** What it says of an emergency; left out for every other scan. */
  emergency?: NonNullable<ReturnType<typeof emergencyIn>>;
}

export function scanRow(scan: Scan): ScanRow {
  const { seq, t, site, device, pass, outcome, policy } = scan;
  const emergency = emergencyIn(scan);
  const detail = JSON.stringify(packDetail(scan));
  return { seq, t, site, device, pass, outcome, policy, detail, ...(emergency && { emergency }) };
}
