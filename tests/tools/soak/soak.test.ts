import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFlat, soakMinutes, type SoakReport } from '../../../tools/soak/soak.ts';

const flat: SoakReport = {
  minutes: 5,
  people: 300,
  heapStartKb: 9000,
  heapEndKb: 9400,
  nodesStart: 900,
  nodesEnd: 905,
  listenersStart: 120,
  listenersEnd: 120,
  openStreams: 1,
  missed: 0,
};

describe('a soak', () => {
  it('is sound where nothing grew and nobody was missed', () => assert.equal(isFlat(flat), true));
  for (const change of [
    { missed: 1 },
    { openStreams: 2 },
    { heapEndKb: 12_000 },
    { nodesEnd: 1100 },
    { listenersEnd: 300 },
    { nodesEnd: NaN },
  ]) {
    it(`is not sound with ${JSON.stringify(change)}`, () =>
      assert.equal(isFlat({ ...flat, ...change }), false));
  }
  it('takes minutes, and says what it takes', () => {
    assert.equal(soakMinutes(['--minutes', '0.5']), 0.5);
    for (const args of [
      ['--minutes', '0'],
      ['--minutes', 'x'],
      ['--hours', '1'],
      ['--minutes', '9999'],
    ])
      assert.throws(() => soakMinutes(args), /--minutes/);
  });
});
