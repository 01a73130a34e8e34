import { FrameTimes } from './frame-times.ts';
import type { Pump, PumpListener } from './pump.ts';

/** As Chromium has it; the standard's own is in workers alone. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}

type TrackProcessorClass = new (options: {
  track: MediaStreamTrack;
  maxBufferSize?: number;
}) => TrackProcessor;

function processorClass(): TrackProcessorClass | undefined {
  return (globalThis as { MediaStreamTrackProcessor?: TrackProcessorClass }).MediaStreamTrackProcessor;
}

/** True where the browser hands a page its camera's frames themselves. */
export function canPumpTracks(): boolean {
  return processorClass() !== undefined;
}

/**
 * Takes frames from a camera's track itself: they come without waiting for the screen to be painted, which the frames of a video
 * element do, and are not copied. While the page is hidden none is taken.
 */
export class TrackPump implements Pump {
  readonly #times = new FrameTimes();
  readonly #track: MediaStreamTrack;
  readonly #listener: PumpListener;
  #reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
  #busy = false;
  /** The newest frame that nobody took yet. */
  #untaken: { image: VideoFrame; capturedAt: number } | undefined;

  constructor(track: MediaStreamTrack, listener: PumpListener) {
    this.#track = track;
    this.#listener = listener;
  }

  get framesPerSecond(): number {
    return this.#times.perSecond;
  }

  get lastFrameAt(): number | null {
    return this.#times.last;
  }

  /** @throws Error where the browser has no such frames, or none of this track */
  start(): void {
    if (this.#reader) return;
    const Processor = processorClass();
    if (!Processor) throw new Error('This browser gives no frames of a track.');
    // One: a frame that is not taken in time is replaced by the next.
    const reader = new Processor({ track: this.#track, maxBufferSize: 1 }).readable.getReader();
    this.#reader = reader;
    this.#busy = false;
    void this.#read(reader);
  }

  stop(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#drop();
    void reader?.cancel().catch(() => undefined);
  }

  release(): void {
    this.#busy = false;
    const next = this.#untaken;
    this.#untaken = undefined;
    if (next) this.#give(next);
  }

  async #read(reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
    for (;;) {
      const { value: image } = await reader.read().catch(() => ({ value: undefined }));
      // The track has ended, which the stream's watchdog deals with.
      if (!image) return;
      if (reader !== this.#reader || document.hidden) {
        image.close();
        continue;
      }
      const capturedAt = performance.now();
      this.#times.note(capturedAt);
      this.#listener.seen();
      this.#drop();
      if (this.#busy) this.#untaken = { image, capturedAt };
      else this.#give({ image, capturedAt });
    }
  }

  #give(frame: { image: VideoFrame; capturedAt: number }): void {
    this.#busy = true;
    this.#listener.take(frame);
  }

  #drop(): void {
    this.#untaken?.image.close();
    this.#untaken = undefined;
  }
}
