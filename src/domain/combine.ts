import type { HealthStatus } from './health-status.ts';
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
  /** True when they name different persons; null when that cannot be told. Both keep their facts apart. */
  mismatch: boolean | null;
  joined: Joined;
}

/**
 * Whether two masked names (domain/masked-name.ts) can be of one person. Capitals make no difference. 'unknown' when one
 * of them shows nothing, or when one is in Chinese characters and the other is not: a name is then written twice.
 */
export function maskedPersons(a: string, b: string): 'same' | 'different' | 'unknown' {
  if (!showsLetter(a) || !showsLetter(b)) return 'unknown';
  if (isHan(a) !== isHan(b)) return 'unknown';
  return a.toUpperCase() === b.toUpperCase() ? 'same' : 'different';
}

// The regular expressions of PocketBase's VM know no classes of Unicode (\p): ranges do for what is asked here.

/** Whether anything but stars, digits and signs is shown; every character beyond Latin-1's signs counts as a letter. */
function showsLetter(name: string): boolean {
  return /[A-Za-z\u00aa\u00b5\u00ba\u00c0-\uffff]/.test(name);
}

/** First and last code point of the blocks of Chinese characters; the last holds the planes of the rare ones. */
const hanBlocks = [
  [0x3005, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x3ffff],
] as const;

function isHan(name: string): boolean {
  const first = name.codePointAt(0)!;
  return hanBlocks.some(([from, to]) => first >= from && first <= to);
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
  // A result without a time is older than any that has one; of two of one moment the open one counts.
  const [ownAt, foreignAt] = [own.sampleTime ?? -Infinity, foreign.sampleTime ?? -Infinity];
  if (ownAt === foreignAt) return own.lastResult === 'pending' ? own : foreign;
  return ownAt > foreignAt ? own : foreign;
}

function most(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
