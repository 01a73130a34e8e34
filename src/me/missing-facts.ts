import type { PassBody } from '../domain/pass/health-pass.ts';

/** What a pass does not say: no test on record, a test whose result is still out, no dose. */
export type MissingFact = 'test' | 'result' | 'dose';

/**
 * What a green pass lacks. A guard takes a screen in full green for "may enter"; a colour alone, without a test or a dose,
 * says no such thing.
 */
export function missingFacts(fields: Pick<PassBody, 'lastResult' | 'sampleTime' | 'doses'>): MissingFact[] {
  const missing: MissingFact[] = [];
  if (fields.lastResult === 'pending') missing.push('result');
  else if (fields.lastResult === 'none' || fields.sampleTime === null) missing.push('test');
  if (!fields.doses) missing.push('dose');
  return missing;
}
