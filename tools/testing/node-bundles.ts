// Node's test files as bundles: run from their sources, each process would compile some hundred modules anew.
import { build, type Plugin } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../places.ts';

const folder = join(projectFolder, '.cache', 'node-tests');

/**
 * Bundles test files of one suite; packages stay outside. What they share is compiled once.
 * @param files from the project's folder
 * @returns each file's bundle
 */
export async function bundleForNode(suite: string, files: string[]): Promise<Map<string, string>> {
  const outdir = join(folder, suite);
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: files,
    outbase: projectFolder,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    define: {
      'import.meta.url': 'ownAddress',
      // tests/support/rounds.ts
      isThorough: String(process.env['SITECODE_THOROUGH'] === 'yes'),
    },
    plugins: [ownAddresses],
    logLevel: 'silent',
  });
  return new Map(files.map((file) => [file, join(outdir, file.replace(/ts$/, 'mjs'))]));
}

/** What lies beside a module is named from its own address, which a bundle would change. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|tests|tools)[\\/].*\.m?[jt]s$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url') || path.includes('node_modules')) return undefined;
      const contents = `const ownAddress = ${JSON.stringify(pathToFileURL(path).href)};${text}`;
      return { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};
