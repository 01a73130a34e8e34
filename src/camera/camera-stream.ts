import { backOffMs } from '../domain/time/back-off.ts';
import { Listeners } from '../domain/events/listeners.ts';
import type { OpenStream } from './open-camera.ts';

/**
 * `starting`: being opened for the first time. `running`: frames come. `interrupted`: they came, or should; it is being
 * opened again. `denied`: the user or the policy forbids it. `missing`: there is no camera.
 */
export type CameraState = 'starting' | 'running' | 'interrupted' | 'denied' | 'missing';

/** What a CameraStream reports. */
export interface CameraStreamEvents {
  /** `detail` says why, for the log. */
  state: { state: CameraState; detail: string };
  /** A track was opened, or the one that was is given back (null). */
  track: MediaStreamTrack | null;
}

export interface CameraStreamOptions {
  /** Plays the stream; it is muted and set to play inline here. */
  video: HTMLVideoElement;
  /** Opens the stream, again and again where need be. A canvas must be painted on all the time: no frame, no camera. */
  open: OpenStream;
  /** A stream without a new frame for so long is dead, whatever it says of itself, ms. Default 3000. */
  stallAfterMs?: number;
  /** The same for the first frame, for which some cameras take their time, ms. Default 8000. */
  firstFrameWithinMs?: number;
  /** The shortest and longest wait before it is opened again, ms. Default 1000 and 30000. */
  retryAfterMs?: number;
  retryAtLongestMs?: number;
}

/** A stream that ran this long was well: the next failure starts with the shortest wait again, ms. */
const steadyAfterMs = 10_000;

function stateAfter(error: unknown): CameraState {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'NotSupportedError')
    return 'missing';
  return 'interrupted';
}

/** Keeps a camera's picture playing in a video element: a gate that stopped seeing must notice and recover by itself. */
export class CameraStream {
  readonly #listeners = new Listeners<CameraStreamEvents>();
  readonly #video: HTMLVideoElement;
  readonly #openStream: OpenStream;
  readonly #stallAfterMs: number;
  readonly #firstFrameWithinMs: number;
  readonly #retryAfterMs: number;
  readonly #retryAtLongestMs: number;
  #current: CameraState = 'starting';
  #why = '';
  #stream: MediaStream | undefined;
  /** Ends what belongs to the stream that is open now. */
  #session: AbortController | undefined;
  /** Ends what belongs to the time between start and stop. */
  #life: AbortController | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #openedAt = 0;
  #lastFrameAt = 0;
  #hasFrame = false;

  constructor(options: CameraStreamOptions) {
    this.#video = options.video;
    this.#openStream = options.open;
    this.#stallAfterMs = options.stallAfterMs ?? 3000;
    this.#firstFrameWithinMs = options.firstFrameWithinMs ?? 8000;
    this.#retryAfterMs = options.retryAfterMs ?? 1000;
    this.#retryAtLongestMs = options.retryAtLongestMs ?? 30_000;
  }

