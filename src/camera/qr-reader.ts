import { backOffMs } from '../domain/time/back-off.ts';
import { Listeners } from '../domain/events/listeners.ts';
import { CameraStream, type CameraState, type CameraStreamOptions } from './camera-stream.ts';
import { openCamera, type CameraChoice, type OpenStream } from './open-camera.ts';
import type { Decoded } from './qr/qr-decoder.ts';
import { FrameRate } from './frame-rate.ts';
import type { Pump, PumpListener, PumpedFrame } from './pump.ts';
import type { FrameMessage, WorkerMessage } from './qr/qr-messages.ts';
import { TrackPump, canPumpTracks } from './track-pump.ts';
import { VideoPump } from './video-pump.ts';

/** QR codes were seen in one frame: all that could be read. All times are ms on the page's performance.now() clock. */
export interface CodesSeen {
  codes: Decoded[];
  /** When the camera saw the frame. */
  capturedAt: number;
  /** When the texts were read out of it. */
  decodedAt: number;
  /** When the page heard of it. */
  at: number;
}

/** What a QrReader reports. */
export interface QrReaderEvents {
  /** For every frame with a code: some thirty times a second while a phone is held up. See PresentationGate. */
  codes: CodesSeen;
  /** The camera's state; `interrupted` also while codes cannot be read although frames come. */
  state: CameraState;
  /** Something for the log: why the camera is not running, or why the slower decoder is used. */
  problem: string;
}

/** The reader's health, for the fleet. */
export interface QrReaderHeartbeat {
  state: CameraState;
  /** The camera's own state, whatever is read of its pictures. */
  camera: CameraState;
  /** True while there is no worker that reads. */
  isBlind: boolean;
  /** Frames that the camera gave in the last second, and frames that were read. */
  framesPerSecond: number;
  readsPerSecond: number;
  /** ms on the page's performance.now() clock, or null before the first. */
  lastFrameAt: number | null;
  /** The decoder that decides, or null while it is being loaded. */
  engine: 'zxing-cpp' | 'zxing-js' | null;
}

export interface QrReaderOptions extends CameraChoice, Partial<Omit<CameraStreamOptions, 'open'>> {
  /** Whether a text is what is looked for; any is when left out. While none is, the decoders look harder. */
  isWanted?: (text: string) => boolean;
  /** Opens the picture in place of the device's camera; everything behind it is the same. */
  openStream?: OpenStream;
  /** Makes the worker; replaced in tests. */
  makeWorker?: () => Worker;
  /** A worker that does not answer for so long is replaced, ms. Default 5000. */
  answerWithinMs?: number;
}

/** Must stand here in full: the bundler finds the worker's file by these words. */
function newWorker(): Worker {
  return new Worker(new URL('./qr/qr-worker.ts', import.meta.url), { type: 'module', name: 'qr' });
}

