import type { Seeded } from '../../tests/support/seeded.ts';

/** What a kind of disturbance is run with. */
export interface ChaosRuns {
  /** How often it is done. */
  runs: number;
  /** Asked before each run, with its number from 1: whether it is done. Not after `runs`, nor when the time is up. */
  goesOn: (run: number) => boolean;
  /** Where every choice comes from. */
  random: Seeded;
  /** Told how far it is, a line each. */
  tell: (line: string) => void;
}

/** What was counted in the end. */
export interface ChaosCounts {
  /** Records that had to be there. */
  scans: number;
  /** Of these, how many are nowhere. */
  lost: number;
  /** Records that are there more than once, or that nobody made. */
  doubled: number;
  /** After how many runs everything came up again by itself and worked. */
  recovered: number;
  /** People who were admitted by what must not admit. */
  wrongAdmissions?: number;
  /** By how much the server's daily counts differ from its records. */
  miscounted?: number;
  /** How often a page was loaded anew while a verdict stood on it. */
  interrupted?: number;
  /** What else is worth knowing of a kind, as keys of its own in the line of JSON. */
  more?: Readonly<Record<string, number>>;
}

/** One way of doing harm. */
export type Chaos = (options: ChaosRuns) => Promise<ChaosCounts>;

/** True when nothing was found that must not be. */
export function isSound(counts: ChaosCounts): boolean {
  const { lost, doubled, wrongAdmissions = 0, miscounted = 0, interrupted = 0 } = counts;
  return [lost, doubled, wrongAdmissions, miscounted, interrupted].every((found) => found === 0);
}
