// Bundles the service worker and gives it the list of files to keep: the shell, by which every face opens offline.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { injectManifest } from 'workbox-build';
import { PlainError } from '../plain-error.ts';
import { pageScripts } from './first-view.ts';

export interface ServiceWorkerBuild {
  /** service-worker.ts; it must use `self.__WB_MANIFEST` exactly once. */
  entry: string;
  /** The built app's folder: its files are listed, and service-worker.js is written there. */
  publicFiles: string;
}

/** Kept on the device: pages, scripts, styles, the QR reader's WebAssembly, icons, the manifest. */
const shell = ['**/*.{html,js,css,wasm,webmanifest,svg,png,ico,woff2,json}'];
/**
 * Not kept: voice clips, which sentries alone fetch for themselves (voice/kept-clips.ts), the site code page (a phone that only scans a door keeps nothing), the decoder that reads posters back (only
 * venues print, and online), the worker itself, and what only the authority's pages load when they are opened: offline none of
 * them has anything to show, and everybody's phone would fetch them.
 */
const notKept = ['voice/**', 's/**', 'assets/s/**', 'assets/poster/**', 'service-worker.js'];

/** Faces that open offline with all they have. */
const facesOffline = ['me', 'sentry', 'venue'];

/** @throws PlainError if it does not compile, or a file is too large to be kept. */
export async function buildServiceWorker({ entry, publicFiles }: ServiceWorkerBuild): Promise<void> {
  const bundled = join(publicFiles, 'service-worker.bundled.js');
  const target = join(publicFiles, 'service-worker.js');
  try {
    await build({
      entryPoints: [entry],
      outfile: bundled,
      bundle: true,
      format: 'iife',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const online = await scriptsOfOnlinePages(publicFiles);
    const { warnings } = await injectManifest({
      swSrc: bundled,
      swDest: target,
      globDirectory: publicFiles,
      globPatterns: shell,
      globIgnores: [...notKept, ...online, 'service-worker.bundled.js'],
      // Their names change with their content, so no revision is needed beside the name.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
    });
    if (warnings.length > 0) throw new Error(warnings.join('\n'));
  } catch (error) {
    throw new PlainError(`The service worker cannot be built: ${(error as Error).message}`);
  } finally {
    await rm(bundled, { force: true });
  }
}

/** Scripts that nothing but the pages of faces that need the server load, from the app's folder. */
async function scriptsOfOnlinePages(publicFiles: string): Promise<string[]> {
  const of = async (face: string) => {
    const page = join(face, 'index.html');
    return existsSync(join(publicFiles, page)) ? pageScripts(publicFiles, page) : { first: [], later: [] };
  };
  const others = await Promise.all(['', ...facesOffline].map(of));
  const { first, later } = await of('authority');
  const kept = new Set([...first, ...others.flatMap((each) => [...each.first, ...each.later])]);
  return later.filter((name) => !kept.has(name));
}
