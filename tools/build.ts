// Builds what is served: `npm run build [-- server|app] [-- --force]`. What is built already is not built again.
import { join } from 'node:path';
import { buildServerHooks } from './build/server-hooks.ts';
import { isStampedAs, stampOf, writeStamp } from './build/stamp.ts';
import { isCommand, places, projectFolder } from './places.ts';
import { PlainError, runCommand } from './plain-error.ts';

/** A part of the build: its name on the command line and in the stamp file. */
export type BuildPart = 'server' | 'app';

interface Part {
  /** Files and folders, relative to the project's, whose content decides whether to build again. */
  inputs: string[];
  /** What must be there for the last build to count. */
  outputs: string[];
  build: () => Promise<void>;
}

const parts: Record<BuildPart, Part> = {
  server: {
    inputs: ['src/server', 'src/domain', 'src/credentials', 'package-lock.json', 'tools/build'],
    outputs: [join(places.hooks, 'app.js'), join(places.hooks, 'gate.js'), join(places.demoHooks, 'demo.js')],
    build: () => buildServerHooks({ source: join(places.source, 'server'), output: places.distribution }),
  },
  app: {
    inputs: ['src', 'public', 'vite.config.ts', 'tsconfig.json', 'package-lock.json', 'tools/build'],
    outputs: [join(places.publicFiles, 'index.html'), join(places.publicFiles, 'service-worker.js')],
    build: async () => (await import('./build/app.ts')).buildApp(),
  },
};

/**
 * Builds the parts whose sources changed since they were built.
 * @returns the parts that were built now.
 * @throws PlainError if a source file is missing or does not compile.
 */
export async function build(wanted: BuildPart[], options: { force?: boolean } = {}): Promise<BuildPart[]> {
  const built: BuildPart[] = [];
  for (const name of wanted) {
    const { inputs, outputs, build: make } = parts[name];
    const stampFile = join(places.distribution, `.${name}.stamp`);
    const stamp = await stampOf(inputs.map((path) => join(projectFolder, path)));
    if (!options.force && (await isStampedAs(stampFile, stamp, outputs))) continue;
    await make();
    await writeStamp(stampFile, stamp);
    built.push(name);
  }
  return built;
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
    const unknown = words.find((word) => !(word in parts));
    if (unknown)
      throw new PlainError(
        `There is no part "${unknown}" to build. Parts: ${Object.keys(parts).join(', ')}.`,
      );
    const wanted = (words.length > 0 ? words : Object.keys(parts)) as BuildPart[];
    const built = await build(wanted, { force: process.argv.includes('--force') });
    console.log(built.length > 0 ? `Built: ${built.join(', ')}.` : 'Nothing changed since the last build.');
  });
}
