// `npm test`: its own set-up, then every suite, then one line of counts. `npm test -- unit kiosk-page` runs the files of a
// suite with that in their path, `--name "a text"` the tests with that in their name. `npm run test:all` (--all) runs those
// suites and files too that take longer or need more than a fresh machine has: nginx and Caddy.
import { parseArgs } from 'node:util';
import { findChromium } from '../machine/chromium.ts';
import { lint } from '../lint/lint.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { findPocketBase } from '../pocketbase/pocketbase.ts';
import { findProxy } from '../proxy/programs.ts';
import { mostAgain, runAgain, type FailedFile } from './again.ts';
import { buildForTests } from './built.ts';
import { readDurations, writeDurations } from './durations.ts';
import { runOneAgain, runSuite } from './run-suite.ts';
import { filesOf, lanes, suites, type Need, type Suite } from './suites.ts';
import { addTallies, tallyLine, type Tally } from './tally.ts';

/** What a suite may need, each set up once. What is found is named in the environment, for the suites' own processes. */
const setUp: Record<Need, () => Promise<unknown>> = {
  chromium: () => findChromium(),
  pocketbase: async () => {
    process.env['SITECODE_POCKETBASE'] = await findPocketBase();
  },
  build: () => buildForTests(['server', 'app']),
  proxies: async () => {
    await findProxy('nginx');
    await findProxy('caddy');
  },
};

const done = new Map<Need, Promise<unknown>>();

function prepare(need: Need): Promise<unknown> {
  const running = done.get(need) ?? setUp[need]();
  done.set(need, running);
  return running;
}

/** What comes over the network comes while lint reads the files: one after another, for all ask the same package manager. */
async function prepareAhead(needs: Need[]): Promise<void> {
  // A suite that needs it says what failed.
  for (const need of new Set(needs)) await prepare(need).catch(() => undefined);
}

interface Asked {
  /** Names of suites; every usual one when there are none. */
  suites: string[];
  /** Parts of test files' paths. */
  words: string[];
  name: string | undefined;
  all: boolean;
}

async function run({ suites: wanted, words, name, all }: Asked): Promise<Tally> {
  const isWhole = words.length === 0 && name === undefined;
  const isWanted = (suite: Suite) =>
    wanted.length === 0 ? all || !suite.onlyInAll : wanted.includes(suite.name);
  let sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  if (wanted.includes('lint') || (wanted.length === 0 && isWhole)) {
    void prepareAhead(suites.filter(isWanted).flatMap(({ needs }) => needs));
    console.log('\nlint: rules, formatting, types, templates');
    sum = addTallies(sum, await lint());
  }
  const durations = await readDurations();
  let found = wanted.includes('lint') && isWhole;
  const failures: (FailedFile & { suite: Suite })[] = [];
  const runOne = async (suite: Suite): Promise<void> => {
    const files = await filesOf(suite, { words, all });
    if (files.length === 0 && words.length > 0) return;
    found = true;
    console.log(`\n${suite.name}: ${suite.what}`);
    let tally: Tally;
    try {
      for (const need of suite.needs) await prepare(need);
      const result = await runSuite(suite, files, name, durations, isWhole);
      tally = result.tally;
      failures.push(...result.failures.map((failed) => ({ ...failed, suite })));
    } catch (error) {
      console.log(`  FAILED  ${suite.name} cannot be run.\n${reasonOf(error)}`);
      tally = { passed: 0, failed: 1, skipped: 0 };
    }
    // Added after the wait: the other lane may have changed the sum meanwhile.
    sum = addTallies(sum, tally);
  };
  await Promise.all(
    lanes.map(async (lane) => {
      for (const suite of suites) if (suite.lane === lane && isWanted(suite)) await runOne(suite);
    }),
  );
  await writeDurations(durations);
  if (isWhole && failures.length > 0 && failures.length <= mostAgain) {
    console.log('\nOnce more, each by itself: what failed beside others');
    const again = await runAgain(sum, failures, ({ suite, file }) => runOneAgain(suite, file));
    sum = again.sum;
    for (const file of again.passedAlone)
      console.log(`  ALONE   ${file} failed beside others and passed by itself: it wants mending.`);
  }
  if (!found)
    throw new PlainError(`There is no suite and no test file with ${words.join(' or ')} in its path.`);
  if (name !== undefined && sum.passed + sum.failed === 0)
    throw new PlainError(`No test has "${name}" in its name.`);
  return sum;
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean' }, name: { type: 'string' } },
  });
  const names = ['lint', ...suites.map((suite) => suite.name)];
  const words = positionals.filter((word) => !names.includes(word));
  // Who names a file has time for all of it.
  if (values.all || words.length > 0 || values.name !== undefined) process.env['SITECODE_THOROUGH'] = 'yes';
  const tally = await run({
    suites: positionals.filter((word) => names.includes(word)),
    words,
    name: values.name,
    all: values.all ?? false,
  });
  console.log(`\n${tallyLine(tally)}`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
});
