import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mostAgain, runAgain } from '../../../tools/testing/again.ts';

const sum = { passed: 100, failed: 3, skipped: 1 };
const unlucky = { file: 'tests/a.test.ts', tally: { passed: 7, failed: 1, skipped: 0 } };
const broken = { file: 'tests/b.test.ts', tally: { passed: 4, failed: 2, skipped: 1 } };

describe('what failed beside others', () => {
  it('counts as it does by itself, and is named when it passes then', async () => {
    const ran: string[] = [];
    const again = await runAgain(sum, [unlucky, broken], async ({ file }) => {
      ran.push(file);
      return file === unlucky.file
        ? { passed: 8, failed: 0, skipped: 0 }
        : { passed: 5, failed: 1, skipped: 1 };
    });
    assert.deepEqual(ran, [unlucky.file, broken.file]);
    assert.deepEqual(again.sum, { passed: 102, failed: 1, skipped: 1 });
    assert.deepEqual(again.passedAlone, [unlucky.file]);
  });

  it('stays failed when it is more than want of quiet explains', async () => {
    const many = Array.from({ length: mostAgain + 1 }, () => unlucky);
    const again = await runAgain(sum, many, () => assert.fail('It was run again.'));
    assert.deepEqual(again, { sum, passedAlone: [] });
  });
});