/** A camera that reads QR codes: stream, pump and worker, kept alive. */
export class QrReader {
  /** What the camera sees; the one given, or one that is in no page. */
  readonly video: HTMLVideoElement;
  readonly #listeners = new Listeners<QrReaderEvents>();
  readonly #camera: CameraStream;
  readonly #frameRate = new FrameRate();
  readonly #listener: PumpListener = {
    take: (frame) => this.#send(frame),
    seen: () => this.#camera.noteFrame(),
  };
  #pump: Pump;
  #running = false;
  readonly #makeWorker: () => Worker;
  readonly #answerWithinMs: number;
  #worker: Worker | undefined;
  #engine: 'zxing-cpp' | 'zxing-js' | null = null;
  #blind = false;
  #told: CameraState = 'starting';
  #lastId = 0;
  #pending: { id: number; capturedAt: number } | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #reads: number[] = [];
  readonly #isWanted: (text: string) => boolean;
  #wanting = false;
  /** Since the last answer. */
  #workerFailures = 0;

  constructor(options: QrReaderOptions = {}) {
    this.video = options.video ?? document.createElement('video');
    this.#makeWorker = options.makeWorker ?? newWorker;
    this.#answerWithinMs = options.answerWithinMs ?? 5000;
    this.#isWanted = options.isWanted ?? (() => true);
    const open = options.openStream ?? (() => openCamera(options));
    this.#camera = new CameraStream({ ...options, video: this.video, open });
    this.#camera.on('state', ({ state, detail }) => {
      if (state !== 'running' && state !== 'starting') this.#listeners.emit('problem', detail);
      this.#tellState();
    });
    this.#camera.on('track', (track) => this.#pumpFrom(track));
    this.#pump = new VideoPump(this.video, this.#listener);
  }

  /** Frames come from the track itself where the browser gives them, else from the video that plays it. */
  #pumpFrom(track: MediaStreamTrack | null): void {
    this.#frameRate.of(track);
    this.#pump.stop();
    if (!track || !this.#running) return;
    if (canPumpTracks()) {
      try {
        this.#pump = new TrackPump(track, this.#listener);
        return this.#pump.start();
      } catch (error) {
        this.#listeners.emit('problem', `The camera's own frames cannot be had: ${String(error)}.`);
      }
    }
    this.#pump = new VideoPump(this.video, this.#listener);
    this.#pump.start();
  }

  on<Type extends keyof QrReaderEvents>(
    type: Type,
    listener: (event: QrReaderEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  get state(): CameraState {
    return this.#blind && this.#camera.state === 'running' ? 'interrupted' : this.#camera.state;
  }

  get heartbeat(): QrReaderHeartbeat {
    const now = performance.now();
    return {
      state: this.state,
      camera: this.#camera.state,
      isBlind: this.#blind,
      framesPerSecond: this.#pump.framesPerSecond,
      readsPerSecond: this.#reads.filter((at) => now - at <= 1000).length,
      lastFrameAt: this.#pump.lastFrameAt,
      engine: this.#engine,
    };
  }

  /** The track that is open now: for torch, zoom and the camera's name. */
  get track(): MediaStreamTrack | undefined {
    return this.#camera.track;
  }

  /** Opens camera and decoder side by side. @returns when the camera was opened or could not be; never rejects */
  async start(): Promise<void> {
    this.#running = true;
    this.#startWorker();
    await this.#camera.start();
  }

  /** Gives the camera back at once, and ends the worker. */
  stop(): void {
    this.#running = false;
    this.#camera.stop();
    this.#endWorker();
  }

  #startWorker(): void {
    if (this.#worker) return;
    const worker = this.#makeWorker();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (worker === this.#worker) this.#receive(data);
    });
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      event.preventDefault();
      this.#replaceWorker(`The QR worker failed: ${event.message || 'its file cannot be loaded'}.`);
    });
  }

  #endWorker(): void {
    clearTimeout(this.#answerTimer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#pending = undefined;
    this.#engine = null;
  }

  /** A dead worker reads nothing while the picture looks fine: say so, and start another one. */
  #replaceWorker(problem: string): void {
    this.#endWorker();
    this.#blind = true;
    this.#listeners.emit('problem', problem);
    this.#tellState();
    this.#answerTimer = setTimeout(
      () => {
        this.#startWorker();
        this.#pump.release();
      },
      backOffMs(this.#workerFailures++),
    );
  }

  #send({ image, capturedAt }: PumpedFrame): void {
    const worker = this.#worker;
    const close = (): void => {
      if (!(image instanceof ImageData)) image.close();
    };
    // Between two workers the frame is lost, and the pump waits until there is one.
    if (!worker) return close();
    const message: FrameMessage = { id: ++this.#lastId, frame: image, wanting: this.#wanting };
    this.#pending = { id: message.id, capturedAt };
    clearTimeout(this.#answerTimer);
    const patience = this.#engine ? this.#answerWithinMs : Math.max(this.#answerWithinMs, 20_000);
    this.#answerTimer = setTimeout(
      () => this.#replaceWorker(`The QR worker did not answer for ${patience} ms.`),
      patience,
    );
    try {
      worker.postMessage(message, [image instanceof ImageData ? image.data.buffer : image]);
    } catch (error) {
      close();
      this.#replaceWorker(`A frame cannot be sent to the QR worker: ${String(error)}.`);
    }
  }

  #receive(message: WorkerMessage): void {
    if (message.type !== 'answer') {
      this.#engine = message.type === 'ready' ? message.engine : null;
      this.#blind = message.type === 'failed';
      if (message.problem) this.#listeners.emit('problem', message.problem);
      this.#tellState();
      return;
    }
    const pending = this.#pending;
    if (pending?.id !== message.id) return;
    clearTimeout(this.#answerTimer);
    this.#pending = undefined;
    this.#workerFailures = 0;
    const at = performance.now();
    this.#reads = this.#reads.filter((read) => at - read <= 1000);
    this.#reads.push(at);
    if (message.problem) this.#listeners.emit('problem', message.problem);
    this.#frameRate.note(message.moved, at);
    const { codes } = message;
    this.#wanting = codes.length > 0 && !codes.some(({ text }) => this.#isWanted(text));
    this.#pump.release();
    if (codes.length === 0) return;
    // Never later than now: the two threads' zeros are only known to some tenths of a millisecond.
    const decodedAt = Math.min(message.decodedAt - performance.timeOrigin, at);
    this.#listeners.emit('codes', { codes, capturedAt: pending.capturedAt, decodedAt, at });
  }

  #tellState(): void {
    if (this.state === this.#told) return;
    this.#told = this.state;
    this.#listeners.emit('state', this.#told);
  }
}
