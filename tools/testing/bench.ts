// `npm run bench -- NAME [options]`: runs tests/bench/NAME.ts and prints what it measured as one line of JSON, last.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '../machine/chromium.ts';
import { projectFolder } from '../places.ts';
import { PlainError, runCommand } from '../plain-error.ts';

/** What a benchmark's file exports as default: gets the options of the command line, answers with its figures. */
type Benchmark = (options: string[]) => Promise<object>;

const folder = join(projectFolder, 'tests', 'bench');

/** The files there with a default export; the others hold what these share. */
function benchmarkNames(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(
      (file) => file.endsWith('.ts') && /^export default /m.test(readFileSync(join(folder, file), 'utf8')),
    )
    .map((file) => file.slice(0, -'.ts'.length));
}

await runCommand(async () => {
  const [name, ...options] = process.argv.slice(2);
  const names = benchmarkNames();
  if (!name || !names.includes(name)) {
    const what = name
      ? `There is no benchmark "${name}".`
      : 'Which benchmark? npm run bench -- NAME [options]';
    throw new PlainError(`${what} Benchmarks: ${names.join(', ') || 'none'}.`);
  }
  // They measure in a browser: on a fresh machine it is installed first, and named to them in the environment.
  await findChromium();
  const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default: Benchmark };
  console.log(JSON.stringify(await module.default(options)));
});
