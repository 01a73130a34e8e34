// What `npm run chaos` does, but for printing the last line.
import { parseArgs } from 'node:util';
import { seeded } from '../../tests/support/seeded.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { isSound, type ChaosCounts } from './chaos.ts';
import { kinds } from './kinds/kinds.ts';

/** What was run, and what was counted. */
export interface ChaosReport {
  kind: string;
  /** So many were done. */
  runs: number;
  counts: ChaosCounts;
  isSound: boolean;
}

function usage(): string {
  const lines = Object.entries(kinds).map(
    ([name, { what, runs }]) => `  ${name.padEnd(16)}${what} (${runs} runs)`,
  );
  return ['Usage: npm run chaos -- KIND [--runs N] [--minutes N] [--seed N]', 'Kinds:', ...lines].join('\n');
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { runs: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' } },
    });
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage()}`);
  }
}

function whole(name: string, text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(value) || value < least || text === '')
    throw new PlainError(`--${name} takes a whole number from ${least} on, not "${text}".\n${usage()}`);
  return value;
}

/**
 * Runs what the arguments say. The same seed makes the same choices; when they take effect still depends on how fast the
 * machine is.
 */
export async function chaosCommand(args: string[], tell: (line: string) => void): Promise<ChaosReport> {
  const { values, positionals } = readArguments(args);
  const [name = '', ...more] = positionals;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind || more.length > 0) {
    const what = name ? `There is no kind "${positionals.join(' ')}".` : 'Which kind?';
    throw new PlainError(`${what}\n${usage()}`);
  }
  const runs = whole('runs', values.runs, kind.runs, 1);
  // A run that has begun is brought to its end.
  const minutes = whole('minutes', values.minutes, 24 * 60, 1);
  const seed = whole('seed', values.seed, Date.now() % 2 ** 32, 0);
  const again = `The same choices again: --seed ${seed}`;
  const end = Date.now() + minutes * 60_000;
  let done = 0;
  const goesOn = (run: number): boolean => {
    if (run > runs || Date.now() >= end) return false;
    done = run;
    return true;
  };
  let counts: ChaosCounts;
  try {
    counts = await kind.run({ runs, goesOn, random: seeded(seed), tell });
  } catch (error) {
    tell(again);
    throw error;
  }
  if (!isSound(counts)) tell(again);
  return { kind: name, runs: done, counts, isSound: isSound(counts) };
}

/** The line of JSON. */
export function chaosLine({ kind, runs, counts: { more, ...counts } }: ChaosReport): string {
  return JSON.stringify({ kind, runs, ...counts, ...more });
}
