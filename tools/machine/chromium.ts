// Finds or installs a Chromium for the tests and benchmarks. As a command it prints the path:
// `node tools/run.mjs chromium`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedBrowser, installedHeadlessShell } from './browser.mjs';
import { isCommand, projectFolder } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { runQuietly } from './quiet-command.ts';

export interface ChromiumOptions {
  env?: NodeJS.ProcessEnv;
  /** Told what is being done, a line each. */
  tell?: (line: string) => void;
  /** Looks for one that is installed. */
  find?: () => string | undefined;
  /** Looks for one without windows. */
  findShell?: () => string | undefined;
  /** The ways to install one, in order; the system's own if left out. */
  ways?: InstallWay[];
}

export interface InstallWay {
  name: string;
  /** Why this way cannot be gone here, or undefined. */
  closed: () => string | undefined;
  install: () => Promise<void>;
}

/**
 * The path of a Chromium: SITECODE_CHROMIUM, else one that is installed, else Debian's package (as root), else the
 * browser tool's own download. SITECODE_CHROMIUM is set to it, so that every program started from here uses the same;
 * SITECODE_HEADLESS is set to one without windows that opens pages faster, where there is one and nobody named another.
 * @throws PlainError naming every way tried, why each failed, and what to do.
 */
export async function findChromium(options: ChromiumOptions = {}): Promise<string> {
  const { env = process.env, tell = console.error, find = installedBrowser, ways = installWays } = options;
  const { findShell = installedHeadlessShell } = options;
  const named = env['SITECODE_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new PlainError(`SITECODE_CHROMIUM names ${named}, but there is no such file. Correct or unset it.`);
  }
  const failures: string[] = [];
  let found = find();
  for (const way of ways) {
    if (found) break;
    const closed = way.closed();
    if (closed) {
      failures.push(`${way.name}: ${closed}`);
      continue;
    }
    tell(`No Chromium is here. Installing it: ${way.name} ...`);
    try {
      await way.install();
      found = find();
      if (!found) failures.push(`${way.name}: it was installed, but does not run`);
    } catch (error) {
      failures.push(`${way.name}: ${reasonOf(error)}`);
    }
  }
  if (!found) throw new PlainError(noneMessage(failures));
  env['SITECODE_CHROMIUM'] = found;
  env['SITECODE_HEADLESS'] ??= findShell() ?? found;
  return found;
}

function noneMessage(failures: string[]): string {
  return [
    'No Chromium was found, and none could be installed. Tried:',
    '  - SITECODE_CHROMIUM: it is not set',
    '  - on the PATH and in the usual places: there is none that runs',
    ...failures.map((line) => `  - ${line}`),
    'Install Chromium or Chrome, or name one in SITECODE_CHROMIUM, then try again.',
  ].join('\n');
}

const installWays: InstallWay[] = [
  {
    name: "Debian's package chromium",
    closed: () => {
      if (!existsSync('/usr/bin/apt-get')) return 'this system has no apt-get';
      return process.getuid?.() === 0 ? undefined : 'only root may install packages';
    },
    install: async () => {
      const patient = [
        '-o',
        'Acquire::http::Timeout=15',
        '-o',
        'Acquire::Retries=1',
        '-o',
        'DPkg::Lock::Timeout=120',
      ];
      const expect = { firstOutput: /^(Get|Hit):|newest version/m, within: 60_000, atMost: 1_200_000 };
      // Other package sources of this machine may be out of reach: only the installation itself decides.
      await runQuietly('apt-get', [...patient, 'update'], { expect }).catch(() => undefined);
      const install = ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'];
      await runQuietly('apt-get', [...patient, ...install, 'chromium-headless-shell'], { expect }).catch(() =>
        // Older releases of Debian have no such package.
        runQuietly('apt-get', [...patient, ...install], { expect }),
      );
    },
  },
  {
    name: "the browser tool's own download",
    closed: () => undefined,
    install: async () => {
      const tool = join(projectFolder, 'node_modules', 'playwright-core', 'cli.js');
      const expect = { firstOutput: /\d+%|MiB/, within: 90_000, atMost: 1_200_000 };
      await runQuietly(process.execPath, [tool, 'install', 'chromium'], { expect });
    },
  },
];

if (isCommand(import.meta.url)) {
  await runCommand(async () => console.log(await findChromium()));
}
