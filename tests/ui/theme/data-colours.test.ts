import { expect } from '@open-wc/testing';
import { dataColours, rampSteps, seriesColours } from '../../../src/ui/theme/data-colours.ts';
import { blindness, brightness, colourIn, contrast, distance, seen, type Rgb } from './vision.ts';

const colour = (name: string): Rgb => colourIn(dataColours.cssText, name);
const white: Rgb = [1, 1, 1];
const series = Array.from({ length: seriesColours }, (_, index) => `data-${index + 1}`);
const ramp = Array.from({ length: rampSteps + 1 }, (_, step) => step);

describe('the colours of figures', () => {
  for (const [kind, by] of Object.entries(blindness)) {
    it(`keep series apart for eyes with ${kind === 'none' ? 'all cones' : kind}`, () => {
      for (const [index, a] of series.entries())
        for (const b of series.slice(index + 1))
          expect(distance(seen(colour(a), by), seen(colour(b), by)), `${a} and ${b}`).to.be.above(15);
    });

    it(`keep neighbouring steps of the ramp apart for eyes with ${kind === 'none' ? 'all cones' : kind}`, () => {
      for (const step of ramp.slice(2))
        expect(
          distance(seen(colour(`ramp-${step}`), by), seen(colour(`ramp-${step - 1}`), by)),
          `${step}`,
        ).to.be.above(10);
    });
  }

  it('stand out on the paper: 3 to 1', () => {
    for (const name of [...series, 'data-axis']) expect(contrast(colour(name), white), name).to.be.above(3);
  });

  it('are written on with 4.5 to 1', () => {
    for (const step of ramp)
      expect(contrast(colour(`ramp-${step}`), colour(`ramp-ink-${step}`)), `${step}`).to.be.above(4.5);
  });

  it('of the ramp grow darker step by step, so that they print in grey', () => {
    for (const step of ramp.slice(1))
      expect(brightness(colour(`ramp-${step}`))).to.be.below(brightness(colour(`ramp-${step - 1}`)) * 0.9);
  });
});
