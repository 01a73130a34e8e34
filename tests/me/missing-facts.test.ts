import { expect } from '@open-wc/testing';
import { missingFacts, type MissingFact } from '../../src/me/missing-facts.ts';

const time = Date.UTC(2026, 10, 23);

describe('missingFacts', () => {
  const cases: [
    lastResult: 'negative' | 'positive' | 'pending' | 'none',
    sampleTime: number | null,
    doses: number | null,
    missing: MissingFact[],
  ][] = [
    ['negative', time, 3, []],
    ['negative', time, 1, []],
    ['positive', time, 3, []],
    ['negative', time, 0, ['dose']],
    ['negative', time, null, ['dose']],
    ['none', null, 3, ['test']],
    ['none', null, 0, ['test', 'dose']],
    ['none', null, null, ['test', 'dose']],
    ['negative', null, 3, ['test']],
    ['pending', time, 3, ['result']],
    ['pending', null, 0, ['result', 'dose']],
  ];
  for (const [lastResult, sampleTime, doses, missing] of cases) {
    it(`of ${lastResult} ${sampleTime === null ? 'at no time' : 'at a time'} and ${doses} doses is ${missing.join(', ') || 'nothing'}`, () => {
      expect(missingFacts({ lastResult, sampleTime, doses })).to.deep.equal(missing);
    });
  }
});
