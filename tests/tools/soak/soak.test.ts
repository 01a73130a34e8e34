import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countReadings } from '../../../tools/soak/readings.ts';
import { isFlat, soakOptions, type SoakReport } from '../../../tools/soak/soak.ts';

const flat: SoakReport = {
  minutes: 5,
  people: 300,
  heapStartKb: 9000,
  heapEndKb: 9400,
  nodesStart: 900,
  nodesEnd: 905,
  listenersStart: 120,
  listenersEnd: 120,
  openStreams: 4,
  missed: 0,
};

describe('a soak', () => {
  it('is sound where nothing grew and nobody was missed', () => assert.equal(isFlat(flat), true));
  for (const change of [
    { missed: 1 },
    { openStreams: 5 },
    { wrong: 1 },
    { silent: 1 },
    { heapEndKb: 12_000 },
    { nodesEnd: 1100 },
    { listenersEnd: 300 },
    { nodesEnd: NaN },
  ]) {
    it(`is not sound with ${JSON.stringify(change)}`, () =>
      assert.equal(isFlat({ ...flat, ...change }), false));
  }
  it('takes minutes, and says what it takes', () => {
    assert.deepEqual(soakOptions(['--minutes', '0.5']), { minutes: 0.5, cables: 0, seed: 1 });
    const cables = ['--minutes', '2', '--cables', '8', '--seed', '3'];
    assert.deepEqual(soakOptions(cables), { minutes: 2, cables: 8, seed: 3 });
    for (const args of [
      ['--minutes', '0'],
      ['--minutes', 'x'],
      ['--hours', '1'],
      ['--cables', 'all'],
      ['--cables', '-1'],
      ['--minutes', '9999'],
    ])
      assert.throws(() => soakOptions(args), /--minutes/);
  });

  it('counts readings of somebody else, and those that are missing though nobody was told', () => {
    const person = { device: 1, t: 10, own: [3400, 3401], mustBeMeasured: false };
    const stored = { device: 1, t: 10, surface: 3401, reasons: [] };
    const missing = { ...stored, surface: null };
    const counts = (...given: Parameters<typeof countReadings>) => Object.values(countReadings(...given));
    assert.deepEqual(counts([stored], [person]), [0, 0, 0]);
    assert.deepEqual(counts([{ ...stored, surface: 3402 }], [person]), [1, 0, 0]);
    assert.deepEqual(counts([missing], [person]), [0, 1, 0]);
    const said = { ...missing, reasons: ['temperature.high'] };
    assert.deepEqual(counts([said], [person]), [0, 0, 1]);
    assert.deepEqual(counts([said], [{ ...person, mustBeMeasured: true }]), [0, 1, 0]);
  });
});
