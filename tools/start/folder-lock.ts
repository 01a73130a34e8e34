// Keeps two starts off one data folder: a file that names the process which uses it.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError, reasonOf } from '../plain-error.ts';

interface Holder {
  pid: number;
  /** When that process began, in the kernel's words: tells it from a later one that got the same number. */
  began: string;
}

/**
 * Takes the folder for this process; made if missing. A lock left by a process that is gone is taken over.
 * @returns a function that gives it back.
 * @throws PlainError if another process uses it, or it cannot be written.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const file = join(folder, 'in-use');
  const mine: Holder = { pid: process.pid, began: beganAt(process.pid) ?? '' };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; ; attempt++) {
      try {
        const handle = await open(file, 'wx', 0o600);
        await handle.writeFile(JSON.stringify(mine));
        await handle.close();
        return () => {
          if (holderOf(file)?.pid === mine.pid) rmSync(file, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
        const holder = holderOf(file);
        if (holder && isAlive(holder)) throw new PlainError(inUse(folder, holder.pid));
        rmSync(file, { force: true });
      }
    }
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(
      `The data folder ${folder} cannot be used: ${reasonOf(error)}. Give this user the right to write there, or name ` +
        'another folder: npm start -- --data DIR.',
    );
  }
}

function inUse(folder: string, pid: number): string {
  return (
    `The data folder ${folder} is in use by another start (process ${pid}). End that one first (Ctrl-C in its ` +
    `terminal, or: kill ${pid}), or give this one a folder and a port of its own: npm start -- --data DIR --port N.`
  );
}

function holderOf(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' ? { pid: holder.pid, began: holder.began ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beganAt(pid);
  return now === undefined || began === '' || now === began;
}

/** On Linux: the boot's id and the clock tick at which a process began; undefined where that is not told. */
function beganAt(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start time is the 20th field after it (proc_pid_stat(5), field 22).
    const tick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${tick}`;
  } catch {
    return undefined;
  }
}
