import { expect } from '@open-wc/testing';
import { faceOf, type ThermalPicture } from '../../../src/domain/scan/thermal-picture.ts';

const width = 32;
const height = 24;

/** A wall of 24 °C with what stands before it: rectangles, the later over the earlier. */
function picture(
  ...things: { at: [left: number, top: number]; size: [width: number, height: number]; warm: number }[]
): ThermalPicture {
  const pixels = new Int16Array(width * height).fill(2400);
  for (const { at, size, warm } of things)
    for (let y = at[1]; y < at[1] + size[1]; y++)
      for (let x = at[0]; x < at[0] + size[0]; x++) pixels[y * width + x] = warm;
  return { width, height, pixels, ambient: 2500, at: 0 };
}

describe('faceOf', () => {
  it('finds nobody before a wall', () => {
    expect(faceOf(picture())).to.equal(null);
  });

  it('finds a face, where it is, and its hottest spot', () => {
    const found = faceOf(
      picture({ at: [10, 5], size: [6, 8], warm: 3400 }, { at: [12, 7], size: [2, 1], warm: 3480 }),
    );
    expect(found).to.deep.equal({
      max: 3480,
      hottest: 7 * width + 12,
      size: 48,
      box: { left: 10, top: 5, right: 15, bottom: 12 },
    });
  });

  it('takes the nearer of two: the greater', () => {
    const found = faceOf(
      picture({ at: [2, 2], size: [3, 3], warm: 3600 }, { at: [16, 8], size: [6, 7], warm: 3420 }),
    );
    expect(found?.max).to.equal(3420);
  });

  it('takes a cup for no face, and no face for it', () => {
    const cup = { at: [20, 10] as [number, number], size: [6, 6] as [number, number], warm: 5500 };
    expect(faceOf(picture(cup))).to.equal(null);
    expect(faceOf(picture(cup, { at: [4, 4], size: [4, 4], warm: 3450 }))?.max).to.equal(3450);
  });

  it('does not believe a single pixel that none of its neighbours is near', () => {
    const found = faceOf(
      picture({ at: [10, 5], size: [6, 8], warm: 3400 }, { at: [12, 7], size: [1, 1], warm: 4100 }),
    );
    expect(found?.max).to.equal(3400);
    expect(faceOf(picture({ at: [12, 7], size: [1, 1], warm: 3600 })), 'alone').to.equal(null);
  });

  it('takes a hand before the lens for no face', () => {
    expect(faceOf(picture({ at: [0, 0], size: [32, 24], warm: 3400 }))).to.equal(null);
  });

  it('finds nobody in a hot room by its walls', () => {
    const room = picture();
    expect(faceOf({ ...room, pixels: room.pixels.map(() => 3350), ambient: 3300 })).to.equal(null);
  });

  it('finds a face in a corner, and joins none over the edge', () => {
    const found = faceOf(
      picture({ at: [30, 0], size: [2, 4], warm: 3450 }, { at: [0, 1], size: [1, 3], warm: 3500 }),
    );
    expect(found?.box).to.deep.equal({ left: 30, top: 0, right: 31, bottom: 3 });
  });
});
