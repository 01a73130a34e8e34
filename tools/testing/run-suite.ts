// Runs a suite's test files: in the browser's runner, or in a node process each.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../places.ts';
import type { FailedFile } from './again.ts';
import { pastChangeOfDay } from './change-of-day.ts';
import { bundleForNode } from './node-bundles.ts';
import { slowestFirst, type Durations } from './durations.ts';
import { pagesOfTests } from './pages-of-tests.ts';
import { runNode } from './run-process.ts';
import type { Suite } from './suites.ts';
import { addTallies, judge, readTally, type Counted, type Tally } from './tally.ts';

/** A process in which no test has ended for so long is stuck, ms: the longest take a minute, and more beside other work. */
const stuckAfterMs = 8 * 60_000;

const browserRunner = join(projectFolder, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js');
const nodeReporter = join(projectFolder, 'tools', 'testing', 'node-reporter.mjs');

/** What a suite's files counted for, and those that failed. */
export interface SuiteResult {
  tally: Tally;
  failures: FailedFile[];
}

/** Runs one file of a suite's that failed before. */
export async function runOneAgain(suite: Suite, file: string): Promise<Tally> {
  if (suite.runner === 'browser') {
    const env = { SITECODE_UNIT: JSON.stringify({ files: [file] }) };
    const { passed, failed, skipped } = await runProcess(suite.name, [browserRunner], env, undefined);
    return { passed, failed, skipped };
  }
  return (await runSuite(suite, [file], undefined, new Map())).tally;
}

/**
 * Runs test files of a suite; its runners print to this terminal.
 * @param files from the project's folder
 * @param name of the only tests to run, a part of it
 * @param durations what each file took when it ran before; what it took now is noted there
 * @param isWhole whether these are all that the suite has
 */
export async function runSuite(
  suite: Suite,
  files: string[],
  name: string | undefined,
  durations: Durations,
  isWhole = false,
): Promise<SuiteResult> {
  if (files.length === 0) return { tally: complain(suite.name, judge(undefined, 0)), failures: [] };
  if (suite.runner === 'browser') {
    // What was asked for by its name is told by its name.
    const pages = isWhole && !name ? await pagesOfTests(files) : files;
    const env = { SITECODE_UNIT: JSON.stringify({ files: pages, name }) };
    const { failedFiles = [], ...tally } = await runProcess(
      suite.name,
      [browserRunner],
      env,
      undefined,
      !name,
    );
    return { tally, failures: failedFiles };
  }
  const pattern = name?.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const bundles = await bundleForNode(suite.name, files);
  const waiting = slowestFirst(files, durations);
  let total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const failures: FailedFile[] = [];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await pastChangeOfDay();
      const begun = Date.now();
      const options = pattern ? [`--test-name-pattern=${pattern}`] : [];
      const reporter = [`--test-reporter=${nodeReporter}`, '--test-reporter-destination=stdout'];
      const command = ['--enable-source-maps', ...reporter, ...options, bundles.get(file)!];
      // Awaited first: the other worker may change the total meanwhile.
      const tally = await runProcess(file, command, { SITECODE_TEST_FILE: file }, stuckAfterMs, !name);
      total = addTallies(total, tally);
      if (tally.failed > 0) failures.push({ file, tally });
      if (!name) durations.set(file, Date.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: suite.atOnce }, worker));
  return { tally: total, failures };
}

/** Runs one process, and once more when it got stuck before its tests were done. */
async function runProcess(
  name: string,
  command: string[],
  env: Record<string, string>,
  limitMs?: number,
  mustTest = true,
): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-tally-'));
  const file = join(folder, 'tally.json');
  try {
    for (let attempt = 1; ; attempt++) {
      const code = await runNode(command, { ...env, SITECODE_TALLY: file }, limitMs);
      const counted = await readTally(file);
      // Of a file, none may have the wanted name.
      if (code === 0 && counted && !mustTest) return counted;
      if (code !== 'stuck') {
        const failedFiles = counted?.failedFiles;
        return { ...complain(name, judge(counted, code)), ...(failedFiles && { failedFiles }) };
      }
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