  on<Type extends keyof CameraStreamEvents>(
    type: Type,
    listener: (event: CameraStreamEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  get state(): CameraState {
    return this.#current;
  }

  /** Why it is in its state, for the log. */
  get detail(): string {
    return this.#why;
  }

  /** The track that is open now: for torch and zoom, and for the name of the camera. */
  get track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }

  /** Opens the camera. @returns when the first try is over, whatever came of it; never rejects */
  async start(): Promise<void> {
    if (this.#life) return;
    const life = new AbortController();
    this.#life = life;
    const { signal } = life;
    this.#failures = 0;
    this.#tell('starting', 'The camera is being opened.');
    // A camera that is plugged in, or allowed at last, must not wait for the back-off to end.
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#retryNow('missing', 'interrupted'), {
      signal,
    });
    void this.#watchPermission(signal);
    // While the page is hidden there are no frames, and when it is seen again the first one takes a moment.
    document.addEventListener('visibilitychange', () => (this.#lastFrameAt = performance.now()), { signal });
    await this.#open();
  }

  /** Gives the camera back at once. */
  stop(): void {
    this.#life?.abort();
    this.#life = undefined;
    clearTimeout(this.#retryTimer);
    this.#release();
  }

  /** To be called for each frame that was seen: the watchdog knows of no other sign of life. */
  noteFrame(): void {
    if (!this.#session) return;
    const now = performance.now();
    this.#lastFrameAt = now;
    this.#hasFrame = true;
    if (now - this.#openedAt > steadyAfterMs) this.#failures = 0;
    if (this.#current !== 'running' && this.track?.muted !== true) {
      clearTimeout(this.#retryTimer);
      this.#tell('running', 'Frames come.');
    }
  }

  async #open(): Promise<void> {
    const life = this.#life;
    let stream: MediaStream;
    try {
      stream = await this.#openStream();
    } catch (error) {
      if (this.#life === life) this.#fail(stateAfter(error), String(error));
      return;
    }
    const track = stream.getVideoTracks()[0];
    if (!life || this.#life !== life) {
      for (const each of stream.getTracks()) each.stop();
      return;
    }
    this.#stream = stream;
    if (!track) return this.#fail('missing', 'The stream has no video.');

    const session = new AbortController();
    this.#session = session;
    const { signal } = session;
    this.#hasFrame = false;
    this.#openedAt = this.#lastFrameAt = performance.now();
    track.addEventListener('ended', () => this.#fail('interrupted', 'The camera ended the stream.'), {
      signal,
    });
    track.addEventListener('mute', () => this.#muted(), { signal });
    const watchEvery = Math.max(50, Math.min(500, this.#stallAfterMs / 4));
    const watchdog = setInterval(() => this.#watch(), watchEvery);
    signal.addEventListener('abort', () => clearInterval(watchdog));

    this.#listeners.emit('track', track);
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
    // Fails when the stream is replaced or the element is out of the page for a moment: the watchdog sees what matters.
    await this.#video.play().catch(() => undefined);
  }

  /** The system took the picture away; often it gives it back within a second, and then frames come again. */
  #muted(): void {
    this.#tell('interrupted', 'The system muted the camera.');
    this.#retryLater();
  }

  #watch(): void {
    if (document.hidden) {
      this.#lastFrameAt = performance.now();
      return;
    }
    const patience = this.#hasFrame
      ? this.#stallAfterMs
      : Math.max(this.#firstFrameWithinMs, this.#stallAfterMs);
    const silent = performance.now() - this.#lastFrameAt;
    if (silent >= patience) this.#fail('interrupted', `No frame came for ${Math.round(silent)} ms.`);
  }

  #fail(state: CameraState, detail: string): void {
    this.#release();
    this.#tell(state, detail);
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    const delay = backOffMs(this.#failures++, this.#retryAfterMs, this.#retryAtLongestMs);
    // A user who said no is not asked again every second.
    this.#retryTimer = setTimeout(
      () => this.#reopen(),
      this.#current === 'denied' ? this.#retryAtLongestMs : delay,
    );
  }

  #retryNow(...states: CameraState[]): void {
    if (!states.includes(this.#current)) return;
    clearTimeout(this.#retryTimer);
    this.#failures = 0;
    this.#reopen();
  }

  #reopen(): void {
    this.#release();
    void this.#open();
  }

  async #watchPermission(signal: AbortSignal): Promise<void> {
    try {
      const status = await navigator.permissions.query({ name: 'camera' as PermissionName });
      status.addEventListener('change', () => this.#retryNow('denied'), { signal });
    } catch {
      // Not every browser tells; the retries go on all the same.
    }
  }

  #release(): void {
    this.#session?.abort();
    this.#session = undefined;
    if (this.#stream) this.#listeners.emit('track', null);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  #tell(state: CameraState, detail: string): void {
    const changed = state !== this.#current || detail !== this.#why;
    this.#current = state;
    this.#why = detail;
    if (changed) this.#listeners.emit('state', { state, detail });
  }
}
