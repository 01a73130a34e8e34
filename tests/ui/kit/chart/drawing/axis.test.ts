import { expect } from '@open-wc/testing';
import { labelStep, valueScale } from '../../../../../src/ui/kit/chart/drawing/axis.ts';

describe('the scale of a chart', () => {
  for (const [highest, top] of [
    [99_828, 100_000],
    [1, 1],
    [3, 4],
    [0, 1],
  ] as const)
    it(`ends at ${top} for ${highest}`, () => {
      const { y, ticks } = valueScale([0, null, highest], 100, 80);
      expect(y.domain()).to.deep.equal([0, top]);
      expect(y(0)).to.equal(100);
      expect(y(top)).to.equal(20);
      expect(ticks.every(Number.isInteger), ticks.join()).to.equal(true);
    });

  it('has halves where figures have them', () => {
    expect(valueScale([0.2, 0.9], 100, 80).ticks).to.deep.equal([0, 0.5, 1]);
  });

  it('draws every label where there is room, fewer where there is not', () => {
    expect(labelStep(40, 30)).to.equal(1);
    expect(labelStep(10, 30)).to.equal(4);
    expect(labelStep(0, 30)).to.equal(36);
  });
});
