// Builds what is served: `npm run build [-- server|app|gallery] [-- --force]`. What is built already is not built again.
import { join } from 'node:path';
import { buildServerHooks } from './server-hooks.ts';
import { buildSigner } from './signer.ts';
import { isStampedAs, stampOf, writeStamp } from './stamp.ts';
import { isCommand, places, projectFolder } from '../places.ts';
import { PlainError, runCommand } from '../plain-error.ts';

/** A part of the build: its name on the command line and in the stamp file. */
export type BuildPart = 'server' | 'app' | 'gallery';

interface Part {
  /** Files and folders, relative to the project's, whose content decides whether to build again. */
  inputs: string[];
  /** What must be there for the last build to count. */
  outputs: string[];
  build: () => Promise<void>;
  /** What it is, for people. */
  what: string;
}

const parts: Record<BuildPart, Part> = {
  server: {
    inputs: ['src/server', 'src/signer', 'src/domain', 'src/credentials', 'package-lock.json', 'tools/build'],
    outputs: [
      join(places.hooks, 'app.js'),
      join(places.hooks, 'door.js'),
      join(places.hooks, 'gate.js'),
      join(places.demoHooks, 'demo.js'),
      places.signer,
    ],
    what: 'the server’s part and the signer',
    build: async () => {
      await buildServerHooks({ source: join(places.source, 'server'), output: places.distribution });
      await buildSigner(join(places.source, 'signer', 'main.ts'), places.signer);
    },
  },
  app: {
    inputs: [
      'src',
      'public',
      'vite.config.ts',
      'tsconfig.json',
      'package-lock.json',
      'tools/build',
      'tools/release',
    ],
    outputs: [join(places.publicFiles, 'index.html'), join(places.publicFiles, 'release.json')],
    what: 'the pages',
    build: async () => (await import('./app.ts')).buildApp(),
  },
  gallery: {
    inputs: [
      'src/ui',
      'src/domain',
      'src/sync',
      'vite.config.ts',
      'tsconfig.json',
      'package-lock.json',
      'tools/build',
    ],
    outputs: [join(places.gallery, 'index.html')],
    what: 'the gallery of elements',
    build: async () => (await import('./gallery.ts')).buildGallery(),
  },
};

/** What a real district is served from; the gallery is built when it is named. */
const usual: BuildPart[] = ['server', 'app'];

/**
 * Builds the parts whose sources changed since they were built.
 * @param options.begin told what is built, before each part that takes its time
 * @returns the parts that were built now.
 * @throws PlainError if a source file is missing or does not compile.
 */
export async function build(
  wanted: BuildPart[],
  options: { force?: boolean; begin?: (what: string) => void } = {},
): Promise<BuildPart[]> {
  const built: BuildPart[] = [];
  for (const name of wanted) {
    const { inputs, outputs, what, build: make } = parts[name];
    const stampFile = join(places.distribution, `.${name}.stamp`);
    const stamp = await stampOf(inputs.map((path) => join(projectFolder, path)));
    if (!options.force && (await isStampedAs(stampFile, stamp, outputs))) continue;
    options.begin?.(what);
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
    const wanted = (words.length > 0 ? words : usual) as BuildPart[];
    const built = await build(wanted, { force: process.argv.includes('--force') });
    console.log(built.length > 0 ? `Built: ${built.join(', ')}.` : 'Nothing changed since the last build.');
  });
}
