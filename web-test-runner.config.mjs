// Unit tests in real Chromium. Test files are TypeScript, compiled one by one by esbuild.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { browserExecutable, browserArguments } from './tools/browser.mjs';
import { compactReporter } from './tools/testing/browser-reporter.mjs';

// Packages published as CommonJS alone: a browser cannot import them as they are, so each becomes one ES module with the
// names that are imported here.
const commonJsPackages = { 'certlogic-js': ['evaluate'] };
const vendorFolder = fileURLToPath(new URL('./.cache/vendor/', import.meta.url));
mkdirSync(vendorFolder, { recursive: true });
for (const [name, exported] of Object.entries(commonJsPackages)) {
  buildSync({
    stdin: {
      contents: `export { ${exported.join(', ')} } from '${name}';`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    outfile: `${vendorFolder}${name}.js`,
  });
}

export default {
  files:
    'tests/{domain,credentials,camera,serial,voice,store,sync,ui,s,me,sentry,venue,authority}/**/*.test.ts',
  nodeResolve: true,
  concurrency: 2,
  testFramework: { config: { ui: 'bdd', timeout: 20000 } },
  testsFinishTimeout: 300000,
  reporters: [process.env['SITECODE_TALLY'] ? compactReporter() : defaultReporter()],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: await browserExecutable(),
        args: [
          ...browserArguments(),
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  // The app's own files lie at its root, as in the built app.
  middleware: [
    (context, next) => {
      if (context.path.startsWith('/voice/')) context.path = `/public${context.path}`;
      return next();
    },
  ],
  plugins: [
    {
      name: 'commonjs-packages',
      resolveImport({ source }) {
        return Object.hasOwn(commonJsPackages, source) ? `/.cache/vendor/${source}.js` : undefined;
      },
    },
    esbuildPlugin({
      ts: true,
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
      target: 'es2022',
    }),
  ],
};
