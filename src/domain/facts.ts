import { bodyTemperature, type MeasuredTemperature } from './temperature.ts';
import type { Colour, TestResult } from './health-status.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * What a policy decides on: one flat record, whole numbers and texts only, since CertLogic has no fractions. A fact that is
 * not known is null; no rule that names it can then admit.
 */
export interface Facts {
  proof: Proof;
  colour: Colour | null;
  result: TestResult | null;
  /** Whole hours since the last sample was taken. */
  sampleAgeHours: number | null;
  doses: number | null;
  /** Estimated body temperature, centi-degrees Celsius. */
  temperature: number | null;
  /** Whole hours since the status was stated by its source. */
  statusAgeHours: number | null;
  /** Whole hours since the policy bundle was published. */
  bundleAgeHours: number | null;
}

export type FactName = keyof Facts;

/** Every fact's name, for forms and for checking rules. */
export const factNames: readonly FactName[] = [
  'proof',
  'colour',
  'result',
  'sampleAgeHours',
  'doses',
  'temperature',
  'statusAgeHours',
  'bundleAgeHours',
];

const hour = 3_600_000;

/**
 * Whole hours from `then` to `now`. Null when there is no `then`, or when it lies more than an hour ahead, further than
 * clocks differ: a test dated by mistake into next year would otherwise never grow old. Up to an hour ahead counts as 0.
 */
export function ageHours(now: number, then: number | null): number | null {
  if (then === null || then > now + hour) return null;
  return Math.max(0, Math.floor((now - then) / hour));
}

/** Gathers the facts of one passage. 'unknown' as a colour and 'none' as a result are unknown facts, not values. */
export function gatherFacts(given: {
  verification: Verification;
  temperature: Pick<MeasuredTemperature, 'surface' | 'ambient'> | null;
  bundleIssuedAt: number | null;
  now: number;
}): Facts {
  const { status, proof, statedAt } = given.verification;
  const known = proof === 'proved' ? status : null;
  return {
    proof,
    colour: known && known.colour !== 'unknown' ? known.colour : null,
    result: known && known.lastResult !== 'none' ? known.lastResult : null,
    sampleAgeHours: known ? ageHours(given.now, known.sampleTime) : null,
    doses: known ? known.doses : null,
    temperature: given.temperature
      ? bodyTemperature(given.temperature.surface, given.temperature.ambient)
      : null,
    statusAgeHours: known ? ageHours(given.now, statedAt) : null,
    bundleAgeHours: ageHours(given.now, given.bundleIssuedAt),
  };
}
