// The server part of the build: PocketBase's VM reads plain CommonJS of ES2020, one file, no import, no require of a
// package.
import { copyFile, cp } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { makeAnew } from './make-anew.ts';

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
 * @throws PlainError naming the files that are missing, or what does not compile.
 */
export async function buildServerHooks({ source, output }: ServerBuild): Promise<void> {
  const [app, main] = [join(source, 'app.ts'), join(source, 'main.pb.js')];
  const [demo, demoMain] = [join(source, 'demo', 'demo.ts'), join(source, 'demo', 'demo.pb.js')];
  const missing = [app, main, demo, demoMain].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const names = missing.map((path) => relative(projectFolder, path)).join(', ');
    throw new PlainError(`The server cannot be built: ${names} missing.`);
  }
  const hooks = join(output, 'pb_hooks');
  await makeAnew(hooks, async (folder) => {
    await bundle(app, join(folder, 'app.js'));
    await copyFile(main, join(folder, 'main.pb.js'));
  });
  await makeAnew(join(output, 'demo_hooks'), async (folder) => {
    await cp(hooks, folder, { recursive: true });
    await bundle(demo, join(folder, 'demo.js'));
    await copyFile(demoMain, join(folder, 'demo.pb.js'));
  });
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
