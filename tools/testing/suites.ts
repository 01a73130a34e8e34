// The suites of `npm test`, in the order they run, and what each needs to be there first.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { projectFolder } from '../places.ts';
import { judge, readTally, type Tally } from './tally.ts';

export type Need = 'chromium' | 'pocketbase' | 'build';

export interface Suite {
  name: string;
  what: string;
  needs: Need[];
  /** The runner's arguments to node; undefined where there is no test to run. */
  command: () => Promise<string[] | undefined>;
}

export const suites: Suite[] = [
  {
    name: 'unit',
    what: 'unit tests in Chromium',
    needs: ['chromium'],
    command: async () => [join(projectFolder, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js')],
  },
  {
    name: 'tools',
    what: 'tests of the tools',
    needs: ['pocketbase', 'build'],
    command: () => nodeTests('tools', 2),
  },
  {
    name: 'conformance',
    what: 'the runner of public test sets',
    needs: [],
    command: () => nodeTests('conformance', 2),
  },
  {
    name: 'server',
    what: 'tests against a real PocketBase',
    needs: ['pocketbase', 'build'],
    command: () => nodeTests('server', 2),
  },
  {
    name: 'e2e',
    what: 'the built app in Chromium',
    needs: ['chromium', 'pocketbase', 'build'],
    // One at a time: they measure times, and two browsers share two cores badly.
    command: () => nodeTests('e2e', 1),
  },
];

async function nodeTests(folder: string, concurrency: number): Promise<string[] | undefined> {
  const inside = join(projectFolder, 'tests', folder);
  const names = await readdir(inside, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith('.test.ts')).map((name) => join(inside, name));
  // With no file named, node's runner would look for tests everywhere.
  if (files.length === 0) return undefined;
  const reporter = join(projectFolder, 'tools', 'testing', 'node-reporter.mjs');
  return [
    '--import=tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...files.toSorted(),
  ];
}

/** Runs a suite's tests; its runner prints to this terminal. */
export async function runSuite(suite: Suite): Promise<Tally> {
  const command = await suite.command();
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-tally-'));
  const file = join(folder, 'tally.json');
  try {
    const code = command ? await runNode(command, { SITECODE_TALLY: file }) : 0;
    const { tally, complaint } = judge(await readTally(file), code);
    if (complaint) console.log(`  FAILED  ${suite.name}: ${complaint}`);
    return tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runNode(args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    passOn(child.stdout);
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
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
