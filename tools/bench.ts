// `npm run bench -- NAME [options]`: runs tests/bench/NAME.ts and prints what it measured as one line of JSON, last.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './places.ts';
import { PlainError, runCommand } from './plain-error.ts';

/** What a benchmark's file exports as default: gets the options of the command line, answers with its figures. */
type Benchmark = (options: string[]) => Promise<object>;

const folder = join(projectFolder, 'tests', 'bench');

function benchmarkNames(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length));
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
  const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default?: Benchmark };
  if (typeof module.default !== 'function')
    throw new Error(`tests/bench/${name}.ts has no benchmark as default export.`);
  console.log(JSON.stringify(await module.default(options)));
});
