import { expect } from '@open-wc/testing';
import type { Luma } from '../../src/camera/qr/luma.ts';
import { Stillness } from '../../src/camera/stillness.ts';
import { seeded } from '../support/seeded.ts';

const width = 1280;
const height = 720;

describe('Stillness', () => {
  const random = seeded(5);

  /** A wall with a sensor's noise on it, and what is painted on it. */
  function picture(
    paint: (data: Uint8Array) => void = () => undefined,
    { noise = 8, light = 110 } = {},
  ): Luma {
    const data = new Uint8Array(width * height);
    for (let index = 0; index < data.length; index++)
      data[index] = light + ((index % width) / width) * 60 + random.below(4 * noise + 1) - 2 * noise;
    paint(data);
    return { data, width, height };
  }

  /** A chequered square, as a code seen from afar. */
  function code(left: number, side: number) {
    return (data: Uint8Array): void => {
      for (let y = 300; y < 300 + side; y++)
        for (let x = left; x < left + side; x++)
          data[y * width + x] = ((x >> 2) + (y >> 2)) % 2 === 0 ? 20 : 235;
    };
  }

  it('takes the first picture for a movement, and noise for none', () => {
    const stillness = new Stillness();
    expect(stillness.moved(picture())).to.equal(true);
    for (let frame = 0; frame < 20; frame++) expect(stillness.moved(picture())).to.equal(false);
  });

  it('takes a lamp that flickers for none', () => {
    const stillness = new Stillness();
    stillness.moved(picture());
    expect(stillness.moved(picture(undefined, { light: 128 }))).to.equal(false);
    expect(stillness.moved(picture(undefined, { light: 100 }))).to.equal(false);
  });

  it('sees a code that is held up far away, is moved, and is taken away', () => {
    const stillness = new Stillness();
    stillness.moved(picture());
    expect(stillness.moved(picture(code(400, 64)))).to.equal(true);
    expect(stillness.moved(picture(code(400, 64)))).to.equal(false);
    expect(stillness.moved(picture(code(440, 64)))).to.equal(true);
    expect(stillness.moved(picture())).to.equal(true);
    expect(stillness.moved(picture())).to.equal(false);
  });

  it('takes a picture of another size for a movement', () => {
    const stillness = new Stillness();
    stillness.moved(picture());
    expect(stillness.moved({ data: new Uint8Array(640 * 480), width: 640, height: 480 })).to.equal(true);
  });
});
