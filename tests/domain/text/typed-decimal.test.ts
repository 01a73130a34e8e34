import { expect } from '@open-wc/testing';
import { readDecimal } from '../../../src/domain/text/typed-decimal.ts';

describe('readDecimal', () => {
  const cases: [typed: string, read: number | null][] = [
    ['37.3', 37.3],
    [' 37.3 ', 37.3],
    ['３７．３', 37.3],
    ['37,3', 37.3],
    ['37，3', 37.3],
    ['37。3', 37.3],
    ['37、3', 37.3],
    ['37.', 37],
    ['.5', 0.5],
    ['0', 0],
    ['00', 0],
    ['48', 48],
    ['４８', 48],
    ['1440', 1440],
    ['1 440', 1440],
    ['1,440', 1440],
    ['1，440', 1440],
    ['1’440', 1440],
    ['1,440,000', 1440000],
    ['1,440.5', 1440.5],
    ['+5', 5],
    ['-5', -5],
    ['－5', -5],
    ['—5', -5],
    ['−5', -5],
    ['', null],
    ['.', null],
    ['-', null],
    ['37.3.1', null],
    ['37 3', null],
    ['1 2', null],
    ['1,440,0', null],
    ['1e3', null],
    ['0x10', null],
    ['Infinity', null],
    ['NaN', null],
    ['三十七', null],
    ['37.3℃', null],
    ['1'.repeat(25), null],
  ];
  for (const [typed, read] of cases) {
    it(`reads ${JSON.stringify(typed)} as ${read ?? 'no number'}`, () => {
      expect(readDecimal(typed)).to.equal(read);
    });
  }
});
