// What `npm run fuzz` does, but for printing the last line.
import { parseArgs } from 'node:util';
import { seeded } from '../../tests/support/seeded.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { byteTargets } from './byte-targets.ts';
import { makeCorpus } from './corpus.ts';
import { custodyTargets } from './custody-targets.ts';
import { readerTargets } from './reader-targets.ts';
import { rosterTargets } from './roster-targets.ts';
import { documentTargets } from './document-targets.ts';
import { fuzz, type Counts, type Target } from './run.ts';
import { signedTargets } from './signed-targets.ts';

const usage = 'Usage: npm run fuzz -- [--runs N] [--seed S] [--only PART-OF-A-NAME]';
const standardRuns = 100_000;

export interface FuzzReport extends Counts {
  seed: number;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string', default: '' } },
    }).values;
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
}

function whole(text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(value) || value < least || text === '')
    throw new PlainError(`"${text}" is no whole number from ${least} on.\n${usage}`);
  return value;
}

/** Every decoder that what strangers show, or a server sends, can reach. */
export async function allTargets(): Promise<Target[]> {
  const corpus = await makeCorpus();
  return [
    ...byteTargets(corpus),
    ...documentTargets(corpus),
    ...signedTargets(corpus),
    ...(await custodyTargets()),
    ...rosterTargets(),
    ...readerTargets(),
  ];
}

/**
 * Runs what the arguments say. The same seed changes the same places in the same order; keys and signatures are new in
 * every run, so what is found is printed whole.
 */
export async function fuzzCommand(args: string[], tell: (line: string) => void): Promise<FuzzReport> {
  const values = readArguments(args);
  const runs = whole(values.runs, standardRuns, 1);
  const seed = whole(values.seed, Date.now() % 2 ** 32, 0);
  const all = await allTargets();
  const targets = all.filter(({ name }) => name.includes(values.only));
  if (targets.length === 0)
    throw new PlainError(`No target is named "${values.only}": ${all.map(({ name }) => name).join(', ')}.`);
  return { ...(await fuzz(targets, runs, seeded(seed), tell)), seed };
}

/** True when nothing was found that must not be. */
export function isSound({ crashes, hangs, wrongAdmissions }: Counts): boolean {
  return crashes === 0 && hangs === 0 && wrongAdmissions === 0;
}
