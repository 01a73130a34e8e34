// Finds or gets the PocketBase executable. As a command it prints the path: `node tools/run.mjs pocketbase`.
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath } from '../machine/on-path.ts';
import { isCommand, places } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { downloadDebianPackage } from './debian.ts';
import { downloadRelease, officialReleases } from './release.ts';
import { inspectExecutable, isSupported, owningPackage, oldestVersion, pinnedVersion } from './version.ts';

export interface FindOptions {
  /** Where the ways are configured; process.env if left out. */
  env?: NodeJS.ProcessEnv;
  /** Folder that keeps a downloaded executable; .cache/pocketbase if left out. */
  cacheFolder?: string;
  /** Told what is being done, a line each. */
  tell?: (line: string) => void;
  /** Longest wait for a server's first answer, in ms. */
  patience?: number;
}

interface Way {
  name: string;
  /** The executable's path, or undefined where this way is simply not there. Throws an Error saying why it failed. */
  take: () => Promise<string | undefined>;
  /** What to say when the way is not there. */
  absent: string;
}

/**
 * The path of a PocketBase executable of a supported version. Tried in this order: SITECODE_POCKETBASE, `pocketbase` on
 * the PATH, the one downloaded before, the official release, Debian unstable's package.
 * @throws PlainError naming every way tried, why each failed, and what to do.
 */
export async function findPocketBase(options: FindOptions = {}): Promise<string> {
  const { env = process.env, cacheFolder = join(places.cache, 'pocketbase'), tell = console.error } = options;
  const named = env['SITECODE_POCKETBASE'];
  if (named) return acceptNamed(named, tell);

  const releases = env['SITECODE_POCKETBASE_RELEASES'] || officialReleases;
  const patience = options.patience === undefined ? {} : { patience: options.patience };
  const ways: Way[] = [
    { name: 'pocketbase on the PATH', absent: 'there is none', take: () => takeFromPath(env) },
    {
      name: `one downloaded before (${cacheFolder})`,
      absent: 'there is none',
      take: () => takeFromCache(cacheFolder),
    },
    {
      name: `the official release ${pinnedVersion} (${releases})`,
      absent: '',
      take: () => {
        tell(`Downloading PocketBase ${pinnedVersion} from ${releases} ...`);
        return intoCache(cacheFolder, releases, async (target) => {
          await downloadRelease({ version: pinnedVersion, releases, target, ...patience });
          return pinnedVersion;
        });
      },
    },
    {
      name: "Debian unstable's package pocketbase",
      absent: '',
      take: () => {
        tell("Taking PocketBase out of Debian unstable's package (nothing is installed) ...");
        const mirror = env['SITECODE_DEBIAN_MIRROR'] || undefined;
        return intoCache(cacheFolder, 'debian', (target) =>
          downloadDebianPackage({ target, mirror, ...patience }),
        );
      },
    },
  ];
  const failures: string[] = [];
  for (const way of ways) {
    try {
      const path = await way.take();
      if (path) return path;
      failures.push(`${way.name}: ${way.absent}`);
    } catch (error) {
      failures.push(`${way.name}: ${reasonOf(error)}`);
    }
  }
  throw new PlainError(allFailed(failures));
}

function allFailed(failures: string[]): string {
  return [
    'PocketBase, the server, could not be found or downloaded. Tried:',
    '  - SITECODE_POCKETBASE: it is not set',
    ...failures.map((line) => `  - ${line}`),
    'Do one of these, then start again:',
    '  - connect this machine to the network, or name a nearer copy of the releases in SITECODE_POCKETBASE_RELEASES,',
    "    or a Debian mirror in SITECODE_DEBIAN_MIRROR ('apt-get update' must work with it);",
    `  - carry an executable here (version ${oldestVersion} or newer) and name it in SITECODE_POCKETBASE;`,
    `  - with Go: CGO_ENABLED=0 go install github.com/pocketbase/pocketbase/examples/base@v${oldestVersion}`,
    '    and name the result in SITECODE_POCKETBASE.',
  ].join('\n');
}

async function acceptNamed(path: string, tell: (line: string) => void): Promise<string> {
  try {
    const version = (await inspectExecutable(path)).version ?? (await versionNotedIn(dirname(path)));
    if (version && !isSupported(version)) {
      throw new Error(`${path} is version ${version}, ${oldestVersion} or newer is needed`);
    }
    if (!version) tell(`SITECODE_POCKETBASE: ${path} does not tell its version; it is used all the same.`);
    return path;
  } catch (error) {
    throw new PlainError(
      `SITECODE_POCKETBASE: ${reasonOf(error)}. Correct it, or unset it to have one looked for.`,
    );
  }
}

async function takeFromPath(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const path = (await onPath('pocketbase', env['PATH'])) ?? (await debianExecutable(env));
  if (!path) return undefined;
  const { version } = await inspectExecutable(path);
  if (!version)
    throw new Error(`${path} does not tell its version (name it in SITECODE_POCKETBASE to use it)`);
  if (!isSupported(version))
    throw new Error(`${path} is version ${version}, ${oldestVersion} or newer is needed`);
  return path;
}

/** Debian's package, where it is installed, calls the executable `base`; other programs have that name too. */
async function debianExecutable(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const path = await onPath('base', env['PATH']);
  return path && (await owningPackage(path)) === 'pocketbase' ? path : undefined;
}

async function takeFromCache(folder: string): Promise<string | undefined> {
  const path = join(folder, 'pocketbase');
  const version = await versionNotedIn(folder);
  if (!version) return undefined;
  if (!isSupported(version)) throw new Error(`it is version ${version}, ${oldestVersion} or newer is needed`);
  await access(path, constants.X_OK);
  return path;
}

/** The version that was noted when the executable in this folder was downloaded; undefined if none was. */
async function versionNotedIn(folder: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(join(folder, 'origin.json'), 'utf8')) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

/** Lets `get` write the executable (it answers the version), sees that it runs here, and notes where it came from. */
async function intoCache(
  folder: string,
  from: string,
  get: (target: string) => Promise<string>,
): Promise<string> {
  const target = join(folder, 'pocketbase');
  const origin = join(folder, 'origin.json');
  await mkdir(folder, { recursive: true });
  await rm(origin, { force: true });
  const version = await get(target);
  await inspectExecutable(target);
  await writeFile(origin, `${JSON.stringify({ version, from })}\n`);
  return target;
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => console.log(await findPocketBase()));
}
