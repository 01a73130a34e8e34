// What every build of the app has in common; tools/build/app.ts says which pages go into which build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import type { Route } from './src/domain/api/route.ts';
import { routes } from './src/domain/api/routes.ts';
import { quietTemplates } from './tools/build/quiet-templates.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Pages ask a route by its method and path. Whose it is and what is on record is the server's alone, and would be in every first view. */
const askedRoutes: Plugin = {
  name: 'asked-routes',
  transform(_code, id) {
    if (!id.endsWith('/src/domain/api/routes.ts')) return null;
    // For what it collects something is said with it: the version of the notice that was shown.
    const asked = Object.entries<Route>(routes).map(([name, { method, path, collects }]) => [
      name,
      { method, path, collects },
    ]);
    return [
      `export const routes = ${JSON.stringify(Object.fromEntries(asked))};`,
      'export const routeNames = Object.keys(routes);',
      `export { apiPath } from './api-path.ts';`,
    ].join('\n');
  },
};

/** What all voice clips hash to: a sentry keeps those of a build (src/voice/kept-clips.ts). */
function voiceVersion(): string {
  const folder = fileURLToPath(new URL('./public/voice', import.meta.url));
  const hash = createHash('sha256');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  for (const name of names.filter((one) => one.endsWith('.ogg')).sort())
    hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

export default defineConfig({
  plugins: [askedRoutes, quietTemplates],
  define: { __APP_VERSION__: JSON.stringify(version), __VOICE_VERSION__: JSON.stringify(voiceVersion()) },
  root: fileURLToPath(new URL('./src', import.meta.url)),
  publicDir: fileURLToPath(new URL('./public', import.meta.url)),
  appType: 'mpa',
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('./dist/public', import.meta.url)),
    emptyOutDir: false,
    target: 'es2022',
    // Built only to be served: whoever looks for a fault has the sources.
    sourcemap: false,
    // The pages' content security policy allows no data: address for scripts, sounds or WebAssembly.
    assetsInlineLimit: 0,
    // Every browser with the features these pages need (module workers, Web Serial) preloads modules itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
