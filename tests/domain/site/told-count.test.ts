import { expect } from '@open-wc/testing';
import { countStep, leastTold, shifts, toldCount } from '../../../src/domain/site/told-count.ts';
import { rounds } from '../../support/rounds.ts';

const everyShift = Array.from({ length: shifts }, (_, shift) => shift);

/** All that an adversary sees who adds `added` visits of their own one by one, and looks after each. */
const seen = (count: number, shift: number, added: number): string =>
  Array.from({ length: added + 1 }, (_, index) => toldCount(count + index, shift)).join(' ');

/** The counts that could have been there before, by all that was seen. */
function possible(transcript: string, added: number): number[] {
  return Array.from({ length: 60 }, (_, count) => count).filter((count) =>
    everyShift.some((shift) => seen(count, shift, added) === transcript),
  );
}

describe('toldCount', () => {
  it('never tells fewer than five, and tells nothing but multiples of five', () => {
    for (const shift of everyShift) {
      for (let count = 0; count < countStep; count++) expect(toldCount(count, shift)).to.equal(null);
      for (let count = 0; count < rounds(600, 3000); count++) {
        const told = toldCount(count, shift);
        if (told === null) expect(count).to.be.lessThan(leastTold - 1);
        else {
          expect(told % countStep).to.equal(0);
          expect(told).to.be.at.least(leastTold);
          expect(told - count).to.be.within(-3, 5);
        }
      }
    }
  });

  it('never falls while people come', () => {
    for (const shift of everyShift) {
      let before = 0;
      for (let count = 0; count < 500; count++) {
        const told = toldCount(count, shift) ?? 0;
        expect(told).to.be.at.least(before);
        before = told;
      }
    }
  });

  it('does not tell which of five counts it was to who adds visits of their own, however many, and looks at each', () => {
    for (const shift of everyShift) {
      for (let count = 0; count < 40; count++) {
        const candidates = possible(seen(count, shift, 25), 25);
        expect(candidates).to.include(count);
        // Below four there are no five counts; that somebody was there is told by none of them.
        const least = count >= countStep - 1 ? countStep : 1 + Math.min(count, 1);
        expect(candidates.length, `${count} with ${shift}: ${candidates}`).to.be.at.least(least);
      }
    }
  });

  it('of fixed edges would: what this test looks for can be seen', () => {
    const fixed = (count: number) =>
      Array.from({ length: 26 }, (_, index) => toldCount(count + index, 0)).join(' ');
    const same = Array.from({ length: 40 }, (_, count) => count).filter((count) => fixed(count) === fixed(7));
    expect(same).to.deep.equal([7]);
  });

  it('does not tell one visit from none by the difference of two looks, but for an edge', () => {
    for (const shift of everyShift) {
      for (let count = 0; count < 40; count++) {
        const moved = toldCount(count + 1, shift) !== toldCount(count, shift);
        expect(moved).to.equal(count - shift >= countStep - 1 && (count + 1 - shift) % countStep === 0);
      }
    }
  });
});
