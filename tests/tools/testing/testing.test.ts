import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { goesOn } from '../../../tools/testing/node-reporter.mjs';
import { compactReporter } from '../../../tools/testing/browser-reporter.mjs';
import { projectFolder } from '../../../tools/places.ts';
import { readDurations, slowestFirst, writeDurations } from '../../../tools/testing/durations.ts';
import { passOn, runNode } from '../../../tools/testing/run-process.ts';
import { filesOf, suites } from '../../../tools/testing/suites.ts';
import { addTallies, judge, readTally, tallyLine } from '../../../tools/testing/tally.ts';
import { temporaryFolder } from '../temporary-folder.ts';

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

describe('the files of a suite', () => {
  const suite = (name: string) => suites.find((one) => one.name === name)!;

  it('lie in the folder of its name, and the unit tests in all others', async (test) => {
    const tests = await temporaryFolder(test);
    for (const file of ['server/a/x.test.ts', 'server/y.ts', 'ui/kit/z.test.ts', 'new-room/n.test.ts']) {
      await mkdir(dirname(join(tests, file)), { recursive: true });
      await writeFile(join(tests, file), '');
    }
    assert.deepEqual(await filesOf(suite('server'), {}, tests), ['tests/server/a/x.test.ts']);
    assert.deepEqual(await filesOf(suite('unit'), {}, tests), [
      'tests/new-room/n.test.ts',
      'tests/ui/kit/z.test.ts',
    ]);
    for (const words of [
      ['kit/z', 'other'],
      ['tests/ui', 'server'],
    ])
      assert.deepEqual(await filesOf(suite('unit'), { words }, tests), ['tests/ui/kit/z.test.ts']);
  });

  it('that are long are left to those who ask for all, or for one by its name', async (test) => {
    const tests = await temporaryFolder(test);
    await mkdir(join(tests, 'server'));
    for (const file of ['server/x.test.ts', 'server/y.long.test.ts']) await writeFile(join(tests, file), '');
    const short = 'tests/server/x.test.ts';
    const long = 'tests/server/y.long.test.ts';
    assert.deepEqual(await filesOf(suite('server'), {}, tests), [short]);
    assert.deepEqual(await filesOf(suite('server'), { all: true }, tests), [short, long]);
    assert.deepEqual(await filesOf(suite('server'), { words: ['server/y'] }, tests), [long]);
  });

  it('begin with the slowest, and those that never ran before all', async (test) => {
    const durations = new Map([
      ['package.json', 10],
      ['README.md', 300],
    ]);
    assert.deepEqual(slowestFirst(['package.json', 'README.md', 'LICENSE'], durations), [
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    const file = join(await temporaryFolder(test), 'cache', 'durations.json');
    assert.deepEqual(await readDurations(file), new Map());
    await writeDurations(durations, file);
    assert.deepEqual(await readDurations(file), durations);
  });
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

  it('leaves out what was not asked for by name', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(
      join(folder, 'a.test.mjs'),
      `import { describe, it } from 'node:test';
       describe('a', () => { it('one', () => {}); it('two', () => { throw new Error('no'); }); });`,
    );
    const { stdout, tally } = await reportOn(folder, '--test-name-pattern=one', 'a.test.mjs');
    assert.deepEqual(tally, { passed: 1, failed: 0, skipped: 0 });
    assert.match(stdout, /^ {2}ok {6}\S*a\.test\.mjs \(1, \d+\.\d s\)\n$/);
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

describe('a process of a suite', () => {
  it('in which no test ends is ended as stuck', async () => {
    assert.equal(await runNode(['--eval', 'setInterval(() => {}, 1000)'], {}, 500), 'stuck');
    assert.equal(await runNode(['--eval', 'process.exit(3)'], {}, undefined), 3);
  });

  it('says that its tests go on, and nothing of that is printed', async () => {
    const printed: string[] = [];
    let ended = 0;
    const said = Readable.from([`  ok\n${goesOn}\n\n`, `${goesOn}\n\u001b[2J  FAILED\n`]);
    const lines = passOn(
      said,
      (line) => printed.push(line),
      () => ended++,
    );
    await once(lines, 'close');
    assert.deepEqual([printed, ended], [['  ok', '  FAILED'], 2]);
  });
});

async function reportOn(folder: string, ...files: string[]) {
  const reporter = join(projectFolder, 'tools', 'testing', 'node-reporter.mjs');
  const tallyFile = join(folder, 'tally.json');
  const { NODE_TEST_CONTEXT: _ours, SITECODE_TEST_FILE: _this, ...env } = process.env;
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
      sessions: [
        { testFile: join(process.cwd(), 'tests', 'a.test.ts'), passed: false, testResults: results },
        { testFile: join(process.cwd(), 'tests', 'b.test.ts'), passed: false },
      ],
    });
    assert.deepEqual(await readTally(file), {
      passed: 1,
      failed: 2,
      skipped: 1,
      failedFiles: [
        { file: 'tests/a.test.ts', tally: { passed: 1, failed: 1, skipped: 1 } },
        { file: 'tests/b.test.ts', tally: { passed: 0, failed: 1, skipped: 0 } },
      ],
    });
  });
});
