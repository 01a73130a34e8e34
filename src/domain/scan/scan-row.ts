import { emergencyIn } from '../policy/emergency.ts';
import { isDrill } from '../policy/drill.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { Direction, Scan } from './scan.ts';
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
  /** The JSON text of `packDetail`; a document's number is never in it. */
  detail: string;
  /** The number of the document that was shown, until it is known by what the passage is found; left out where there is none. */
  document?: string;
  /** What it says of an emergency; left out for every other scan. */
  emergency?: NonNullable<ReturnType<typeof emergencyIn>>;
  /** True for one of a drill, which is counted nowhere; left out for every other scan. */
  drill?: true;
  /** Which way it went, where staff, or the site, say so. */
  direction?: Direction;
  /** Which group it is of, as `groupName` has it; left out for every other scan. */
  group?: string;
}

/** One group of a sentry's: numbers are counted anew from each start of its page. */
export const groupName = (boot: string, number: number | string): string => `${boot}-${number}`;

export function scanRow(scan: Scan): ScanRow {
  const { document, ...rest } = scan;
  const { seq, t, site, device, pass, outcome, policy } = rest;
  const emergency = emergencyIn(rest);
  const detail = JSON.stringify(packDetail(rest));
  const row: ScanRow = {
    seq,
    t,
    site,
    device,
    pass,
    outcome,
    policy,
    detail,
    ...(emergency && { emergency }),
    ...(isDrill(rest) && { drill: true as const }),
    ...(scan.direction !== undefined && { direction: scan.direction }),
    ...(scan.group !== undefined && { group: groupName(scan.boot, scan.group) }),
  };
  return document !== undefined && pass === null ? { ...row, document } : row;
}
