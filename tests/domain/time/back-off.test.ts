import { expect } from '@open-wc/testing';
import { backOffMs } from '../../../src/domain/time/back-off.ts';

describe('backOffMs', () => {
  const cases: [attempt: number, expected: number][] = [
    [-1, 1000],
    [0, 1000],
    [1, 2000],
    [2, 4000],
    [4, 16_000],
    [5, 30_000],
    [6, 30_000],
    [100_000, 30_000],
  ];
  for (const [attempt, expected] of cases) {
    it(`waits ${expected} ms after ${attempt} failed tries`, () => {
      expect(backOffMs(attempt)).to.equal(expected);
    });
  }

  it('takes other limits', () => {
    expect([0, 1, 2, 3].map((attempt) => backOffMs(attempt, 50, 180))).to.deep.equal([50, 100, 180, 180]);
  });
});
