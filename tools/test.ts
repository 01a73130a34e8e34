// `npm test [-- lint unit tools conformance server e2e chaos]`: its own set-up, then every suite, then one line of counts.
import { findChromium } from './chromium.ts';
import { build } from './build.ts';
import { lint } from './lint.ts';
import { PlainError, reasonOf, runCommand } from './plain-error.ts';
import { findPocketBase } from './pocketbase.ts';
import { runSuite, suites, type Need } from './testing/suites.ts';
import { addTallies, tallyLine, type Tally } from './testing/tally.ts';

/** What a suite may need, each set up once. What is found is named in the environment, for the suites' own processes. */
const setUp: Record<Need, () => Promise<unknown>> = {
  chromium: () => findChromium(),
  pocketbase: async () => {
    process.env['SITECODE_POCKETBASE'] = await findPocketBase();
  },
  build: () => build(['server', 'app']),
};

const done = new Map<Need, Promise<unknown>>();

function prepare(need: Need): Promise<unknown> {
  const running = done.get(need) ?? setUp[need]();
  done.set(need, running);
  return running;
}

async function run(wanted: string[]): Promise<Tally> {
  const names = ['lint', ...suites.map((suite) => suite.name)];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown) throw new PlainError(`There is no suite "${unknown}". Suites: ${names.join(', ')}.`);
  const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
  let sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  if (isWanted('lint')) {
    console.log('\nlint: rules, formatting, types, templates');
    sum = addTallies(sum, await lint());
  }
  for (const suite of suites.filter(({ name }) => isWanted(name))) {
    console.log(`\n${suite.name}: ${suite.what}`);
    try {
      for (const need of suite.needs) await prepare(need);
    } catch (error) {
      console.log(`  FAILED  ${suite.name} cannot be run.\n${reasonOf(error)}`);
      sum = addTallies(sum, { passed: 0, failed: 1, skipped: 0 });
      continue;
    }
    sum = addTallies(sum, await runSuite(suite));
  }
  return sum;
}

await runCommand(async () => {
  const tally = await run(process.argv.slice(2));
  console.log(`\n${tallyLine(tally)}`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
});
