// The app part of the build: pages, the site code page by itself, and the service worker with its list of files.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build as viteBuild, type Rolldown } from 'vite';
import { places, projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { makeAnew } from './make-anew.ts';
import { writeManifest } from '../release/manifest.ts';
import { buildServiceWorker } from './service-worker.ts';

export interface AppBuild {
  /** The pages' folder: index.html, and FACE/index.html of each face. */
  source: string;
  /** Files copied as they are. */
  publicFolder: string;
  /** Where the app is made; emptied first. */
  output: string;
  /** What the app says its version is; that of package.json when left out. */
  version?: string;
}

/** Faces that share chunks: one installable app. */
const appFaces = ['me', 'sentry', 'venue', 'authority'];
/** What a scanned site code opens. */
const siteCodeFace = 's';

/**
 * Builds the app. The site code page is a build of its own: a visitor at a door waits for it on a bad line, so it is one
 * page and one script, and shares no chunk with the faces (a shared chunk would be a second request).
 * @throws PlainError if a file is missing or does not compile.
 */
export async function buildApp(folders: Partial<AppBuild> = {}): Promise<void> {
  const { source, publicFolder, output, version }: AppBuild = {
    source: places.source,
    publicFolder: join(projectFolder, 'public'),
    output: places.publicFiles,
    ...folders,
  };
  const pageOf = (face: string) => join(source, face, 'index.html');
  const start = join(source, 'index.html');
  const worker = join(source, 'service-worker', 'service-worker.ts');
  const missing = [start, worker]
    .filter((path) => !existsSync(path))
    .map((path) => relative(projectFolder, path));
  if (missing.length > 0) throw new PlainError(`The app cannot be built: ${missing.join(', ')} missing.`);

  await makeAnew(output, async (folder) => {
    const pages: Record<string, string> = { index: start };
    for (const face of appFaces) if (existsSync(pageOf(face))) pages[face] = pageOf(face);
    const shared = { source, publicFolder, output: folder, ...(version !== undefined && { version }) };
    await bundle(pages, shared, {
      entryFileNames: 'assets/[name]-[hash].js',
      // In a folder of its own, which the service worker leaves out: only who prints a poster loads this decoder.
      chunkFileNames: ({ facadeModuleId }) =>
        facadeModuleId?.includes('/@zxing/browser/')
          ? 'assets/poster/decoder-[hash].js'
          : 'assets/[name]-[hash].js',
      assetFileNames: 'assets/[name]-[hash][extname]',
    });
    if (existsSync(pageOf(siteCodeFace))) {
      const alone = { source, publicFolder: '', output: folder };
      await bundle({ [siteCodeFace]: pageOf(siteCodeFace) }, alone, {
        entryFileNames: 'assets/s/[name]-[hash].js',
        assetFileNames: 'assets/s/[name]-[hash][extname]',
        codeSplitting: false,
        plugins: [unindented],
      });
      await checkOneScript(join(folder, 'assets', siteCodeFace));
    }
    await buildServiceWorker({ entry: worker, publicFiles: folder });
    await writeManifest(folder, version ?? (await packageVersion()));
  });
}

async function packageVersion(): Promise<string> {
  const text = await readFile(join(projectFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * Takes the indents out of the templates of styles and markup: the only lines that are left in minified code. Blanks between
 * words of one line stay.
 */
const unindented: Rolldown.Plugin = {
  name: 'unindented',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = file.code.replace(/\n[ \t]+/g, '\n');
    }
  },
};

async function bundle(
  pages: Record<string, string>,
  folders: AppBuild,
  output: Rolldown.OutputOptions,
): Promise<void> {
  try {
    await viteBuild({
      configFile: join(projectFolder, 'vite.config.ts'),
      root: folders.source,
      publicDir: folders.publicFolder || false,
      ...(folders.version !== undefined && {
        define: { __APP_VERSION__: JSON.stringify(folders.version) },
      }),
      build: { outDir: folders.output, rolldownOptions: { input: pages, output } },
    });
  } catch (error) {
    throw new PlainError(`The app does not compile: ${(error as Error).message}`);
  }
}

async function checkOneScript(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  if (files.length <= 1) return;
  throw new PlainError(
    `The site code page must come in one script, but it was built into ${files.join(', ')}. ` +
      'Write its style in its elements (css`...`), and import nothing there that brings a file of its own.',
  );
}
