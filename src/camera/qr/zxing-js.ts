/**
 * ZXing's decoder in plain JavaScript: a second opinion on frames in which the first saw nothing, and the only one where
 * WebAssembly is missing. Imported by its parts: the package's index would bring every kind of bar code along.
 */
import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap';
import DecodeHintType from '@zxing/library/esm/core/DecodeHintType';
import PlanarYUVLuminanceSource from '@zxing/library/esm/core/PlanarYUVLuminanceSource';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer';
import QRCodeReader from '@zxing/library/esm/core/qrcode/QRCodeReader';
import { foundCode, type FoundCode } from './found-code.ts';
import type { Luma } from './luma.ts';

const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);

/** The picture made `factor` times smaller each way, each pixel the mean of those it stands for. */
export function shrink({ data, width, height }: Luma, factor: number): Luma {
  if (factor === 1) return { data, width, height };
  const small: Luma = {
    width: Math.floor(width / factor),
    height: Math.floor(height / factor),
    data: new Uint8Array(0),
  };
  small.data = new Uint8Array(small.width * small.height);
  const count = factor * factor;
  for (let y = 0, to = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy++) {
        const row = (y * factor + dy) * width + x * factor;
        for (let dx = 0; dx < factor; dx++) sum += data[row + dx]!;
      }
      small.data[to++] = sum / count;
    }
  }
  return small;
}

/**
 * Parts of the picture as fractions of it: left, top, right, bottom. Neighbours overlap, so that a code is whole in one. Ten
 * parts and three scales meet in thirty frames.
 */
const parts = [
  [0.25, 0.25, 0.75, 1],
  [0, 0, 0.5, 1],
  [0.25, 0, 0.75, 1],
  [0.5, 0, 1, 1],
  [0, 0, 0.4, 0.6],
  [0.3, 0, 0.7, 0.6],
  [0.6, 0, 1, 0.6],
  [0, 0.4, 0.4, 1],
  [0.3, 0.4, 0.7, 1],
  [0.6, 0.4, 1, 1],
] as const;
/** So many codes are looked for in one view. */
const mostInView = 8;

/** A copy of a part of a picture. */
function cut({ data, width, height }: Luma, [left, top, right, bottom]: (typeof parts)[number]): Luma {
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)];
  const part: Luma = {
    width: Math.floor(right * width) - x,
    height: Math.floor(bottom * height) - y,
    data: new Uint8Array(0),
  };
  part.data = new Uint8Array(part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const from = (y + row) * width + x;
    part.data.set(data.subarray(from, from + part.width), row * part.width);
  }
  return part;
}

type Corners = { x: number; y: number }[];

/** Paints over a code between the middles of its finder patterns: it is not found again, and its neighbours stay whole. */
function wipe({ data, width, height }: Luma, corners: Corners): void {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const margin = Math.max(2, (Math.max(...xs) - Math.min(...xs)) * 0.05);
  const clamp = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)));
  const [left, right] = [clamp(Math.min(...xs) - margin, width), clamp(Math.max(...xs) + margin, width)];
  const [top, bottom] = [clamp(Math.min(...ys) - margin, height), clamp(Math.max(...ys) + margin, height)];
  for (let y = top; y < bottom; y++) data.fill(128, y * width + left, y * width + right);
}

/**
 * The second decoder. It looks for one code at a time and mixes up the marks of several, so what it found is painted over
 * and the picture read once more; and each call looks at one part of the picture too, the next call at the next part.
 */
export class ZxingJs {
  readonly #reader = new QRCodeReader();
  #part = 0;

  /**
   * The QR codes with a text that are found in the picture; a text that is there twice comes once.
   * @param factor how many times smaller the picture is made first; at full size noise disturbs this decoder
   */
  read(luma: Luma, factor: 1 | 2 | 4): FoundCode[] {
    const small = shrink(luma, factor);
    const region = parts[this.#part++ % parts.length]!;
    const part = cut(small, region);
    const [left, top] = [Math.floor(region[0] * small.width), Math.floor(region[1] * small.height)];
    // The whole is painted on: it must be a copy of its own.
    const whole = factor === 1 ? { ...small, data: small.data.slice() } : small;
    const codes = this.#readAll(whole, { x: 0, y: 0 }, small);
    for (const code of this.#readAll(part, { x: left, y: top }, small))
      if (!codes.some(({ text }) => text === code.text)) codes.push(code);
    return codes;
  }

  /** @param at where the view lies in the whole picture */
  #readAll(view: Luma, at: { x: number; y: number }, whole: Luma): FoundCode[] {
    const codes: FoundCode[] = [];
    for (let count = 0; count < mostInView; count++) {
      const found = this.#readOne(view);
      if (!found) break;
      const corners = found.corners.map(({ x, y }) => ({ x: x + at.x, y: y + at.y }));
      if (found.text !== '' && !codes.some(({ text }) => text === found.text))
        codes.push(foundCode(found.text, corners, whole));
      wipe(view, found.corners);
    }
    return codes;
  }

  #readOne({ data, width, height }: Luma): { text: string; corners: Corners } | null {
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, width * height);
    const source = new PlanarYUVLuminanceSource(pixels, width, height, 0, 0, width, height, false);
    try {
      const result = this.#reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints);
      const [a, b, c] = result.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() }));
      if (!a || !b || !c) return null;
      // The points are the middles of the finder patterns, the corner between the two others second.
      return { text: result.getText(), corners: [a, b, c, { x: a.x + c.x - b.x, y: a.y + c.y - b.y }] };
    } catch {
      // It says "no code here" by several kinds of exceptions, and on some pictures by plain errors.
      return null;
    } finally {
      this.#reader.reset();
    }
  }
}
