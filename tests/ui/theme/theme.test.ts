import { expect } from '@open-wc/testing';
import { theme } from '../../../src/ui/theme/theme.ts';
import { blindness, colourIn, contrast, distance, seen, type Rgb } from './vision.ts';

const colour = (name: string): Rgb => colourIn(theme.cssText, name);

describe('the theme', () => {
  const signals = ['green', 'yellow', 'red', 'warning'];

  for (const [kind, by] of Object.entries(blindness)) {
    it(`keeps its signal colours apart for eyes with ${kind === 'none' ? 'all cones' : kind}`, () => {
      for (const a of signals) {
        for (const b of signals.slice(signals.indexOf(a) + 1)) {
          const apart = distance(seen(colour(a), by), seen(colour(b), by));
          expect(apart, `${a} and ${b}`).to.be.above(15);
        }
      }
    });
  }

  it('has a red that is no orange: with hardly any green in it, and far from the warning', () => {
    const [r, g] = colour('red');
    expect(g / r).to.be.below(0.05);
    expect(distance(colour('red'), colour('warning'))).to.be.above(60);
    expect(distance(colour('red-deep'), colour('warning'))).to.be.above(60);
  });

  it('writes on each signal with enough contrast', () => {
    for (const name of ['yellow', 'red', 'warning'])
      expect(contrast(colour(name), colour(`${name}-ink`)), name).to.be.above(4.5);
    // Large words alone stand on the plain green.
    expect(contrast(colour('green'), colour('green-ink'))).to.be.above(3);
    for (const name of ['green-deep', 'red-deep'])
      expect(contrast(colour(name), [1, 1, 1]), name).to.be.above(4.5);
  });
});
