import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectFolder } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Runs the project's lint rules on one file that is alone in a copy of the project. */
async function lintAlone(
  test: TestContext,
  path: string,
  content: string,
): Promise<{ code: number; output: string }> {
  const folder = await temporaryFolder(test);
  await copyFile(join(projectFolder, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
  const oxlint = join(projectFolder, 'node_modules', '.bin', 'oxlint');
  return new Promise((resolve) => {
    execFile(oxlint, ['--deny-warnings', 'src'], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

describe('the rules of the domain', () => {
  it("stops what the server's virtual machine lacks", async (test) => {
    const { code, output } = await lintAlone(
      test,
      'src/domain/now.ts',
      'export const page = () => window.name;\n',
    );
    assert.equal(code, 1);
    assert.match(output, /window does not exist in the server's VM/);
  });
});
