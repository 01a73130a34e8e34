/** A frame on its way to a reader. Whoever takes it closes it, or hands it on. */
export interface PumpedFrame {
  image: VideoFrame | ImageData;
  /** When the camera saw it (where the browser tells), else when it came to the page; ms on performance.now()'s clock. */
  capturedAt: number;
}

/** A time before the frame came to the page by more than this is no time of capture, ms. */
const oldestCapture = 1000;

/**
 * Takes frames out of a playing video, one at a time: the next one is taken when the reader is done with the last, and
 * then the newest there is. Frames in between are dropped, so what is read is never old.
 */
export class FramePump {
  #callback: number | undefined;
  #running = false;
  #busy = false;
  /** When the newest frame that nobody took yet was captured. */
  #untaken: number | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #arrivals: number[] = [];
  #lastTime = -1;
  readonly #video: HTMLVideoElement;
  readonly #take: (frame: PumpedFrame) => void;
  readonly #seen: () => void;

  /**
   * @param video what plays; frames come only while it does
   * @param take gets a frame; it must be let go by `release()` before the next comes
   * @param seen called for each frame, taken or not: the watchdog's food
   */
  constructor(
    video: HTMLVideoElement,
    take: (frame: PumpedFrame) => void,
    seen: () => void = () => undefined,
  ) {
    this.#video = video;
    this.#take = take;
    this.#seen = seen;
  }

  /** Frames that the camera gave in the last second. */
  get framesPerSecond(): number {
    const now = performance.now();
    return this.#arrivals.filter((at) => now - at <= 1000).length;
  }

  /** When the last frame came, ms on performance.now()'s clock; null before the first. */
  get lastFrameAt(): number | null {
    return this.#arrivals.at(-1) ?? null;
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

  /** The reader is done: the newest frame that came meanwhile is taken at once. */
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
    this.#arrivals = this.#arrivals.filter((at) => now - at <= 1000);
    this.#arrivals.push(now);
    this.#seen();
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
    this.#take({ image, capturedAt });
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
