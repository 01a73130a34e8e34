import { generate, correction } from 'lean-qr';

/**
 * A camera that sees what it is shown: a hand-held phone with a QR code on a moving, slightly noisy picture. It gives a
 * MediaStream like any camera's, so everything behind it is the sentry's own way.
 */
export class DemoCamera {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #code: ImageBitmap | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #frame = 0;

  constructor() {
    this.#canvas.width = 1280;
    this.#canvas.height = 720;
    this.#context = this.#canvas.getContext('2d', { alpha: false })!;
  }

  /** Opens the camera, as `getUserMedia` would. */
  open(): Promise<MediaStream> {
    clearInterval(this.#timer);
    // A timer, not requestAnimationFrame: a camera does not stop because its window is behind another.
    this.#timer = setInterval(() => this.#draw(), 1000 / 30);
    this.#draw();
    return Promise.resolve(this.#canvas.captureStream(30));
  }

  /** Stops painting. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** Holds a code before the camera; null takes it away. */
  async show(text: string | null): Promise<void> {
    this.#code = text === null ? null : await drawCode(text);
  }

  #draw(): void {
    const context = this.#context;
    const { width, height } = this.#canvas;
    const time = this.#frame++ / 30;
    const light = context.createLinearGradient(0, 0, width, height);
    light.addColorStop(0, '#6d7f8a');
    light.addColorStop(1, '#3c4a54');
    context.fillStyle = light;
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'rgb(255 255 255 / 0.07)';
    for (let column = 0; column < 5; column++) context.fillRect(90 + column * 260, 60, 120, 600);
    const code = this.#code;
    if (!code) return;
    context.save();
    context.translate(width / 2 + Math.sin(time * 1.7) * 10, height / 2 + Math.cos(time * 1.3) * 7);
    context.rotate(Math.sin(time * 0.9) * 0.035);
    context.fillStyle = '#15191d';
    context.beginPath();
    context.roundRect(-262, -330, 524, 660, 44);
    context.fill();
    context.fillStyle = '#ffffff';
    context.fillRect(-240, -270, 480, 540);
    context.drawImage(code, -225, -225, 450, 450);
    context.restore();
  }
}

async function drawCode(text: string): Promise<ImageBitmap> {
  const code = generate(text, { minCorrectionLevel: correction.L });
  const border = 4;
  const scale = 6;
  const side = (code.size + 2 * border) * scale;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000000';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) context.fillRect((x + border) * scale, (y + border) * scale, scale, scale);
    }
  }
  return createImageBitmap(canvas);
}
