import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { conformance } from '../../tools/conformance/command.ts';
import { isClean, type Report } from '../../tools/conformance/report.ts';
import { projectFolder } from '../../tools/places.ts';
import { PlainError } from '../../tools/plain-error.ts';

export interface Run {
  /** False when a case was missed and not excused, or nothing could be run. */
  clean: boolean;
  report: Report | null;
  /** The reasons of the cases missed, `name: why`, or why nothing could be run. */
  why: string[];
}

/** Runs a set in this process. */
export async function run(...args: string[]): Promise<Run> {
  try {
    const { report, judged } = await conformance(args);
    if ('wrong' in report) throw new Error('A folder of credential cases is run by runTool.');
    const why = judged.filter(({ passed }) => !passed).map(({ name, why }) => `${name}: ${why}`);
    return { clean: isClean(report), report, why };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { clean: false, report: null, why: [error.message] };
  }
}

/** Runs the tool itself, as `npm run conformance` does. */
export function runTool(...args: string[]): Promise<{ code: number; lines: string[]; complaint: string }> {
  const tool = join(projectFolder, 'tools', 'conformance', 'main.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', tool, ...args],
      { cwd: projectFolder },
      (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
        resolve({ code, lines: stdout.trimEnd().split('\n'), complaint: stderr });
      },
    );
  });
}

/** Writes a file and the folders above it. */
export async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}
