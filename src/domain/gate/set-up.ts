/**
 * What staff check when a sentry is set up, step by step, and what came of it. It travels with the heartbeat as one letter a
 * step, so that the fleet page shows which sentries were never set up, and what was left out.
 */
export const setUpSteps = [
  'place',
  'camera',
  'ports',
  'temperature',
  'sound',
  'network',
  'install',
  'storage',
] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/**
 * - open: nobody has come to it yet; done: it works
 * - failed: it does not; left-out: staff decided against it; not-here: there is nothing of the kind at this gate
 */
export const stepResults = ['open', 'done', 'failed', 'left-out', 'not-here'] as const;
export type StepResult = (typeof stepResults)[number];

export type SetUpResults = Record<SetUpStep, StepResult>;

const letters: Record<StepResult, string> = {
  open: 'o',
  done: 'd',
  failed: 'f',
  'left-out': 'l',
  'not-here': 'n',
};

/** Nothing is checked yet. */
export function untouched(): SetUpResults {
  return Object.fromEntries(setUpSteps.map((step) => [step, 'open'])) as SetUpResults;
}

/** One letter a step, in the order of `setUpSteps`. */
export function setUpLetters(results: SetUpResults): string {
  return setUpSteps.map((step) => letters[results[step]]).join('');
}

/** @returns null for what is no such text */
export function readSetUpLetters(text: string): SetUpResults | null {
  if (text.length !== setUpSteps.length) return null;
  const results = untouched();
  for (const [at, step] of setUpSteps.entries()) {
    const result = stepResults.find((one) => letters[one] === text[at]);
    if (!result) return null;
    results[step] = result;
  }
  return results;
}

/** The steps that ended so. */
export function stepsThat(results: SetUpResults, ...ended: StepResult[]): SetUpStep[] {
  return setUpSteps.filter((step) => ended.includes(results[step]));
}
