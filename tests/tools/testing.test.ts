import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compactReporter } from '../../tools/testing/browser-reporter.mjs';
import { projectFolder } from '../../tools/places.ts';
import { addTallies, judge, readTally, tallyLine } from '../../tools/testing/tally.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the closing line', () => {
  it('counts', () => {
    assert.equal(tallyLine({ passed: 12, failed: 0, skipped: 0 }), '12 passed, 0 failed');
    assert.equal(tallyLine({ passed: 1, failed: 2, skipped: 3 }), '1 passed, 2 failed, 3 skipped');
  });

  it('sums suites', () => {
    const sum = addTallies({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    assert.deepEqual(sum, { passed: 11, failed: 22, skipped: 33 });
  });
});

describe('a suite', () => {
  it('that passed and one that failed are taken as they are', () => {
    const passed = { passed: 3, failed: 0, skipped: 0 };
    assert.deepEqual(judge(passed, 0), { tally: passed });
    const failed = { passed: 3, failed: 1, skipped: 0 };
    assert.deepEqual(judge(failed, 1), { tally: failed });
  });

  const silent: [string, Parameters<typeof judge>, RegExp][] = [
    ['whose runner wrote nothing', [undefined, 0], /No test was run/],
    ['that ran no test', [{ passed: 0, failed: 0, skipped: 2 }, 0], /No test was run/],
    [
      'whose runner broke down after all had passed',
      [{ passed: 3, failed: 0, skipped: 0 }, 1],
      /ended with code 1/,
    ],
    ['whose runner broke down at once', [undefined, 134], /ended with code 134/],
  ];
  for (const [what, args, complaint] of silent) {
    it(`${what} failed`, () => {
      const judged = judge(...args);
      assert.equal(judged.tally.failed, 1);
      assert.match(judged.complaint ?? '', complaint);
    });
  }
});

describe("the report of node's tests", () => {
  it('counts each test once, shows failures whole, and notes files that do not load', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(
      join(folder, 'a.test.mjs'),
      `import { describe, it } from 'node:test';
       console.log('only shown with a failure');
       describe('outer', () => {
         describe('inner', () => {
           it('passes', () => {});
           it('breaks', () => { throw new Error('on purpose'); });
         });
         it.skip('is left out', () => {});
       });
       it('passes too', () => {});`,
    );
    await writeFile(join(folder, 'b.test.mjs'), `import './nothing.mjs';`);
    const { code, stdout, tally } = await reportOn(folder, 'a.test.mjs', 'b.test.mjs');
    assert.equal(code, 1);
    assert.deepEqual(tally, { passed: 2, failed: 2, skipped: 1 });
    assert.match(stdout, /FAILED {2}.*a\.test\.mjs: outer > inner > breaks\n +Error: on purpose\n +at /);
    assert.match(stdout, /only shown with a failure/);
    assert.match(stdout, /FAILED {2}.*b\.test\.mjs/);
    assert.match(stdout, /Cannot find module/);
  });

  it('is one line for a file in which all pass', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(
      join(folder, 'a.test.mjs'),
      `import { it } from 'node:test';\nconsole.log('talk');\nit('x', () => {});`,
    );
    const { code, stdout, tally } = await reportOn(folder, 'a.test.mjs');
    assert.equal(code, 0);
    assert.deepEqual(tally, { passed: 1, failed: 0, skipped: 0 });
    assert.match(stdout, /^ {2}ok {6}\S*a\.test\.mjs \(1, \d+\.\d s\)\n$/);
  });
});

async function reportOn(folder: string, ...files: string[]) {
  const reporter = join(projectFolder, 'tools', 'testing', 'node-reporter.mjs');
  const tallyFile = join(folder, 'tally.json');
  const { NODE_TEST_CONTEXT: _ours, ...env } = process.env;
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', ...files];
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...env, SITECODE_TALLY: tallyFile } },
      (error, printed) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: printed });
      },
    );
  });
  return { code, stdout, tally: await readTally(tallyFile) };
}

describe('the report of browser tests', () => {
  it('counts each test once, and a file that did not load', async (test) => {
    const file = join(await temporaryFolder(test), 'tally.json');
    const before = process.env['SITECODE_TALLY'];
    process.env['SITECODE_TALLY'] = file;
    test.after(() => {
      if (before === undefined) delete process.env['SITECODE_TALLY'];
      else process.env['SITECODE_TALLY'] = before;
    });
    const results = {
      name: '',
      tests: [{ name: 'one', passed: true, skipped: false }],
      suites: [
        {
          name: 'inner',
          suites: [],
          tests: [
            { name: 'two', passed: false, skipped: false },
            { name: 'three', passed: true, skipped: true },
          ],
        },
      ],
    };
    compactReporter().stop({
      sessions: [{ passed: false, testResults: results }, { passed: false }],
    });
    assert.deepEqual(await readTally(file), { passed: 1, failed: 2, skipped: 1 });
  });
});
