import { expect } from '@open-wc/testing';
import { LumaSource, compactRows, lumaOfPixels } from '../../../src/camera/qr/luma.ts';

/** A picture of 8 x 6 whose brightness is its place: 4 * (8 * y + x). */
const width = 8;
const height = 6;
const expected = Array.from({ length: width * height }, (_, i) => 4 * i);

/** A frame of a planar format whose rows are `stride` bytes apart, the gaps full of 255. */
function planar(
  format: VideoPixelFormat,
  stride: number,
  planes: { rows: number; bytes: number }[],
): VideoFrame {
  const gap = stride - width;
  const luma = new Uint8Array(stride * height).fill(255);
  expected.forEach((value, i) => (luma[Math.floor(i / width) * stride + (i % width)] = value));
  const layout: PlaneLayout[] = [{ offset: 0, stride }];
  let end = luma.length;
  for (const { rows, bytes } of planes) {
    layout.push({ offset: end, stride: bytes + gap });
    end += rows * (bytes + gap);
  }
  const data = new Uint8Array(end).fill(128);
  data.set(luma);
  return new VideoFrame(data, { format, codedWidth: width, codedHeight: height, timestamp: 0, layout });
}

function packed(format: VideoPixelFormat): VideoFrame {
  const data = new Uint8Array(width * height * 4).fill(255);
  expected.forEach((value, i) => data.fill(value, i * 4, i * 4 + 3));
  return new VideoFrame(data, { format, codedWidth: width, codedHeight: height, timestamp: 0 });
}

describe('LumaSource', () => {
  const source = new LumaSource();
  const frames: [name: string, frame: () => VideoFrame][] = [
    [
      'I420',
      () =>
        planar('I420', 8, [
          { rows: 3, bytes: 4 },
          { rows: 3, bytes: 4 },
        ]),
    ],
    [
      'I420 with gaps between its rows',
      () =>
        planar('I420', 24, [
          { rows: 3, bytes: 4 },
          { rows: 3, bytes: 4 },
        ]),
    ],
    [
      'I422',
      () =>
        planar('I422', 8, [
          { rows: 6, bytes: 4 },
          { rows: 6, bytes: 4 },
        ]),
    ],
    [
      'I444',
      () =>
        planar('I444', 8, [
          { rows: 6, bytes: 8 },
          { rows: 6, bytes: 8 },
        ]),
    ],
    ['NV12', () => planar('NV12', 8, [{ rows: 3, bytes: 8 }])],
    ['RGBA', () => packed('RGBA')],
    ['BGRX', () => packed('BGRX')],
  ];
  for (const [name, make] of frames) {
    it(`gives the brightness of ${name}`, async () => {
      const frame = make();
      const luma = await source.of(frame);
      frame.close();
      expect([luma.width, luma.height]).to.deep.equal([width, height]);
      expect([...luma.data]).to.deep.equal(expected);
    });
  }

  it('gives only the part of the frame that is to be seen', async () => {
    const whole = planar('I420', 8, [
      { rows: 3, bytes: 4 },
      { rows: 3, bytes: 4 },
    ]);
    const frame = new VideoFrame(whole, { visibleRect: { x: 2, y: 2, width: 4, height: 2 } });
    whole.close();
    const luma = await source.of(frame);
    frame.close();
    expect([luma.width, luma.height]).to.deep.equal([4, 2]);
    expect([...luma.data]).to.deep.equal([18, 19, 20, 21, 26, 27, 28, 29].map((i) => 4 * i));
  });

  it('reads formats that it does not know by a canvas', async () => {
    const frame = packed('RGBA');
    Object.defineProperty(frame, 'format', { value: null });
    const luma = await source.of(frame);
    frame.close();
    expect([luma.width, luma.height]).to.deep.equal([width, height]);
    for (const [i, value] of luma.data.entries()) expect(value).to.be.within(4 * i - 2, 4 * i + 2);
  });

  it('takes frames of other sizes one after the other', async () => {
    const canvas = new OffscreenCanvas(640, 480);
    canvas.getContext('2d')!.fillRect(0, 0, 640, 480);
    const big = new VideoFrame(canvas, { timestamp: 0 });
    expect((await source.of(big)).data.length).to.equal(640 * 480);
    big.close();
    const small = packed('RGBA');
    expect([...(await source.of(small)).data]).to.deep.equal(expected);
    small.close();
  });

  it('refuses a closed frame', async () => {
    const frame = packed('RGBA');
    frame.close();
    const error = await source.of(frame).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
  });
});

describe('lumaOfPixels', () => {
  const colours: [name: string, red: number, green: number, blue: number, luma: number][] = [
    ['black', 0, 0, 0, 0],
    ['white', 255, 255, 255, 255],
    ['red', 255, 0, 0, 76],
    ['green', 0, 255, 0, 150],
    ['blue', 0, 0, 255, 29],
  ];
  for (const [name, red, green, blue, luma] of colours) {
    it(`gives ${name} the brightness ${luma}, whichever end red is at`, () => {
      const size = { width: 1, height: 1 };
      expect([...lumaOfPixels(Uint8Array.of(red, green, blue, 255), size).data]).to.deep.equal([luma]);
      const swapped = lumaOfPixels(Uint8Array.of(blue, green, red, 255), { ...size, red: 2, blue: 0 });
      expect([...swapped.data]).to.deep.equal([luma]);
    });
  }
});

describe('compactRows', () => {
  it('leaves out what is before, between and after the rows', () => {
    const bytes = Uint8Array.of(9, 1, 2, 9, 9, 3, 4, 9, 9, 9);
    const rows = compactRows(bytes, { offset: 1, stride: 4, width: 2, height: 2 });
    expect([...rows]).to.deep.equal([1, 2, 3, 4]);
  });
});
