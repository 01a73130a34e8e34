import { expect } from '@open-wc/testing';
import { axisTop, labelStep } from '../../src/ui/bar-scale.ts';

describe('axisTop', () => {
  const cases: [highest: number, top: number][] = [
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 4],
    [9, 10],
    [10, 10],
    [11, 12],
    [13, 16],
    [99, 100],
    [101, 120],
    [99_828, 100_000],
    [100_001, 120_000],
    [1_170_000, 1_200_000],
  ];
  for (const [highest, top] of cases) {
    it(`ends the axis of ${highest} at ${top}`, () => {
      expect(axisTop(highest)).to.equal(top);
    });
  }

  it('holds every count, wastes less than half, and can be halved', () => {
    for (let highest = 2; highest < 200_000; highest += 37) {
      const top = axisTop(highest);
      expect(top, String(highest)).to.be.within(highest, highest * 2);
      expect(Number.isInteger(top / 2), `${top} / 2`).to.equal(true);
    }
  });
});

describe('labelStep', () => {
  it('draws every label where there is room, else every few', () => {
    expect(labelStep(40, 14)).to.equal(1);
    expect(labelStep(12, 14)).to.equal(2);
    expect(labelStep(5, 36)).to.equal(9);
    expect(labelStep(0, 36)).to.equal(42);
  });
});
