// Unit tests in real Chromium.
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { headlessExecutable, browserArguments } from './tools/machine/browser.mjs';
import { browserBundles } from './tools/testing/browser-bundles.mjs';
import { compactReporter } from './tools/testing/browser-reporter.mjs';

/** What `npm test` asks for: test files, and a text in the name of the tests to run. */
const { files, name } = JSON.parse(process.env['SITECODE_UNIT'] ?? '{}');

export default {
  files: files ?? [],
  concurrency: 2,
  testFramework: { config: { ui: 'bdd', timeout: 60000 } },
  testsFinishTimeout: 300000,
  reporters: [process.env['SITECODE_TALLY'] ? compactReporter() : defaultReporter()],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: await headlessExecutable(),
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
  plugins: [browserBundles(files, name)],
};
