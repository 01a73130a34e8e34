import { expect } from '@open-wc/testing';
import { evenContrast, smooth, squeeze } from '../../../src/camera/qr/enhance.ts';
import type { Luma } from '../../../src/camera/qr/luma.ts';
import { ZxingCpp } from '../../../src/camera/qr/zxing-cpp.ts';
import { seeded } from '../../support/seeded.ts';
import { drawCode, picture } from './qr-picture.ts';

const of = (width: number, height: number, grey: (x: number, y: number) => number): Luma => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) => grey(at % width, Math.floor(at / width))),
});

describe('even contrast', () => {
  it('leaves a picture without any in the middle grey, whatever its size', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [5, 9],
      [64, 33],
    ] as const)
      for (const reach of [4, 12, 200])
        expect(
          new Set(
            evenContrast(
              of(width, height, () => 90),
              reach,
            ).data,
          ),
        ).to.deep.equal(new Set([128]));
  });

  it('is the same in the light and in the shadow', () => {
    const lit = of(128, 64, (x, y) => (((x >> 3) + (y >> 3)) % 2 ? 200 : 100));
    const dim = of(128, 64, (x, y) => (((x >> 3) + (y >> 3)) % 2 ? 50 : 25));
    const [a, b] = [lit, dim].map((each) => evenContrast(each, 12).data);
    for (const [at, grey] of a!.entries()) expect(Math.abs(grey - b![at]!)).to.be.lessThan(14);
    expect(Math.max(...a!) - Math.min(...a!)).to.be.greaterThan(80);
  });

  it('cuts what differs most at black and white, and does not turn it round', () => {
    const dot = of(41, 23, (x, y) => (x === 20 && y === 11 ? 255 : 0));
    const { data, width, height } = evenContrast(dot, 8);
    expect([data.length, width, height]).to.deep.equal([41 * 23, 41, 23]);
    expect(data[11 * 41 + 20]).to.equal(255);
    const hole = of(41, 23, (x, y) => (x === 20 && y === 11 ? 0 : 255));
    expect(evenContrast(hole, 8).data[11 * 41 + 20]).to.equal(0);
  });
});

describe('codes that a quick look does not read', () => {
  let cpp: ZxingCpp;
  before(async () => (cpp = await ZxingCpp.load()));

  /** Pale, as behind a dirty pane, with the noise of a sensor. */
  const pale = (): Luma => {
    const seen = picture(
      (c) => drawCode(c, 'H1:PALE', { left: 400, top: 150, modulePixels: 9 }),
      undefined,
      0,
    );
    const random = seeded(4);
    return { ...seen, data: seen.data.map((grey) => 100 + grey / 14 + random.below(8)) };
  };

  it('are read of a pale picture whose contrast was evened', () => {
    expect(cpp.read(pale(), 'quick')).to.deep.equal([]);
    expect(cpp.read(pale(), 'thorough')).to.deep.equal([]);
    expect(cpp.read(evenContrast(smooth(pale()), 12), 'quick')[0]?.text).to.equal('H1:PALE');
  });

  it('lie where they lay when the picture was squeezed', () => {
    const at = (left: number, top: number): Luma =>
      picture((c) => drawCode(c, 'H1:PLACE', { left, top, modulePixels: 8 }));
    for (const [left, top, inFrame] of [
      [510, 240, true],
      [20, 240, false],
      [1000, 30, false],
    ] as const) {
      const whole = at(left, top);
      expect(cpp.read(whole, 'quick')).to.deep.equal([{ text: 'H1:PLACE', inFrame }]);
      expect(cpp.read(squeeze(whole), 'thorough', whole)).to.deep.equal([{ text: 'H1:PLACE', inFrame }]);
    }
  });
});

describe('smoothing and squeezing', () => {
  it('makes each pixel the mean of the nine around it, and leaves the edge', () => {
    const dot = of(5, 5, (x, y) => (x === 2 && y === 2 ? 90 : 0));
    const { data } = smooth(dot);
    expect([data[6], data[12], data[18], data[0], data[24]]).to.deep.equal([10, 10, 10, 0, 0]);
  });

  it('halves the height alone, an odd one without its last row', () => {
    const steps = of(5, 3, (x, y) => x * 10 + y);
    expect(squeeze(steps)).to.deep.equal({ width: 5, height: 1, data: Uint8Array.of(0, 10, 20, 30, 40) });
  });
});
