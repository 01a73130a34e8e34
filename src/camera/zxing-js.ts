/**
 * ZXing's decoder in plain JavaScript: a second opinion on frames in which the first saw nothing, and the only one where
 * WebAssembly is missing. Imported by its parts: the package's index would bring every kind of bar code along.
 */
import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap';
import DecodeHintType from '@zxing/library/esm/core/DecodeHintType';
import PlanarYUVLuminanceSource from '@zxing/library/esm/core/PlanarYUVLuminanceSource';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer';
import QRCodeReader from '@zxing/library/esm/core/qrcode/QRCodeReader';
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

/** The second decoder. */
export class ZxingJs {
  private readonly reader = new QRCodeReader();

  /**
   * The text of a QR code in the picture, or undefined.
   * @param factor how many times smaller the picture is made first; at full size noise disturbs this decoder
   */
  read(luma: Luma, factor: 1 | 2 | 4): string | undefined {
    const { data, width, height } = shrink(luma, factor);
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, width * height);
    const source = new PlanarYUVLuminanceSource(pixels, width, height, 0, 0, width, height, false);
    try {
      return this.reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText() || undefined;
    } catch {
      // It says "no code here" by several kinds of exceptions, and on some pictures by plain errors.
      return undefined;
    } finally {
      this.reader.reset();
    }
  }
}
