// A file that failed while others ran beside it is run once more by itself, when all is quiet. What fails again has failed; what
// passes then is named at the end of the run, for a test that only holds on a quiet machine is a fault to mend.
import { addTallies, type Tally } from './tally.ts';

/** A test file that failed, and what it counted for. */
export interface FailedFile {
  file: string;
  tally: Tally;
}

/** When more files than this failed, it was not for want of quiet. */
export const mostAgain = 5;

/**
 * Runs failed files once more, one after another.
 * @param sum what the run counted, these failures included
 * @param run runs one, alone
 * @returns the sum with the second counts in place of the first, and the files that passed now
 */
export async function runAgain<Failed extends FailedFile>(
  sum: Tally,
  failures: readonly Failed[],
  run: (failed: Failed) => Promise<Tally>,
): Promise<{ sum: Tally; passedAlone: string[] }> {
  const passedAlone: string[] = [];
  if (failures.length > mostAgain) return { sum, passedAlone };
  let now = sum;
  for (const failed of failures) {
    const { passed, failed: bad, skipped } = failed.tally;
    const tally = await run(failed);
    now = addTallies(addTallies(now, { passed: -passed, failed: -bad, skipped: -skipped }), tally);
    if (tally.failed === 0) passedAlone.push(failed.file);
  }
  return { sum: now, passedAlone };
}
