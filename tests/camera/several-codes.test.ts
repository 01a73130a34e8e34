import { expect } from '@open-wc/testing';
import type { FoundCode } from '../../src/camera/qr/found-code.ts';
import type { Luma } from '../../src/camera/qr/luma.ts';
import { QrDecoder } from '../../src/camera/qr/qr-decoder.ts';
import { ZxingCpp } from '../../src/camera/qr/zxing-cpp.ts';
import { ZxingJs } from '../../src/camera/qr/zxing-js.ts';
import { drawCode, picture, type Canvas2d } from './qr/qr-picture.ts';

/** As long as a live pass is. */
const pass = 'H1:' + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:'.repeat(6);
const advert = (number: number): string => `https://advert.example/${number}`;
const texts = (codes: readonly FoundCode[]): string[] => codes.map(({ text }) => text).toSorted();

/** So many codes of different sizes, none above another. */
function scene(count: number): { luma: Luma; all: string[] } {
  const all = Array.from({ length: count }, (_, index) => advert(index));
  const luma = picture((c) => {
    all.forEach((text, index) =>
      drawCode(c, text, {
        left: (index % 4) * 315 + 4,
        top: 10 + 350 * Math.floor(index / 4),
        modulePixels: [8, 4, 6, 5, 7, 3, 8, 5][index]!,
        turned: [0, 0, 4, 90, 0, 180, 0, -5][index]!,
      }),
    );
  });
  return { luma, all };
}

/** Posters in a row, and below them a pass in the frame. */
function postersAbove(count: number, c: Canvas2d): void {
  for (let index = 0; index < count; index++)
    drawCode(c, advert(index), { left: index * (1280 / count), top: 6, modulePixels: 6 });
  drawCode(c, pass, { left: 440, top: 260, modulePixels: 5 });
}

describe('several codes in one picture', () => {
  let cpp: ZxingCpp;
  before(async () => {
    cpp = await ZxingCpp.load();
  });

  for (const effort of ['quick', 'thorough'] as const) {
    for (const count of [1, 2, 3, 4, 5, 6, 7, 8]) {
      it(`are all read by a ${effort} look: ${count} of different sizes`, () => {
        const { luma, all } = scene(count);
        expect(texts(cpp.read(luma, effort))).to.deep.equal(all);
      });
    }
  }

  for (const count of [1, 2, 4, 6]) {
    it(`do not hide a pass: ${count} above it`, () => {
      const found = cpp.read(
        picture((c) => postersAbove(count, c)),
        'quick',
      );
      expect(texts(found)).to.deep.equal(
        [pass, ...Array.from({ length: count }, (_, i) => advert(i))].toSorted(),
      );
      expect(found.filter(({ inFrame }) => inFrame).map(({ text }) => text)).to.deep.equal([pass]);
    });
  }

  it('do not hide a pass beside a larger advert, on either side', () => {
    for (const [left, at] of [
      [640, 20],
      [20, 700],
    ] as const) {
      const both = picture((c) => {
        drawCode(c, advert(1), { left, top: 40, modulePixels: 18 });
        drawCode(c, pass, { left: at, top: 200, modulePixels: 5 });
      });
      expect(texts(cpp.read(both, 'quick'))).to.deep.equal([pass, advert(1)].toSorted());
    }
  });

  it('of one text count once', () => {
    const twice = picture((c) => {
      drawCode(c, 'same', { left: 60, top: 100 });
      drawCode(c, 'same', { left: 700, top: 100 });
    });
    expect(texts(cpp.read(twice, 'quick'))).to.deep.equal(['same']);
    const js = new ZxingJs();
    const found = Array.from({ length: 10 }, () => texts(js.read(twice, 2)));
    expect(Math.max(...found.map(({ length }) => length))).to.equal(1);
  });

  it('tell which of them is held in the frame', () => {
    for (const decoder of [cpp, { read: (luma: Luma) => new ZxingJs().read(luma, 1) }]) {
      const found = decoder.read(
        picture((c) => {
          drawCode(c, 'middle', { left: 520, top: 240, modulePixels: 8 });
          drawCode(c, 'edge', { left: 20, top: 20, modulePixels: 8 });
        }),
        'quick',
      );
      expect(found.find(({ text }) => text === 'middle')?.inFrame).to.equal(true);
      expect(found.find(({ text }) => text === 'edge')?.inFrame).not.to.equal(true);
    }
  });

  describe('where the JavaScript decoder does the work', () => {
    /** All that it reads of a still picture within so many frames. */
    function within(luma: Luma, frames: number): string[] {
      const decoder = new QrDecoder(undefined, new ZxingJs());
      const found = new Set<string>();
      for (let frame = 0; frame < frames; frame++)
        for (const { text } of decoder.decode(luma)) found.add(text);
      return [...found].toSorted();
    }

    for (const count of [1, 2, 3, 4]) {
      it(`${count} codes are read within thirty frames`, () => {
        const { luma, all } = scene(count);
        expect(within(luma, 30)).to.deep.equal(all);
      });
    }

    it('four posters above a pass do not hide it', () => {
      expect(
        within(
          picture((c) => postersAbove(4, c)),
          30,
        ),
      ).to.include(pass);
    });
  });
});

describe('a code that only a thorough look reads', () => {
  it('is not hidden by a poster that a quick look reads', async () => {
    const decoder = new QrDecoder(await ZxingCpp.load(), new ZxingJs());
    const dark = picture((c) => {
      drawCode(c, advert(1), { left: 20, top: 20, modulePixels: 8 });
      drawCode(c, pass, { left: 500, top: 150, modulePixels: 5, inverted: true });
    });
    const found = new Set<string>();
    for (let frame = 0; frame < 8; frame++)
      for (const { text } of decoder.decode(dark, frame > 0)) found.add(text);
    expect([...found].toSorted()).to.deep.equal([pass, advert(1)].toSorted());
  });
});
