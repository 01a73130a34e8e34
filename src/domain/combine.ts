import type { HealthStatus } from './health-status.ts';
import type { Verification } from './verification.ts';

/** What several proofs shown at one stop say together. */
export interface Together {
  verification: Verification;
  /** True when they name different persons; null when that cannot be told. Both keep their facts apart. */
  mismatch: boolean | null;
}

/**
 * Whether two masked names (domain/masked-name.ts) can be of one person. Capitals make no difference. 'unknown' when one
 * of them shows nothing, or when one is in Chinese characters and the other is not: a name is then written twice.
 */
export function maskedPersons(a: string, b: string): 'same' | 'different' | 'unknown' {
  if (!/\p{L}/u.test(a) || !/\p{L}/u.test(b)) return 'unknown';
  if (isHan(a) !== isHan(b)) return 'unknown';
  return a.toLocaleUpperCase('en') === b.toLocaleUpperCase('en') ? 'same' : 'different';
}

function isHan(name: string): boolean {
  return /^\p{Script=Han}/u.test(name);
}

/**
 * Completes what a live pass proves by a foreign credential of the same person. The pass stays the proof of presence: kind,
 * colour, pass id, showing and the time of the statement are its own. Only proved ones are combined.
 * @param own a proved live pass
 * @param foreign a proved foreign credential that names a person
 */
export function combine(own: Verification, foreign: Verification): Together {
  const alone = { verification: own, mismatch: null };
  const proved = own.proof === 'proved' && foreign.proof === 'proved' && own.kind === 'pass';
  if (!proved || !own.person || !foreign.person || !own.status || !foreign.status) return alone;
  const persons = maskedPersons(own.person.maskedName, foreign.person.maskedName);
  if (persons !== 'same') return { ...alone, mismatch: persons === 'different' ? true : null };
  const status = combineStatus(own.status, foreign.status);
  const { reasons, source } = foreign;
  return {
    verification: { ...own, status, ...(reasons && { reasons }), ...(source && { source }) },
    mismatch: false,
  };
}

/**
 * The newest sample, the most doses. A positive result of either stays, whatever the other says and whenever: foreign
 * data makes nobody better than their own pass says. The colour is the district's own.
 */
export function combineStatus(own: HealthStatus, foreign: HealthStatus): HealthStatus {
  const tested = sample(own, foreign);
  return {
    colour: own.colour,
    lastResult: tested.lastResult,
    sampleTime: tested.sampleTime,
    doses: most(own.doses, foreign.doses),
    lastDose: most(own.lastDose, foreign.lastDose),
  };
}

function sample(own: HealthStatus, foreign: HealthStatus): HealthStatus {
  if (own.lastResult === 'positive') return own;
  if (foreign.lastResult === 'positive') return foreign;
  if (foreign.lastResult === 'none') return own;
  if (own.lastResult === 'none') return foreign;
  // A result without a time is older than any that has one; of two of one moment the open one counts.
  const [ownAt, foreignAt] = [own.sampleTime ?? -Infinity, foreign.sampleTime ?? -Infinity];
  if (ownAt === foreignAt) return own.lastResult === 'pending' ? own : foreign;
  return ownAt > foreignAt ? own : foreign;
}

function most(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
