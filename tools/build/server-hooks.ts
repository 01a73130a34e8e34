// The server part of the build: PocketBase's VM reads plain CommonJS of ES2020, one file, no import, no require of a
// package.
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { appRoutes, demoRoutes, gateRoutes } from '../../src/domain/api/routes.ts';
import { projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { makeAnew } from './make-anew.ts';
import { routesScript } from './routes-script.ts';

export interface ServerBuild {
  /** The folder with app/, accounts/common-passwords.ts, places/pinyin.ts and demo/. */
  source: string;
  /** Where pb_hooks and demo_hooks are made. */
  output: string;
}

/**
 * Makes `<output>/pb_hooks` (a real district's: door.js, app.js, gate.js, passwords.js and pinyin.js, bundled, and main.pb.js, which registers its routes and jobs)
 * and `<output>/demo_hooks` (the same, and demo.js, demo.pb.js and the outlines of its map).
 *
 * A handler in PocketBase's VM is recompiled alone, without what surrounds it: so the registering files are the table of routes as
 * a script and what else is written in them, and each handler calls `require(`${__hooks}/door.js`)`, app.js or gate.js.
 * @throws PlainError naming the files that are missing, or what does not compile.
 */
export async function buildServerHooks({ source, output }: ServerBuild): Promise<void> {
  const [app, main] = [join(source, 'app', 'app.ts'), join(source, 'app', 'main.pb.js')];
  const [demo, demoMain] = [join(source, 'demo', 'demo.ts'), join(source, 'demo', 'demo.pb.js')];
  const [door, gate] = [join(source, 'app', 'door.ts'), join(source, 'app', 'gate.ts')];
  const outlines = join(source, 'demo', 'places', 'outlines.geojson');
  const passwords = join(source, 'accounts', 'common-passwords.ts');
  const pinyin = join(source, 'places', 'pinyin.ts');
  const missing = [app, door, gate, passwords, pinyin, main, demo, demoMain, outlines].filter(
    (path) => !existsSync(path),
  );
  if (missing.length > 0) {
    const names = missing.map((path) => relative(projectFolder, path)).join(', ');
    throw new PlainError(`The server cannot be built: ${names} missing.`);
  }
  const hooks = join(output, 'pb_hooks');
  await makeAnew(hooks, async (folder) => {
    await bundle(app, join(folder, 'app.js'));
    await bundle(door, join(folder, 'door.js'));
    await bundle(gate, join(folder, 'gate.js'));
    await bundle(passwords, join(folder, 'passwords.js'));
    await bundle(pinyin, join(folder, 'pinyin.js'));
    const routes = routesScript({ ...appRoutes, ...gateRoutes });
    await writeFile(join(folder, 'main.pb.js'), routes + (await readFile(main, 'utf8')));
  });
  await makeAnew(join(output, 'demo_hooks'), async (folder) => {
    await cp(hooks, folder, { recursive: true });
    await bundle(demo, join(folder, 'demo.js'));
    const routes = routesScript(demoRoutes);
    await writeFile(join(folder, 'demo.pb.js'), routes + (await readFile(demoMain, 'utf8')));
    await copyFile(outlines, join(folder, 'outlines.geojson'));
  });
}

/** What the regular expressions of PocketBase's VM (goja) do not know: \\p{...}, named groups, looking behind. */
const strangeToVm = /\\[pP]\{|\(\?<[=!\w]/;

async function bundle(entry: string, outfile: string): Promise<void> {
  const code = await bundleForVm(entry);
  const strange = code.split('\n').find((line) => strangeToVm.test(line));
  if (strange !== undefined) {
    throw new PlainError(
      `${relative(projectFolder, entry)} brings a regular expression that PocketBase's VM cannot read ` +
        `(\\p{...}, a named group or one that looks behind):\n${strange.trim().slice(0, 300)}`,
    );
  }
  await writeFile(outfile, code);
}

/** One CommonJS text of a source file and all it imports. */
async function bundleForVm(entry: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      write: false,
      bundle: true,
      format: 'cjs',
      target: 'es2020',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
    });
    return outputFiles[0]!.text;
  } catch (error) {
    throw new PlainError(
      `${relative(projectFolder, entry)} does not compile for the server:\n${(error as Error).message}`,
    );
  }
}
