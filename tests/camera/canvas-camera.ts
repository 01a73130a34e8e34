import { drawCode, type Placement } from './qr/qr-picture.ts';

/**
 * A camera for tests: a canvas that is painted on all the time, with or without a code on it. It is small, since each of its pixels is
 * painted, copied and looked at thirty times a second; whose test is about seeing gives it a camera's size.
 */
export class CanvasCamera {
  readonly canvas = document.createElement('canvas');
  readonly streams: MediaStream[] = [];
  readonly #context: CanvasRenderingContext2D;
  #shown: { text: string; placement: Placement } | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #frame = 0;

  constructor(width = 640, height = 360) {
    this.canvas.width = width;
    this.canvas.height = height;
    this.#context = this.canvas.getContext('2d', { alpha: false })!;
    this.#paint();
    this.run();
  }

  /** Opens the camera, as `getUserMedia` does. */
  open = async (): Promise<MediaStream> => {
    const stream = this.canvas.captureStream(30);
    this.streams.push(stream);
    return stream;
  };

  /** The track opened last. */
  get track(): MediaStreamTrack {
    return this.streams.at(-1)!.getVideoTracks()[0]!;
  }

  /** Holds a code before the camera; without a text, takes it away. @returns when it was painted, performance.now() ms */
  show(text?: string, placement: Placement = this.#middle): number {
    this.#shown = text === undefined ? undefined : { text, placement };
    this.#paint();
    return performance.now();
  }

  /** How many frames were painted. */
  get mark(): number {
    return this.#frame;
  }

  /** Where a code is held when nothing is said of it. */
  get #middle(): Placement {
    const { width } = this.canvas;
    return { left: width * 0.328, top: width * 0.109, modulePixels: width / 128 };
  }

  /** No new frames, as if the driver hung. */
  freeze(): void {
    clearInterval(this.#timer);
  }

  run(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#paint(), 33);
  }

  #paint(): void {
    const { canvas } = this;
    const context = this.#context;
    context.fillStyle = '#777';
    context.fillRect(0, 0, canvas.width, canvas.height);
    // Something that moves: a canvas gives a frame only when it was painted on.
    context.fillStyle = '#999';
    context.fillRect((this.#frame++ * 7) % canvas.width, 0, 20, 20);
    if (this.#shown) drawCode(context, this.#shown.text, this.#shown.placement);
  }
}
