// The door to every tool: `node tools/run.mjs NAME args...` runs the one that commands.mjs names. Plain JavaScript, because on a fresh
// machine nothing is installed yet that could run TypeScript: it sees to that first.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './commands.mjs';
import { ensureDependencies, nodeComplaint } from './machine/dependencies.mjs';

const tools = dirname(fileURLToPath(import.meta.url));
const project = dirname(tools);
const [name = '', ...args] = process.argv.slice(2);
const file = Object.hasOwn(commands, name) ? join(tools, commands[name]) : undefined;

const complaint = nodeComplaint(process.versions.node);
if (complaint) stop(complaint);
if (!file || !existsSync(file))
  stop(`There is no tool "${name}". Tools: ${Object.keys(commands).join(', ')}.`);
try {
  ensureDependencies(project);
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: project, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // The child ends in order and we end after it. From a terminal it may get the same signal twice.
  process.on(signal, () => child.kill(signal));
}
// npm may be ended without passing that on: then the process above us, or the one above that (npm runs us in a shell),
// is another one than at the start.
const above = processesAbove();
const watch = setInterval(() => {
  if (processesAbove() !== above) child.kill('SIGTERM');
}, 500);
child.on('error', (error) => stop(`${process.execPath} cannot be started: ${error.message}`));
child.on('exit', (code, signal) => {
  clearInterval(watch);
  process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
});

function processesAbove() {
  if (!process.env['npm_lifecycle_event']) return String(process.ppid);
  try {
    // The parent's parent is the 2nd field after its name in parentheses (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(process.ppid);
  }
}

function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
