// A plugin of the browser test runner: each test file and each worker comes to the page as a bundle. Loaded module by
// module, a page's some hundred requests took longer than its tests.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether what is tried with random values is tried for long (tests/support/rounds.ts). */
const thorough = String(process.env['SITECODE_THOROUGH'] === 'yes');

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {string[]} together the test files that are bundled in one go, from the project's folder; what they share is
 *   built and sent once. Any other file is bundled alone when it is asked for.
 * @param {string | undefined} name of the only tests to run, a part of it with the groups they are in
 */
export function browserBundles(together = [], name) {
  /** What was built: the path in the address, and the text. */
  const built = new Map();
  /** Entry (its path in the address) to its build. */
  const builds = new Map();

  async function bundle(entries) {
    const { outputFiles } = await build({
      absWorkingDir: project,
      entryPoints: entries.map((entry) => join(project, entry)),
      outbase: project,
      // The chunks' names hold a hash, so several builds may lie side by side.
      outdir: project,
      chunkNames: '.chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      // Lit's own checks and warnings are in its development build.
      conditions: ['development', 'browser'],
      sourcemap: 'linked',
      external: ['/__web-dev-server__web-socket.js'],
      define: { 'import.meta.url': 'ownAddress', isThorough: thorough },
      plugins: [ownAddresses, withoutChecksOfPages],
      logLevel: 'silent',
      write: false,
    });
    for (const { path, text } of outputFiles)
      built.set(`/${relative(project, path).split(sep).join('/')}`, text);
  }

  function bundleOf(path) {
    const entry = path.slice(1);
    if (!builds.has(path)) {
      const entries = together.includes(entry) ? together : [entry];
      const building = bundle(entries);
      for (const each of entries) builds.set(`/${each}`, building);
    }
    return builds.get(path);
  }

  return {
    name: 'browser-bundles',
    async serve({ path }) {
      if (path.startsWith('/node_modules/')) return undefined;
      if (path.endsWith('.ts')) {
        await bundleOf(path);
        const text = built.get(path.replace(/ts$/, 'js'));
        return { body: name && path.endsWith('.test.ts') ? `${text}\n${onlyNamed(name)}` : text, type: 'js' };
      }
      const text = built.get(path);
      if (text === undefined) return undefined;
      return path.endsWith('.map') ? { body: text, type: 'json' } : { body: text, type: 'js' };
    },
  };
}

/**
 * Leaves all other tests out, once the file has named its own. (Mocha's own `grep` leaves them neither passed nor skipped,
 * and the runner takes that for a failure.)
 */
function onlyNamed(name) {
  const wanted = JSON.stringify(name);
  return `mocha.suite.eachTest((test) => { if (!test.fullTitle().includes(${wanted})) test.pending = true; });`;
}

/** Workers and WebAssembly are named from their module's own address, which a bundle would change. */
const ownAddresses = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?[jt]s$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const address = JSON.stringify(`/${relative(project, path).split(sep).join('/')}`);
      // The origin of a worker made of a blob is its page's.
      const contents = `const ownAddress = new URL(${address}, self.location.origin).href;${text}`;
      return { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};

/**
 * The testing library comes with checks of accessibility, a megabyte that each of some two hundred pages would read; the walk
 * of all pages has them, and no unit test.
 */
const withoutChecksOfPages = {
  name: 'without-checks-of-pages',
  setup({ onResolve, onLoad }) {
    const namespace = 'testing';
    onResolve({ filter: /^@open-wc\/testing$/ }, () => ({ path: 'testing', namespace }));
    onLoad({ filter: /./, namespace }, () => ({
      contents: `export { expect } from '@esm-bundle/chai'; export * from '@open-wc/testing-helpers';`,
      resolveDir: project,
    }));
  },
};
