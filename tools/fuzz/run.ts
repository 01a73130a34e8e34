// Runs targets on inputs made at random, and counts what must never happen.
import type { Seeded } from '../../tests/support/seeded.ts';
import { PrototypeWatch } from './prototype-watch.ts';

/** One decoder or verifier under fire. */
export interface Target<Input = unknown, Result = unknown> {
  name: string;
  /** How often it is chosen, against the others: cheap ones more often than signature checks. */
  weight: number;
  /** One input: a valid one changed at random, or bytes of no meaning. */
  make(chance: Seeded): Input | Promise<Input>;
  read(input: Input): Result | Promise<Result>;
  /** Whether what was read must not have been: something was proved that nobody signed, or read wrongly. */
  wrong?(result: Result, input: Input): boolean | Promise<boolean>;
  /** The kinds of errors it may answer with; RangeError alone when left out. */
  refusals?: readonly (new (...given: never[]) => Error)[];
}

/** Keeps a target's types together; lists of targets know nothing of them. */
export function target<Input, Result>(made: Target<Input, Result>): Target {
  return made as unknown as Target;
}

export interface Counts {
  runs: number;
  crashes: number;
  hangs: number;
  wrongAdmissions: number;
}

/** The most of a processor's time that any call may take, in all threads of this process, ms. */
const longest = 50;
/** A call that only waits takes no processor's time: it hangs when it takes so long by the clock, ms. */
const longestWait = 5000;
/** One slow call may be a clean-up of memory: only an input that is slow so many times hangs. */
const triesBeforeHang = 3;

/**
 * How long a call took, ms. The clock on the wall also counts the time that other programs had the processor: on a machine
 * with eight of them for each core, an input of 1 ms takes 150 by it, three times in a row.
 */
class Stopwatch {
  readonly #wall = performance.now();
  readonly #used = process.cpuUsage();

  get isSlow(): boolean {
    return this.used > longest || performance.now() - this.#wall > longestWait;
  }

  get used(): number {
    const { user, system } = process.cpuUsage(this.#used);
    return (user + system) / 1000;
  }
}

// RangeErrors of the engine itself: the code ran out of something, it did not refuse.
const engineFault = /call stack|Invalid (array|string|typed array|array buffer) length|allocation failed/i;

/**
 * Runs `runs` inputs. What is found is told to `tell`, with the input.
 * @param chance decides everything: the same seed takes the same way
 */
export async function fuzz(
  targets: readonly Target[],
  runs: number,
  chance: Seeded,
  tell: (line: string) => void,
): Promise<Counts> {
  const counts: Counts = { runs: 0, crashes: 0, hangs: 0, wrongAdmissions: 0 };
  const byWeight = targets.flatMap((one) => Array.from({ length: one.weight }, () => one));
  const watch = new PrototypeWatch();
  let current = '';
  const stray = (reason: unknown): void => {
    counts.crashes++;
    tell(`${current}: a rejection that nobody awaits: ${String(reason)}`);
  };
  process.on('unhandledRejection', stray);
  try {
    for (; counts.runs < runs; counts.runs++) {
      const chosen = chance.pick(byWeight);
      current = `run ${counts.runs} ${chosen.name}`;
      const input = await chosen.make(chance);
      const { what, detail } = await judge(chosen, input);
      if (what !== null) {
        counts[what]++;
        tell(`${current}: ${what}: ${detail} on ${written(input)}`);
      }
      const pollution = watch.changed(counts.runs % 512 === 0 || counts.runs === runs - 1);
      if (pollution) {
        counts.crashes++;
        tell(`${current}: ${pollution} was changed, on ${written(input)}`);
      }
    }
    // What nobody awaits is reported in a turn of its own.
    await new Promise((resolve) => setTimeout(resolve, 0));
  } finally {
    process.off('unhandledRejection', stray);
  }
  return counts;
}

type Found = { what: 'crashes' | 'hangs' | 'wrongAdmissions' | null; detail: string };

async function judge(chosen: Target, input: unknown): Promise<Found> {
  let took = 0;
  let slow = false;
  for (let tries = 0; tries < triesBeforeHang; tries++) {
    const watch = new Stopwatch();
    let result: unknown;
    try {
      result = chosen.read(input);
      if (result instanceof Promise) result = await result;
      [slow, took] = [watch.isSlow, watch.used];
    } catch (error) {
      [slow, took] = [watch.isSlow, watch.used];
      if (!isRefusal(error, chosen.refusals ?? [RangeError]))
        return {
          what: 'crashes',
          detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
        };
      if (slow) continue;
      return { what: null, detail: '' };
    }
    if (chosen.wrong && (await chosen.wrong(result, input)))
      return { what: 'wrongAdmissions', detail: written(result) };
    if (!slow) return { what: null, detail: '' };
  }
  return { what: 'hangs', detail: `${Math.round(took)} ms of processor time, ${triesBeforeHang} times` };
}

function isRefusal(error: unknown, kinds: NonNullable<Target['refusals']>): boolean {
  return (
    error instanceof Error && kinds.some((kind) => error instanceof kind) && !engineFault.test(error.message)
  );
}

/** An input so that it can be looked at again; bytes as hexadecimal digits. */
function written(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? `bytes ${Buffer.from(part).toString('hex')}` : part,
  );
  return (text ?? String(value)).slice(0, 6000);
}
