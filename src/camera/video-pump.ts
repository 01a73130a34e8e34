import { FrameTimes } from './frame-times.ts';
import type { Pump, PumpListener } from './pump.ts';

/** A time before the frame came to the page by more than this is no time of capture, ms. */
const oldestCapture = 1000;

/** Takes frames out of a playing video: where a browser does not give those of the track itself (track-pump.ts). */
export class VideoPump implements Pump {
  #callback: number | undefined;
  #running = false;
  #busy = false;
  /** When the newest frame that nobody took yet was captured. */
  #untaken: number | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #lastTime = -1;
  readonly #video: HTMLVideoElement;
  readonly #listener: PumpListener;
  readonly #times = new FrameTimes();

  /** @param video what plays; frames come only while it does */
  constructor(video: HTMLVideoElement, listener: PumpListener) {
    this.#video = video;
    this.#listener = listener;
  }

  get framesPerSecond(): number {
    return this.#times.perSecond;
  }

  get lastFrameAt(): number | null {
    return this.#times.last;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#busy = false;
    this.#await();
  }

  stop(): void {
    this.#running = false;
    this.#untaken = undefined;
    if (this.#callback === undefined) return;
    if ('cancelVideoFrameCallback' in this.#video) this.#video.cancelVideoFrameCallback(this.#callback);
    else cancelAnimationFrame(this.#callback);
    this.#callback = undefined;
  }

  release(): void {
    this.#busy = false;
    if (this.#running && this.#untaken !== undefined) this.#grab(this.#untaken);
  }

  #await(): void {
    if (!this.#running) return;
    if ('requestVideoFrameCallback' in this.#video) {
      this.#callback = this.#video.requestVideoFrameCallback((now, { captureTime }) =>
        this.#arrived(now, captureTime),
      );
    } else {
      // Browsers without it: look at each repaint whether the video went on.
      this.#callback = requestAnimationFrame((now) => {
        const { currentTime } = this.#video as HTMLVideoElement;
        if (currentTime === this.#lastTime) return this.#await();
        this.#lastTime = currentTime;
        this.#arrived(now, undefined);
      });
    }
  }

  #arrived(now: number, captureTime: number | undefined): void {
    this.#times.note(now);
    this.#listener.seen();
    const known = captureTime !== undefined && captureTime <= now && now - captureTime < oldestCapture;
    const capturedAt = known ? captureTime : now;
    if (this.#busy) this.#untaken = capturedAt;
    else this.#grab(capturedAt);
    this.#await();
  }

  #grab(capturedAt: number): void {
    this.#untaken = undefined;
    const image = this.#picture();
    if (!image) return;
    this.#busy = true;
    this.#listener.take({ image, capturedAt });
  }

  /** The video's picture now; undefined while it has none. */
  #picture(): VideoFrame | ImageData | undefined {
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (width === 0 || height === 0) return undefined;
    try {
      if (typeof VideoFrame === 'function') return new VideoFrame(this.#video);
      this.#canvas ??= document.createElement('canvas');
      if (this.#canvas.width !== width) this.#canvas.width = width;
      if (this.#canvas.height !== height) this.#canvas.height = height;
      const context = this.#canvas.getContext('2d', { willReadFrequently: true, alpha: false });
      context?.drawImage(this.#video, 0, 0, width, height);
      return context?.getImageData(0, 0, width, height);
    } catch {
      // The stream ended between the callback and here: the watchdog deals with that.
      return undefined;
    }
  }
}
