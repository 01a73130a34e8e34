import { readdirSync, readFileSync } from 'node:fs';

/** A running process, as Linux tells of it. */
interface RunningProcess {
  pid: number;
  parent: number;
  /** The command line's words. */
  words: string[];
}

function processes(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): RunningProcess[] => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The second field after the name in parentheses, which may hold spaces (proc_pid_stat(5)).
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [{ pid: Number(name), parent, words }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** The process that we started with this word on its command line; undefined when there is none. */
export function childWith(word: string): number | undefined {
  return processes().find(({ parent, words }) => parent === process.pid && words.includes(word))?.pid;
}

/** A process and all that it started, directly or not. */
export function processesUnder(pid: number): { pid: number; words: string[] }[] {
  const all = processes();
  const tree = all.filter((one) => one.pid === pid);
  for (const parent of tree) tree.push(...all.filter((one) => one.parent === parent.pid));
  return tree;
}

/** Ends a process and all that it started, in one go and without a word to them, as a power cut does. */
export function killTree(pid: number): void {
  for (const one of processesUnder(pid)) {
    try {
      process.kill(one.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
