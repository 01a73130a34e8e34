/** The brightness of a picture: one byte a pixel, rows without gaps. All that a QR code needs. */
export interface Luma {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Formats whose first plane is the brightness, one byte a pixel. */
const planarFormats = new Set(['I420', 'I420A', 'I422', 'I422A', 'I444', 'I444A', 'NV12']);
/** Where red and blue are in formats of four bytes a pixel; green is at 1 in all of them. */
const packedFormats: Record<string, { red: number; blue: number }> = {
  RGBA: { red: 0, blue: 2 },
  RGBX: { red: 0, blue: 2 },
  BGRA: { red: 2, blue: 0 },
  BGRX: { red: 2, blue: 0 },
};

/** Brightness of pixels of four bytes (weights of ITU-R BT.601, as cameras and decoders use them). */
export function lumaOfPixels(
  pixels: Uint8Array | Uint8ClampedArray,
  size: { width: number; height: number; stride?: number; red?: number; blue?: number },
): Luma {
  const { width, height, stride = width * 4, red = 0, blue = 2 } = size;
  const data = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = y * stride; x < width; x++, from += 4) {
      data[to++] =
        (306 * pixels[from + red]! + 601 * pixels[from + 1]! + 117 * pixels[from + blue]! + 512) >> 10;
    }
  }
  return { data, width, height };
}

/** Rows of `width` bytes, taken out of rows of `stride` bytes. The same array, where there is nothing to take out. */
export function compactRows(
  bytes: Uint8Array,
  { offset, stride, width, height }: { offset: number; stride: number; width: number; height: number },
): Uint8Array {
  if (stride === width) return bytes.subarray(offset, offset + width * height);
  const rows = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = offset + y * stride;
    rows.set(bytes.subarray(from, from + width), y * width);
  }
  return rows;
}

/** Turns video frames into brightness, by the cheapest way that each frame's format allows. */
export class LumaSource {
  #buffer = new Uint8Array(0);
  #canvas: OffscreenCanvas | undefined;

  /**
   * The brightness of a frame; valid until the next call, which uses the same memory. The frame stays open.
   * @throws DOMException when the frame was closed, or the browser cannot give its pixels
   */
  async of(frame: VideoFrame): Promise<Luma> {
    const format = frame.format ?? 'opaque';
    const packed = packedFormats[format];
    if (!packed && !planarFormats.has(format)) return this.#byCanvas(frame);
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const bytes = this.#bufferOf(frame.allocationSize());
    const { offset, stride } = (await frame.copyTo(bytes))[0]!;
    if (packed) return lumaOfPixels(bytes.subarray(offset), { width, height, stride, ...packed });
    return { data: compactRows(bytes, { offset, stride, width, height }), width, height };
  }

  /** For frames that live in the graphics card, and formats of more than eight bits. */
  #byCanvas(frame: VideoFrame): Luma {
    const { displayWidth: width, displayHeight: height } = frame;
    this.#canvas ??= new OffscreenCanvas(width, height);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context)
      throw new DOMException('The browser gave no canvas to read a video frame with.', 'NotSupportedError');
    context.drawImage(frame, 0, 0, width, height);
    return lumaOfPixels(context.getImageData(0, 0, width, height).data, { width, height });
  }

  #bufferOf(size: number): Uint8Array<ArrayBuffer> {
    if (this.#buffer.length < size) this.#buffer = new Uint8Array(size);
    return this.#buffer as Uint8Array<ArrayBuffer>;
  }
}
