/** A frame on its way to a reader. Whoever takes it closes it, or hands it on. */
export interface PumpedFrame {
  image: VideoFrame | ImageData;
  /** When the camera saw it (where the browser tells), else when it came to the page; ms on performance.now()'s clock. */
  capturedAt: number;
}

/**
 * Gives frames, one at a time: the next one when the reader is done with the last, and then the newest there is. Frames in
 * between are dropped, so what is read is never old.
 */
export interface Pump {
  /** Frames that the camera gave in the last second. */
  readonly framesPerSecond: number;
  /** When the last frame came, ms on performance.now()'s clock; null before the first. */
  readonly lastFrameAt: number | null;
  start(): void;
  stop(): void;
  /** The reader is done: the newest frame that came meanwhile is taken at once. */
  release(): void;
}

/** What a pump tells. */
export interface PumpListener {
  /** Gets a frame; it must be let go by `release()` before the next comes. */
  take: (frame: PumpedFrame) => void;
  /** Called for each frame, taken or not: the watchdog's food. */
  seen: () => void;
}
