// The server part of the build: PocketBase's VM reads plain CommonJS of ES2020, one file, no import, no require of a
// package.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';

export interface ServerBuild {
  /** The folder with app.ts, main.pb.js and demo/. */
  source: string;
  /** Where pb_hooks and demo_hooks are made. */
  output: string;
}

/**
 * Makes `<output>/pb_hooks` (a real district's: app.js, bundled, and main.pb.js, which registers its routes and jobs)
 * and `<output>/demo_hooks` (the same, and demo.js and demo.pb.js).
 *
 * A handler in PocketBase's VM is recompiled alone, without what surrounds it: so the registering files stay as they
 * are written, and each handler in them calls `require(`${__hooks}/app.js`)`.
 * @throws PlainError naming the files that are missing (what can be built is built first), or what does not compile.
 */
export async function buildServerHooks({ source, output }: ServerBuild): Promise<void> {
  const hooks = join(output, 'pb_hooks');
  const demoHooks = join(output, 'demo_hooks');
  const missing: string[] = [];
  const fromSource = (name: string): string | undefined => {
    const path = join(source, name);
    if (existsSync(path)) return path;
    missing.push(relative(projectFolder, path));
    return undefined;
  };
  await rm(hooks, { recursive: true, force: true });
  await rm(demoHooks, { recursive: true, force: true });
  await mkdir(hooks, { recursive: true });
  await mkdir(demoHooks, { recursive: true });

  const app = fromSource('app.ts');
  const main = fromSource('main.pb.js');
  const demo = fromSource('demo/demo.ts');
  const demoMain = fromSource('demo/demo.pb.js');
  if (app) {
    await bundle(app, join(hooks, 'app.js'));
    await copyFile(join(hooks, 'app.js'), join(demoHooks, 'app.js'));
  }
  if (main) for (const folder of [hooks, demoHooks]) await copyFile(main, join(folder, 'main.pb.js'));
  if (demo) await bundle(demo, join(demoHooks, 'demo.js'));
  if (demoMain) await copyFile(demoMain, join(demoHooks, 'demo.pb.js'));
  if (missing.length > 0)
    throw new PlainError(`The server cannot be built whole: ${missing.join(', ')} missing.`);
}

async function bundle(entry: string, outfile: string): Promise<void> {
  try {
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'cjs',
      target: 'es2020',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
    });
  } catch (error) {
    throw new PlainError(
      `${relative(projectFolder, entry)} does not compile for the server:\n${(error as Error).message}`,
    );
  }
}
