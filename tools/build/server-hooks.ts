// The server part of the build: PocketBase's VM reads plain CommonJS of ES2020, one file, no import, no require of a
// package.
import { copyFile, cp, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { makeAnew } from './make-anew.ts';

export interface ServerBuild {
  /** The folder with app.ts, gate.ts, main.pb.js and demo/. */
  source: string;
  /** Where pb_hooks and demo_hooks are made. */
  output: string;
}

/**
 * Makes `<output>/pb_hooks` (a real district's: app.js and gate.js, bundled, and main.pb.js, which registers its routes and jobs)
 * and `<output>/demo_hooks` (the same, and demo.js and demo.pb.js).
 *
 * A handler in PocketBase's VM is recompiled alone, without what surrounds it: so the registering files stay as they
 * are written, and each handler in them calls `require(`${__hooks}/app.js`)` or gate.js.
 * @throws PlainError naming the files that are missing, or what does not compile.
 */
export async function buildServerHooks({ source, output }: ServerBuild): Promise<void> {
  const [app, main] = [join(source, 'app.ts'), join(source, 'main.pb.js')];
  const [demo, demoMain] = [join(source, 'demo', 'demo.ts'), join(source, 'demo', 'demo.pb.js')];
  const gate = join(source, 'gate.ts');
  const missing = [app, gate, main, demo, demoMain].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const names = missing.map((path) => relative(projectFolder, path)).join(', ');
    throw new PlainError(`The server cannot be built: ${names} missing.`);
  }
  const hooks = join(output, 'pb_hooks');
  await makeAnew(hooks, async (folder) => {
    await bundle(app, join(folder, 'app.js'));
    await bundle(gate, join(folder, 'gate.js'));
    await copyFile(main, join(folder, 'main.pb.js'));
  });
  await makeAnew(join(output, 'demo_hooks'), async (folder) => {
    await cp(hooks, folder, { recursive: true });
    await bundle(demo, join(folder, 'demo.js'));
    await copyFile(demoMain, join(folder, 'demo.pb.js'));
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
