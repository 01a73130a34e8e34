import { correction, generate } from 'lean-qr';
import { lumaOfPixels, type Luma } from '../../../src/camera/qr/luma.ts';
import { seededRandom } from '../../serial/bytes.ts';

/** Where and how a code is drawn; lengths in pixels, angles in degrees. */
export interface Placement {
  left?: number;
  top?: number;
  modulePixels?: number;
  turned?: number;
  inverted?: boolean;
}

export type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws a QR code with a border of four modules. */
export function drawCode(context: Canvas2d, text: string, placement: Placement = {}): void {
  const { left = 0, top = 0, modulePixels = 6, turned = 0, inverted = false } = placement;
  const code = generate(text, { minCorrectionLevel: correction.L });
  const side = (code.size + 8) * modulePixels;
  const [light, dark] = inverted ? ['#111', '#eee'] : ['#eee', '#111'];
  context.save();
  context.translate(left + side / 2, top + side / 2);
  context.rotate((turned * Math.PI) / 180);
  context.translate(-side / 2, -side / 2);
  context.fillStyle = light!;
  context.fillRect(0, 0, side, side);
  context.fillStyle = dark!;
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) {
        context.fillRect((x + 4) * modulePixels, (y + 4) * modulePixels, modulePixels, modulePixels);
      }
    }
  }
  context.restore();
}

/** A grey picture with what `draw` puts into it, and some noise (0..255) from a fixed seed. */
export function picture(
  draw: (context: Canvas2d) => void,
  size = { width: 1280, height: 720 },
  noise = 0,
): Luma {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#888';
  context.fillRect(0, 0, size.width, size.height);
  draw(context);
  const luma = lumaOfPixels(context.getImageData(0, 0, size.width, size.height).data, size);
  if (noise > 0) {
    const random = seededRandom(1);
    luma.data = luma.data.map((value) => Math.min(255, Math.max(0, value + (random() - 0.5) * noise)));
  }
  return luma;
}
