// Counts of tests, and how a suite's runner hands them to `npm test`: a file of one line of JSON, named in SITECODE_TALLY.
import { readFile } from 'node:fs/promises';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** What a runner hands over: its counts, and which files failed where it ran several. */
export interface Counted extends Tally {
  failedFiles?: { file: string; tally: Tally }[];
}

/** The closing line: `12 passed, 0 failed`; `, 1 skipped` is added when there is one. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The sum of two. */
export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * What a suite counts for. A runner that ended badly without naming a failed test (it crashed, or a file did not load)
 * and a suite that ran no test are failures of their own.
 * @param counted what the runner wrote, or undefined if it wrote nothing
 * @param code the runner's exit code
 */
export function judge(counted: Tally | undefined, code: number): { tally: Tally; complaint?: string } {
  const { passed, failed, skipped } = counted ?? { passed: 0, failed: 0, skipped: 0 };
  const tally = { passed, failed, skipped };
  if (tally.failed > 0) return { tally };
  if (code !== 0) {
    return {
      tally: { ...tally, failed: 1 },
      complaint: `The test runner ended with code ${code} and names no failed test.`,
    };
  }
  if (tally.passed === 0) return { tally: { ...tally, failed: 1 }, complaint: 'No test was run.' };
  return { tally };
}

/** Reads what a runner wrote; undefined if it wrote nothing. */
export async function readTally(file: string): Promise<Counted | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counted;
  } catch {
    return undefined;
  }
}
