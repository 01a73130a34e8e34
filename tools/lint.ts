// `npm run lint`: rules (with the layer rule), formatting, types, and Lit templates. Each is one check.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isCommand, projectFolder } from './places.ts';
import { runCommand } from './plain-error.ts';
import { tallyLine, type Tally } from './testing/tally.ts';

interface Check {
  name: string;
  /** What to do about a failure, beyond what the tool prints. */
  advice: string;
  command: [program: string, ...args: string[]];
}

const bin = (name: string) => join(projectFolder, 'node_modules', '.bin', name);
const litAnalyzer = join(projectFolder, 'node_modules', 'lit-analyzer', 'cli.js');
const litTypeScript = join(projectFolder, 'tools', 'lint', 'typescript-for-lit-analyzer.cjs');

// Off: what lit-analyzer knows of HTML's attributes and CSS's properties is older than the browsers this runs in
// (`inert`, `popover`, `accent-color` are unknown to it).
const litOptions = [
  '--strict',
  '--maxWarnings=0',
  '--rules.no-unknown-attribute=off',
  '--rules.no-invalid-css=off',
  '--rules.no-missing-import=error',
];

/** Checks the Lit templates of src/, seen from the working folder. */
export const templateCheck: Check['command'] = [
  process.execPath,
  '--require',
  litTypeScript,
  litAnalyzer,
  ...litOptions,
  'src/**/*.ts',
];

const checks: Check[] = [
  { name: 'oxlint', advice: '', command: [bin('oxlint'), '--deny-warnings', '.'] },
  { name: 'prettier', advice: 'npm run format puts it right.', command: [bin('prettier'), '--check', '.'] },
  { name: 'types', advice: '', command: [bin('tsc'), '--noEmit', '--pretty', 'false', '-p', '.'] },
  { name: 'lit-analyzer', advice: '', command: templateCheck },
];

/** Runs every check, prints what fails, and counts each as one. */
export async function lint(): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, advice, command } of checks) {
    const begun = Date.now();
    const { code, output } = await runMerged(command);
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    if (code === 0) {
      tally.passed++;
      console.log(`  ok      ${name} (${seconds} s)`);
    } else {
      tally.failed++;
      console.log(`${output.trimEnd()}\n  FAILED  ${name} (${seconds} s) ${advice}`.trimEnd());
    }
  }
  return tally;
}

function runMerged([program, ...args]: Check['command']): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(program, args, { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const tally = await lint();
    console.log(tallyLine(tally));
    return tally.failed > 0 ? 1 : 0;
  });
}
