// What belongs to a district is its user's alone: files 0600, folders 0700, whatever the mask of the terminal.
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const others = 0o077;

/**
 * The command line that runs a program whose files nobody else can read. The mask is of that process alone: a build that this
 * one makes is for everybody.
 */
export function underPrivateMask(program: string, args: readonly string[]): [string, string[]] {
  if (process.platform === 'win32') return [program, [...args]];
  return ['/bin/sh', ['-c', 'umask 077; exec "$0" "$@"', program, ...args]];
}

/**
 * Takes from group and others what they may do with a folder and all in it; links are left alone. Nothing happens where there
 * is none.
 * @returns how many files and folders were open
 */
export async function makePrivate(path: string): Promise<number> {
  const info = await lstat(path).catch(() => undefined);
  if (!info || info.isSymbolicLink()) return 0;
  let closed = 0;
  if ((info.mode & others) !== 0) {
    await chmod(path, info.mode & 0o700);
    closed++;
  }
  if (!info.isDirectory()) return closed;
  for (const name of await readdir(path)) closed += await makePrivate(join(path, name));
  return closed;
}
