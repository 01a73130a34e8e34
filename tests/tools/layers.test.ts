import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectFolder } from '../../tools/places.ts';
import { temporaryFolder } from './temporary-folder.ts';

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

function importing(from: string): string {
  return `import { thing } from '${from}';\nexport const other = thing;\n`;
}

describe('the layer rule', () => {
  const broken: [string, string, RegExp][] = [
    ['src/domain/scan.ts', '../ui/theme.ts', /domain stands on nothing: .*move this code up/],
    ['src/credentials/verifier.ts', '../store/queue.ts', /credentials stands on domain alone/],
    [
      'src/camera/frames.ts',
      '../credentials/verifier.ts',
      /camera stands on domain alone: .*belongs in a face/,
    ],
    ['src/serial/emulators/port.ts', '../../voice/announcer.ts', /serial stands on domain alone/],
    ['src/voice/announcer.ts', '../camera/frames.ts', /voice stands on domain alone/],
    ['src/store/queue.ts', '../sync/upload-loop.ts', /store/],
    ['src/sync/upload-loop.ts', '../ui/theme.ts', /sync may not know ui or a face/],
    ['src/ui/clock.ts', '../me/main.ts', /ui may not know a face/],
    ['src/s/page.ts', '../me/main.ts', /faces never stand on one another.*ui or below/],
    ['src/sentry/demo/panel.ts', '../../authority/board.ts', /faces never stand on one another/],
    ['src/venue/page.ts', '../server/board.ts', /faces never stand on one another or on the server/],
    ['src/server/board.ts', '../store/queue.ts', /server stands on domain and credentials/],
    ['src/service-worker/keep.ts', '../store/queue.ts', /service worker stands on domain alone/],
  ];
  for (const [path, from, message] of broken) {
    it(`stops ${path} importing ${from}, and says where the code goes`, async (test) => {
      const { code, output } = await lintAlone(test, path, importing(from));
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }

  it("stops what the server's virtual machine lacks", async (test) => {
    const { code, output } = await lintAlone(
      test,
      'src/domain/now.ts',
      'export const page = () => window.name;\n',
    );
    assert.equal(code, 1);
    assert.match(output, /window does not exist in the server's VM/);
  });

  const fine: [string, string][] = [
    ['src/credentials/verifier.ts', '../domain/scan.ts'],
    ['src/store/queue.ts', '../credentials/verifier.ts'],
    ['src/sync/upload-loop.ts', '../store/queue.ts'],
    ['src/sentry/page.ts', '../ui/theme.ts'],
    ['src/server/board.ts', '../credentials/verifier.ts'],
  ];
  for (const [path, from] of fine) {
    it(`lets ${path} import ${from}`, async (test) => {
      const { code, output } = await lintAlone(test, path, importing(from));
      assert.equal(code, 0, output);
    });
  }
});
