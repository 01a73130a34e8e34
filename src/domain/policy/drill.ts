import type { Scan } from '../scan/scan.ts';
import type { Outcome } from './outcome.ts';

/**
 * A drill: the staff practise at the gate, and verdicts are shown as ever. What is recorded of each is when, where and what the
 * verdict was: no pass, no person, no facts, no temperature. So no drill is found by whoever looks for somebody, and none is
 * counted among scans or alarms.
 *
 * It is recorded as a scan, so that it is kept, sealed, chained and uploaded like one: outcome `attend`, no pass, no facts, and
 * the reasons `drill.passage` and `drill.OUTCOME`. A server that does not know of it sees somebody sent to staff.
 */

/** The first reason of every record of a drill. */
export const drillReason = 'drill.passage';

/** The reasons of a record. @param outcome what was shown */
export function drillReasons(outcome: Outcome): string[] {
  return [drillReason, `drill.${outcome}`];
}

/** Whether a record is one of a drill. */
export function isDrill({
  outcome,
  reasons,
  pass,
  facts,
}: Pick<Scan, 'outcome' | 'reasons' | 'pass' | 'facts'>): boolean {
  // A verdict of a policy always has facts, whatever its rules are called.
  return outcome === 'attend' && reasons[0] === drillReason && pass === null && !facts;
}
