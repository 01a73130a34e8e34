// Runs a process of a suite's, notices when it is stuck, and passes on what it prints.
import { spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { projectFolder } from '../places.ts';
import { goesOn } from './node-reporter.mjs';

/**
 * PocketBase and esbuild tidy their memory a quarter as often as they would (Go's own setting is 100): the machines of tests have
 * room for it, and it takes a sixth off what the tests of the server cost.
 */
const tidiesSeldom = { GOGC: '400' };

/**
 * Runs Node and prints what it prints.
 * @param silentMs a process in which no test has ended for so long is ended as stuck; undefined: never
 * @returns its code
 */
export function runNode(
  args: string[],
  env: Record<string, string>,
  silentMs: number | undefined,
): Promise<number | 'stuck'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...tidiesSeldom, ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stuck = false;
    const limit =
      silentMs === undefined
        ? undefined
        : setTimeout(() => {
            stuck = true;
            child.kill('SIGKILL');
          }, silentMs);
    passOn(child.stdout, console.log, () => limit?.refresh());
    const finish = (code: number): void => {
      clearTimeout(limit);
      resolve(stuck ? 'stuck' : code);
    };
    child.on('error', () => finish(1));
    child.on('close', (code) => finish(code ?? 1));
    // What a stuck process started may hold its output open after it was ended.
    child.on('exit', () => stuck && finish(1));
  });
}

/**
 * Prints what a runner prints, less its cursor movements and empty lines: those are made for a screen of its own.
 * @param hearsOn called whenever the runner says that another test has ended
 */
export function passOn(stream: Readable, print: (line: string) => void, hearsOn: () => void): Interface {
  const lines = createInterface({ input: stream });
  lines.on('line', (line) => {
    if (line === goesOn) return hearsOn();
    const plain = line.replaceAll(cursorMovement, '');
    if (plain.trim()) print(plain);
  });
  return lines;
}

// ESC [ numbers letter (ECMA-48); m, colour, is left.
const cursorMovement = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-HJKSTf]`, 'g');
