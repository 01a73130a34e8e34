// `npm run lint`: rules, formatting, types, Lit templates, and the structure (floors between rooms,
// no circles, names of migrations). Each is one check; the slow ones begin first, two at a time.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { documentFaults } from '../tables/tables.ts';
import { structureFaults } from './floors.ts';
import { migrationFaultsIn } from './migrations.ts';
import { privateFaults } from './private-fields.ts';
import { untoldRooms } from './rooms.ts';
import { isCommand, places, projectFolder } from '../places.ts';
import { runCommand } from '../plain-error.ts';
import { tallyLine, type Tally } from '../testing/tally.ts';

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

/** Whatever a check remembers of what it found unchanged. */
const cached = (name: string) => join(places.cache, 'lint', name);

const checks: Check[] = [
  { name: 'lit-analyzer', advice: '', command: templateCheck },
  {
    name: 'types',
    advice: '',
    command: [
      bin('tsc'),
      '--noEmit',
      '--incremental',
      `--tsBuildInfoFile`,
      cached('types'),
      '--pretty',
      'false',
      '-p',
      '.',
    ],
  },
  { name: 'oxlint', advice: '', command: [bin('oxlint'), '--deny-warnings', '.'] },
  { name: 'format', advice: 'npm run format puts it right.', command: [bin('oxfmt'), '--check', '.'] },
];

/** Checks of our own. */
const ownChecks: { name: string; advice: string; faults: (project: string) => Promise<string[]> }[] = [
  { name: 'structure', advice: 'The floors stand in tools/lint/floors.ts.', faults: structureFaults },
  { name: 'migrations', advice: '', faults: migrationFaultsIn },
  { name: 'rooms', advice: '', faults: untoldRooms },
  { name: 'private fields', advice: '', faults: privateFaults },
  { name: 'documents', advice: 'node tools/run.mjs tables writes them.', faults: documentFaults },
];

/** Runs every check, prints what fails, and counts each as one. */
export async function lint(): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const count = async (name: string, advice: string, work: () => Promise<Outcome>): Promise<void> => {
    const begun = Date.now();
    const { code, output } = await work();
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    if (code === 0) {
      tally.passed++;
      console.log(`  ok      ${name} (${seconds} s)`);
    } else {
      tally.failed++;
      console.log(`${output.trimEnd()}\n  FAILED  ${name} (${seconds} s) ${advice}`.trimEnd());
    }
  };
  const waiting = [
    ...checks.map(
      ({ name, advice, command }) =>
        () =>
          count(name, advice, () => runMerged(command)),
    ),
    ...ownChecks.map(
      ({ name, advice, faults }) =>
        () =>
          count(name, advice, async () => {
            const found = await faults(projectFolder);
            return { code: found.length === 0 ? 0 : 1, output: found.join('\n') };
          }),
    ),
  ];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await check();
  };
  await Promise.all([worker(), worker()]);
  return tally;
}

interface Outcome {
  code: number;
  output: string;
}

function runMerged([program, ...args]: Check['command']): Promise<Outcome> {
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
