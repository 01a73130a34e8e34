import type { Joined } from '../credential/combine.ts';
import type { MeasuredTemperature } from '../scan/temperature.ts';
import type { Colour, TestResult } from '../person/health-status.ts';
import type { CredentialKind, Proof, Verification } from '../credential/verification.ts';

/**
 * What a policy decides on: one flat record, whole numbers and texts only, since CertLogic has no fractions. A fact that is
 * not known is null; no rule that names it can then admit.
 */
export interface Facts {
  proof: Proof;
  kind: CredentialKind | null;
  /** True when the phone answered this sentry's own challenge. */
  challenged: boolean | null;
  /** True when the pass is on the deny list; null when there is no list to look at. */
  denied: boolean | null;
  /** True when the proofs shown together name different persons; null when that cannot be told. */
  mismatch: boolean | null;
  colour: Colour | null;
  result: TestResult | null;
  /** Whole hours since the last sample was taken. */
  sampleAgeHours: number | null;
  doses: number | null;
  /** True at a sentry; false on a phone that registers a visit. */
  atGate: boolean | null;
  /** True at a gate that has a thermometer; false on a phone and at gates without one. */
  measuresTemperature: boolean | null;
  /** Estimated body temperature, centi-degrees Celsius; null, too, of one that is in doubt. */
  temperature: number | null;
  /** Whole hours since the status was stated by its source. */
  statusAgeHours: number | null;
  /** Whole hours since this device last had signed word from the server. */
  dataAgeHours: number | null;
  /**
   * What facts of several proofs were joined by (domain/credential/combine.ts): 'none' of a single proof, 'name', or 'mask' alone.
   * Null in records of sentries that did not tell yet.
   */
  joined: Joined | null;
}

export type FactName = keyof Facts;

/**
 * Every fact's name, for forms, for checking rules, and in the order in which recorded facts are packed: only ever added to
 * at its end.
 */
export const factNames: readonly FactName[] = [
  'proof',
  'kind',
  'challenged',
  'denied',
  'mismatch',
  'colour',
  'result',
  'sampleAgeHours',
  'doses',
  'atGate',
  'measuresTemperature',
  'temperature',
  'statusAgeHours',
  'dataAgeHours',
  'joined',
];

const hour = 3_600_000;

/**
 * Whole hours from `then` to `now`. Null when there is no `then`, when one of the two is no number, or when `then` lies more
 * than an hour ahead, further than clocks differ: a test dated by mistake into next year would otherwise never grow old. Up
 * to an hour ahead counts as 0.
 */
export function ageHours(now: number, then: number | null): number | null {
  if (then === null || !Number.isFinite(now) || !Number.isFinite(then) || then > now + hour) return null;
  return Math.max(0, Math.floor((now - then) / hour));
}

/** What the facts of a passage are gathered from. */
export interface FactSources {
  verification: Verification;
  atGate: boolean;
  measuresTemperature: boolean;
  temperature: Pick<MeasuredTemperature, 'body' | 'doubt'> | null;
  /** Whether the pass is on the deny list; null when there is no list. */
  denied: boolean | null;
  /** Whether proofs shown together name different persons; null when that cannot be told. */
  mismatch: boolean | null;
  /** What their facts were joined by; 'none' when left out: a single proof. */
  joined?: Joined;
  /** When the server last gave signed statement, UTC ms; null when it never did. */
  dataAsOf: number | null;
  now: number;
}

/** Gathers the facts of one passage. 'unknown' as a colour and 'none' as a result are unknown facts, not values. */
export function gatherFacts(given: FactSources): Facts {
  const { status, proof, kind, challenged, statedAt } = given.verification;
  const known = proof === 'proved' ? status : null;
  return {
    proof,
    kind,
    challenged,
    denied: given.denied,
    mismatch: given.mismatch,
    colour: known && known.colour !== 'unknown' ? known.colour : null,
    result: known && known.lastResult !== 'none' ? known.lastResult : null,
    sampleAgeHours: known ? ageHours(given.now, known.sampleTime) : null,
    doses: known ? known.doses : null,
    atGate: given.atGate,
    measuresTemperature: given.measuresTemperature,
    temperature: given.temperature?.doubt === null ? given.temperature.body : null,
    statusAgeHours: known ? ageHours(given.now, statedAt) : null,
    dataAgeHours: ageHours(given.now, given.dataAsOf),
    joined: given.joined ?? 'none',
  };
}
