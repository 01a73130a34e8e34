import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectFolder } from '../../tools/places.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A project with the door and one tool of this content behind it. */
async function projectWithTool(test: TestContext, tool: string): Promise<string> {
  const folder = await temporaryFolder(test);
  await mkdir(join(folder, 'tools', 'machine'), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['run.mjs', 'machine/dependencies.mjs']) {
    await copyFile(join(projectFolder, 'tools', name), join(folder, 'tools', name));
  }
  await symlink(join(projectFolder, 'node_modules', 'tsx'), join(folder, 'node_modules', 'tsx'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'package-lock.json'), '{ "packages": { "": {} } }');
  await writeFile(join(folder, 'node_modules', '.package-lock.json'), '{ "packages": {} }');
  await writeFile(
    join(folder, 'tools', 'commands.mjs'),
    `export const commands = { probe: 'machine/probe.ts' };`,
  );
  await writeFile(join(folder, 'tools', 'machine', 'probe.ts'), tool);
  return folder;
}

function run(folder: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(folder, 'tools', 'run.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcome(
  child: ChildProcess,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const waits = `
process.on('SIGINT', () => { console.log('got SIGINT'); process.exit(7); });
process.on('SIGTERM', () => { console.log('got SIGTERM'); process.exit(8); });
console.log('waiting', process.pid);
setInterval(() => {}, 1000);
`;

describe('the door to the tools', () => {
  it('runs a tool written in TypeScript with its arguments, and hands its exit code on', async (test) => {
    const folder = await projectWithTool(
      test,
      `const list: string[] = process.argv.slice(2); console.log(list.join('|')); process.exit(3);`,
    );
    const { code, stdout } = await outcome(run(folder, 'probe', 'a b', '--c'));
    assert.equal(stdout, 'a b|--c\n');
    assert.equal(code, 3);
  });

  for (const [signal, expected] of [
    ['SIGINT', 7],
    ['SIGTERM', 8],
  ] as const) {
    it(`hands ${signal} on and ends after the tool`, async (test) => {
      const child = run(await projectWithTool(test, waits), 'probe');
      const ended = outcome(child);
      await once(child.stdout!, 'data');
      child.kill(signal);
      const { code, stdout } = await ended;
      assert.match(stdout, new RegExp(`got ${signal}`));
      assert.equal(code, expected);
    });
  }

  it('ends the tool when the process above it is gone', async (test) => {
    const folder = await projectWithTool(test, waits);
    const door = join(folder, 'tools', 'run.mjs');
    const above = spawn('sh', ['-c', `"${process.execPath}" "${door}" probe & wait`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    const toldAll = new Promise<void>((resolve) => {
      above.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
      // The pipe closes when the last one that holds it has ended.
      above.stdout.on('close', resolve);
    });
    await once(above.stdout, 'data');
    above.kill('SIGKILL');
    await toldAll;
    assert.match(stdout, /waiting \d+\ngot SIGTERM/);
  });

  it('says so when there is no such tool', async (test) => {
    const folder = await projectWithTool(test, '');
    for (const name of ['nothing', '../package', '']) {
      const { code, stderr } = await outcome(run(folder, name));
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`There is no tool "${name}"`));
    }
  });
});
