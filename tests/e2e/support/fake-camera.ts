import { closeSync, openSync, writeSync } from 'node:fs';
import { correction, generate } from 'lean-qr';

const width = 1280;
const height = 720;
const frames = 6;
const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`);
const frameHeader = Buffer.from('FRAME\n');

/** A grey picture with a QR code in its middle, or without one, as planar YUV 4:2:0. */
function picture(text: string | null): Buffer {
  const yuv = Buffer.alloc((width * height * 3) / 2, 128);
  yuv.fill(110, 0, width * height);
  if (text === null) return yuv;
  const code = generate(text, { minCorrectionLevel: correction.L });
  const border = 4;
  const side = code.size + 2 * border;
  const scale = Math.floor(560 / side);
  const left = Math.floor((width - side * scale) / 2);
  const top = Math.floor((height - side * scale) / 2);
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      const dark = code.get(Math.floor(x / scale) - border, Math.floor(y / scale) - border);
      yuv[(top + y) * width + left + x] = dark ? 20 : 235;
    }
  }
  return yuv;
}

/**
 * The file behind Chromium's fake camera. It is overwritten in place with as many bytes as before, which Chromium shows
 * 17-80 ms later; its loop never ends.
 */
export class FakeCamera {
  readonly file: string;

  /** @param file a path ending in .y4m; it is made with nothing before the camera. */
  constructor(file: string) {
    this.file = file;
    closeSync(openSync(file, 'w'));
    this.show(null);
  }

  /** Holds a QR code before the camera; null takes it away. @returns when the file was written, ms since 1970 */
  show(text: string | null): number {
    const one = Buffer.concat([frameHeader, picture(text)]);
    const whole = Buffer.concat([header, ...Array.from({ length: frames }, () => one)]);
    const handle = openSync(this.file, 'r+');
    try {
      writeSync(handle, whole, 0, whole.length, 0);
    } finally {
      closeSync(handle);
    }
    return performance.timeOrigin + performance.now();
  }
}
