// The suites of `npm test`, in the order they run, and what each needs to be there first.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { projectFolder } from '../places.ts';
import { addTallies, judge, readTally, type Tally } from './tally.ts';

export type Need = 'chromium' | 'pocketbase' | 'build';

export interface Suite {
  name: string;
  what: string;
  needs: Need[];
  /** How many of its processes run at a time. */
  atOnce: number;
  /** The arguments to node of each of its processes: the browser's runner, or one for each file. */
  commands: () => Promise<string[][]>;
}

export const suites: Suite[] = [
  {
    name: 'unit',
    what: 'unit tests in Chromium',
    needs: ['chromium'],
    atOnce: 1,
    commands: async () => [[join(projectFolder, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js')]],
  },
  {
    name: 'tools',
    what: 'tests of the tools',
    needs: ['pocketbase', 'build'],
    atOnce: 2,
    commands: () => nodeTests('tools'),
  },
  {
    name: 'conformance',
    what: 'the runner of public test sets',
    needs: [],
    atOnce: 2,
    commands: () => nodeTests('conformance'),
  },
  {
    name: 'server',
    what: 'tests against a real PocketBase',
    needs: ['pocketbase', 'build'],
    atOnce: 2,
    commands: () => nodeTests('server'),
  },
  {
    name: 'e2e',
    what: 'the built app in Chromium',
    needs: ['chromium', 'pocketbase', 'build'],
    // One at a time: they measure times, and two browsers share two cores badly.
    atOnce: 1,
    commands: () => nodeTests('e2e'),
  },
  {
    name: 'chaos',
    what: 'short runs of harm, and the counting after them',
    needs: ['chromium', 'pocketbase', 'build'],
    atOnce: 1,
    commands: () => nodeTests('chaos'),
  },
];

/**
 * A process for each file, and not node's own `--test` over all of them: now and then a process of Node 20 with module
 * hooks (tsx) waits for its hooks' thread for ever, and one that is alone can be ended and started again.
 */
async function nodeTests(folder: string): Promise<string[][]> {
  const inside = join(projectFolder, 'tests', folder);
  const names = await readdir(inside, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith('.test.ts')).map((name) => join(inside, name));
  const reporter = join(projectFolder, 'tools', 'testing', 'node-reporter.mjs');
  return files
    .toSorted()
    .map((file) => [
      '--import=tsx',
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
      file,
    ]);
}

/** A process that has not ended by then is stuck, ms: the longest file takes about a minute. */
const stuckAfterMs = 5 * 60_000;

/** Runs a suite's tests; its runners print to this terminal. */
export async function runSuite(suite: Suite): Promise<Tally> {
  const waiting = await suite.commands();
  if (waiting.length === 0) return complain(suite.name, judge(undefined, 0));
  let total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const worker = async (): Promise<void> => {
    for (let command = waiting.shift(); command; command = waiting.shift()) {
      const named = command.at(-1)!.endsWith('.test.ts')
        ? relative(projectFolder, command.at(-1)!)
        : suite.name;
      const limit = named === suite.name ? undefined : stuckAfterMs;
      // Awaited first: the other worker may change the total meanwhile.
      const tally = await runProcess(named, command, limit);
      total = addTallies(total, tally);
    }
  };
  await Promise.all(Array.from({ length: suite.atOnce }, worker));
  return total;
}

/** Runs one process, and once more when it got stuck before its tests were done. */
async function runProcess(name: string, command: string[], limitMs: number | undefined): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-tally-'));
  const file = join(folder, 'tally.json');
  try {
    for (let attempt = 1; ; attempt++) {
      const code = await runNode(command, { SITECODE_TALLY: file }, limitMs);
      const counted = await readTally(file);
      if (code !== 'stuck') return complain(name, judge(counted, code));
      // Its tests were all counted: it only could not end.
      if (counted) return complain(name, judge(counted, 0));
      if (attempt === 2) return complain(name, judge(undefined, 1));
      console.log(`  again   ${name}: it got stuck and was ended`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function complain(name: string, { tally, complaint }: ReturnType<typeof judge>): Tally {
  if (complaint) console.log(`  FAILED  ${name}: ${complaint}`);
  return tally;
}

function runNode(
  args: string[],
  env: Record<string, string>,
  limitMs: number | undefined,
): Promise<number | 'stuck'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stuck = false;
    const limit =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            stuck = true;
            child.kill('SIGKILL');
          }, limitMs);
    const finish = (code: number): void => {
      clearTimeout(limit);
      resolve(stuck ? 'stuck' : code);
    };
    passOn(child.stdout);
    child.on('error', () => finish(1));
    child.on('close', (code) => finish(code ?? 1));
    // What a stuck process started may hold its output open after it was ended.
    child.on('exit', () => stuck && finish(1));
  });
}

/** Prints what a runner prints, less its cursor movements and empty lines: those are made for a screen of its own. */
function passOn(stream: Readable): void {
  const lines = createInterface({ input: stream });
  lines.on('line', (line) => {
    const plain = line.replaceAll(cursorMovement, '');
    if (plain.trim()) console.log(plain);
  });
}

// ESC [ numbers letter (ECMA-48); m, colour, is left.
const cursorMovement = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-HJKSTf]`, 'g');
