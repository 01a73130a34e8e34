import type { Scan } from '../scan/scan.ts';

/**
 * "Emergency, let in": the guard's own act, not a verdict on anybody. A district must never make a guard choose between the
 * machine and a life, so it takes one touch and asks for nothing; what is recorded is when, where and, afterwards, why. No
 * pass, no person and no facts are in it.
 *
 * It is recorded as a scan, so that it is kept, sealed, chained and uploaded like one: outcome `attend`, no pass, no facts,
 * and the one reason `emergency.let-in`. What the guard tells later is a record of its own with the same `t`, whose reasons
 * are that and `emergency.WHY`: it counts nothing but a touch by mistake, which takes its count back. A server or a reader
 * that does not know of it sees a person sent to staff, with these reasons.
 */

/** The first reason of every record of such an act. */
export const letInReason = 'emergency.let-in';

/** Why, from a list: free words would name people. `mistake`: nobody was let in. */
export const emergencyCauses = ['medical', 'rescue', 'fire', 'danger', 'other', 'mistake'] as const;
export type EmergencyCause = (typeof emergencyCauses)[number];

/** The reasons of a record. @param cause null for the act itself */
export function emergencyReasons(cause: EmergencyCause | null): string[] {
  return cause === null ? [letInReason] : [letInReason, `emergency.${cause}`];
}

/**
 * What a record says of an emergency: `let-in` for the act, a cause where it was told afterwards, `other` for one that this
 * version does not know; null for every other scan.
 */
export function emergencyIn({
  outcome,
  reasons,
  pass,
  facts,
}: Pick<Scan, 'outcome' | 'reasons' | 'pass' | 'facts'>): 'let-in' | EmergencyCause | null {
  // A verdict of a policy always has facts, whatever its rules are called.
  if (outcome !== 'attend' || reasons[0] !== letInReason || pass !== null || facts) return null;
  if (reasons.length === 1) return 'let-in';
  return emergencyCauses.find((cause) => reasons[1] === `emergency.${cause}`) ?? 'other';
}

/** By how much a record changes the number of those let in. */
export function emergencyCount(said: ReturnType<typeof emergencyIn>): number {
  if (said === 'let-in') return 1;
  return said === 'mistake' ? -1 : 0;
}
