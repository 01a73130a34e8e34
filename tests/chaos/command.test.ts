import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chaosCommand, chaosLine } from '../../tools/chaos/command.ts';
import { PlainError } from '../../tools/plain-error.ts';

describe('the command', () => {
  const wrong: [args: string[], message: RegExp][] = [
    [[], /^Which kind\?\nUsage: .*\n.*\n {2}browser-kill /s],
    [['flood'], /^There is no kind "flood"\./],
    [['toString'], /^There is no kind "toString"\./],
    [['clock', 'update'], /^There is no kind "clock update"\./],
    [['clock', '--runs', '0'], /^--runs takes a whole number from 1 on, not "0"\./],
    [['clock', '--runs', 'many'], /^--runs takes a whole number/],
    [['clock', '--minutes', '0'], /^--minutes takes a whole number from 1 on/],
    [['clock', '--seed', '-1'], /seed/],
    [['clock', '--run', '3'], /run/],
  ];
  for (const [args, message] of wrong) {
    it(`says what is wrong with "${args.join(' ')}", and what there is`, async () => {
      await assert.rejects(chaosCommand(args, assert.fail), (fault: Error) => {
        assert.ok(fault instanceof PlainError);
        assert.match(fault.message, message);
        assert.match(fault.message, /Usage: npm run chaos -- KIND \[--runs N\] \[--minutes N\] \[--seed N\]/);
        return true;
      });
    });
  }

  it('ends with one line of JSON', () => {
    const counts = { scans: 4, lost: 0, doubled: 1, recovered: 2, more: { cuts: 3 } };
    assert.equal(
      chaosLine({ kind: 'answer-cut', runs: 2, counts, isSound: false }),
      '{"kind":"answer-cut","runs":2,"scans":4,"lost":0,"doubled":1,"recovered":2,"cuts":3}',
    );
  });
});
