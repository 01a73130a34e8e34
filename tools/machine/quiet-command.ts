// Runs a program without showing its output, unless it fails: then the error says in its own words why.
import { spawn } from 'node:child_process';

export interface QuietOptions {
  cwd?: string;
  /** Ends the program if its output shows no `firstOutput` within this many ms, or if it runs longer than `atMost` ms. */
  expect?: { firstOutput: RegExp; within: number; atMost: number };
}

export interface QuietResult {
  stdout: string;
  stderr: string;
}

/**
 * Runs `program` to its end, in English, with no standard input.
 * @throws Error if it cannot be started, ends with another code than 0, or keeps silent too long.
 */
export function runQuietly(
  program: string,
  args: string[],
  options: QuietOptions = {},
): Promise<QuietResult> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let ended: string | undefined;
    const timers: NodeJS.Timeout[] = [];
    const end = (why: string) => {
      ended ??= why;
      child.kill('SIGKILL');
    };
    const { expect } = options;
    let silence: NodeJS.Timeout | undefined;
    if (expect) {
      silence = setTimeout(() => end(`no answer within ${expect.within / 1000} s`), expect.within);
      timers.push(
        silence,
        setTimeout(() => end(`not done within ${expect.atMost / 1000} s`), expect.atMost),
      );
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (expect?.firstOutput.test(stdout)) clearTimeout(silence);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => {
      timers.forEach(clearTimeout);
      reject(new Error(`${program} cannot be started: ${error.message}`));
    });
    child.on('close', (code) => {
      timers.forEach(clearTimeout);
      if (code === 0) return resolve({ stdout, stderr });
      reject(
        new Error(ended ?? (complaint(stderr) || complaint(stdout) || `${program} ended with code ${code}`)),
      );
    });
  });
}

/** What a program says is wrong: its lines marked as errors (apt's "E:"), else the last line. */
function complaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const errors = lines.filter((line) => /^(E:|Err:|error\b)/i.test(line));
  return (errors.length > 0 ? errors.slice(0, 3) : lines.slice(-1)).join(' ');
}
