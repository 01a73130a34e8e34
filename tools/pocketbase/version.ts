// Which version of PocketBase an executable is, and whether that will do.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { realpath } from 'node:fs/promises';
import { reasonOf } from '../plain-error.ts';

const run = promisify(execFile);

/** The release that is downloaded when none is there. */
export const pinnedVersion = '0.40.4';
/** The oldest version that will do: 0.39.7 closes CVE-2026-82410, and 0.39.11 is the last of that line. */
export const oldestVersion = '0.39.11';

/** What is known of an executable: `version` as in '0.40.4', or undefined where neither it nor dpkg tells. */
export interface KnownExecutable {
  path: string;
  version: string | undefined;
}

/** Negative when `a` is older than `b`, 0 when equal, positive when newer. Both as in '0.40.4'. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether this version will do. */
export function isSupported(version: string): boolean {
  return compareVersions(version, oldestVersion) >= 0;
}

/** The upstream version in a text such as 'pocketbase version 0.40.4' or Debian's '0.40.4+ds1-1'; undefined if none. */
export function versionIn(text: string): string | undefined {
  return /(?<![\d.])(\d+\.\d+\.\d+)(?!\.?\d)/.exec(text)?.[1];
}

/**
 * Asks an executable for its version; a build that does not know it, such as Debian's, is looked up in dpkg's records.
 * @throws Error if it cannot be started or is no PocketBase.
 */
export async function inspectExecutable(path: string): Promise<KnownExecutable> {
  let printed: string;
  try {
    printed = (await run(path, ['--version'], { timeout: 20_000 })).stdout;
  } catch (error) {
    throw new Error(`${path} does not run: ${firstUsefulLine(error)}`, { cause: error });
  }
  // The released binary calls itself after its file name: `pocketbase version 0.40.4`, `base version (untracked)`.
  if (!/\bversion\b/.test(printed))
    throw new Error(`${path} is no PocketBase: it answers "${printed.trim()}"`);
  return { path, version: versionIn(printed) ?? (await versionByPackage(path)) };
}

function firstUsefulLine(error: unknown): string {
  const stderr = (error as { stderr?: string }).stderr?.trim();
  return (stderr ? stderr.split('\n')[0] : undefined) ?? reasonOf(error);
}

async function versionByPackage(path: string): Promise<string | undefined> {
  const owner = await owningPackage(path);
  if (!owner) return undefined;
  return versionIn((await run('dpkg-query', ['--show', '--showformat=${Version}', owner])).stdout);
}

/** The Debian package that a file belongs to; undefined if none does, or this is no Debian. */
export async function owningPackage(path: string): Promise<string | undefined> {
  try {
    return (await run('dpkg', ['--search', await realpath(path)])).stdout.split(':')[0];
  } catch {
    return undefined;
  }
}
