import type { HealthStatus } from '../person/health-status.ts';
import { maskedPersons } from '../text/masked-name.ts';
import type { Verification } from './verification.ts';

/**
 * What facts of several proofs were joined by: 'none' when one proof stands alone, 'name' when each states the full name
 * and the date of birth and they agree, 'mask' when one side shows no more than a masked name: others have that one too.
 */
export const joins = ['none', 'name', 'mask'] as const;
export type Joined = (typeof joins)[number];

/** What several proofs shown at one stop say together. */
export interface Together {
  verification: Verification;
  /**
   * True when a foreign credential that was shown as somebody's other proof names another person; null when that cannot be
   * told. It keeps its facts to itself then.
   */
  mismatch: boolean | null;
  joined: Joined;
  /** Why what was shown while another proof was waited for was not counted as it; left out where there is nothing to say. */
  apart?: 'different' | 'unknown';
}

/**
 * Completes what a live pass proves by a foreign credential of the same person. The pass stays the proof of presence: kind,
 * colour, pass id, showing and the time of the statement are its own. Only proved ones are combined. A pass carries no
 * more of a name than its mask, so that is all there is to compare.
 * @param own a proved live pass
 * @param foreign a proved foreign credential that names a person
 */
export function combine(own: Verification, foreign: Verification): Together {
  const alone = { verification: own, mismatch: null, joined: 'none' as const };
  const proved = own.proof === 'proved' && foreign.proof === 'proved' && own.kind === 'pass';
  if (!proved || !own.person || !foreign.person || !own.status || !foreign.status) return alone;
  const persons = maskedPersons(own.person.maskedName, foreign.person.maskedName);
  if (persons !== 'same') return { ...alone, mismatch: persons === 'different' ? true : null };
  const status = combineStatus(own.status, foreign.status);
  const { reasons, source } = foreign;
  return {
    verification: { ...own, status, ...(reasons && { reasons }), ...(source && { source }) },
    mismatch: false,
    joined: 'mask',
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
  // A negative result without a time is older than any that has one, an open one may be newer than all; of two of one moment
  // the open one counts.
  const [ownAt, foreignAt] = [own, foreign].map(
    ({ lastResult, sampleTime }) => sampleTime ?? (lastResult === 'pending' ? Infinity : -Infinity),
  ) as [number, number];
  if (ownAt === foreignAt) return own.lastResult === 'pending' ? own : foreign;
  return ownAt > foreignAt ? own : foreign;
}

function most(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
