// What every build of the app has in common; tools/build/app.ts says which pages go into which build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  root: fileURLToPath(new URL('./src', import.meta.url)),
  publicDir: fileURLToPath(new URL('./public', import.meta.url)),
  appType: 'mpa',
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('./dist/public', import.meta.url)),
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    // The pages' content security policy allows no data: address for scripts, sounds or WebAssembly.
    assetsInlineLimit: 0,
    // Every browser with the features these pages need (module workers, Web Serial) preloads modules itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
