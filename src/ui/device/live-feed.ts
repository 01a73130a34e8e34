import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { backOffMs } from '../../domain/time/back-off.ts';
import type { ApiError } from '../../sync/api-client.ts';

/** Times in ms. */
export interface FeedPace {
  /** The server is asked for this long after its last answer, whatever realtime says. */
  poll: number;
  /** Never sooner than this after it was asked last: much may change many times a second. */
  gather: number;
  /** Older answers than this are called out. */
  stale: number;
  /** How often the age on the screen is drawn. */
  tick: number;
}
export const feedPace: FeedPace = { poll: 10_000, gather: 1000, stale: 30_000, tick: 1000 };

export interface FeedOptions<Answer> {
  ask: () => Promise<Answer>;
  /** Calls back whenever the server says that something changed; rejects when it cannot be listened to. */
  listen: (onChange: () => void) => Promise<() => void>;
  /** Told of every answer and every failure, after the fields here are set. */
  onAnswer: () => void;
  onFault: (fault: ApiError) => void;
  pace?: Partial<FeedPace>;
}

/**
 * Keeps an answer of the server fresh while its host is on the page: asks at once, again whenever the server says that
 * something changed, and every few seconds in any case. The last answer stays when the server falls silent, with its age.
 */
export class LiveFeed<Answer> implements ReactiveController {
  /** The last answer; null before the first. */
  answer: Answer | null = null;
  /** Why the last question failed; null when it was answered. */
  fault: ApiError | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #options: FeedOptions<Answer>;
  readonly #pace: FeedPace;
  #receivedWall = 0;
  #receivedMono = 0;
  #askedAt = -Infinity;
  #asking = false;
  #wanted = false;
  #next: ReturnType<typeof setTimeout> | undefined;
  #relisten: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #endListening: (() => void) | null = null;
  /** Tells this stretch on the page from one before, whose answers no longer count. */
  #turn = 0;

  constructor(host: ReactiveControllerHost, options: FeedOptions<Answer>) {
    this.#host = host;
    this.#options = options;
    this.#pace = { ...feedPace, ...options.pace };
    host.addController(this);
  }

  hostConnected(): void {
    this.#turn += 1;
    this.#tick = setInterval(() => this.#host.requestUpdate(), this.#pace.tick);
    document.addEventListener('visibilitychange', this.#shown);
    void this.#ask();
    void this.#listen(this.#turn, 0);
  }

  hostDisconnected(): void {
    this.#turn += 1;
    clearInterval(this.#tick);
    clearTimeout(this.#next);
    clearTimeout(this.#relisten);
    document.removeEventListener('visibilitychange', this.#shown);
    this.#asking = false;
    this.#endListening?.();
    this.#endListening = null;
  }

  /**
   * Ms since the answer arrived; 0 when there is none. The larger of two clocks: one stands still while a tablet sleeps,
   * the other may be set back.
   */
  get age(): number {
    if (!this.answer) return 0;
    return Math.max(0, Date.now() - this.#receivedWall, performance.now() - this.#receivedMono);
  }

  /** True when the answer must not be taken for how things are now. */
  get stale(): boolean {
    return this.fault !== null || this.age > this.#pace.stale;
  }

  /** Asks soon: at once, or as soon as the last question is long enough ago. */
  changed(): void {
    if (this.#asking) {
      this.#wanted = true;
      return;
    }
    const wait = this.#askedAt + this.#pace.gather - performance.now();
    if (wait > 0) this.#askIn(wait);
    else void this.#ask();
  }

  readonly #shown = (): void => {
    if (!document.hidden) this.changed();
  };

  #askIn(ms: number): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    const turn = this.#turn;
    clearTimeout(this.#next);
    this.#asking = true;
    this.#wanted = false;
    this.#askedAt = performance.now();
    let fault: ApiError | null = null;
    let answer: Answer | null = null;
    try {
      answer = await this.#options.ask();
    } catch (error) {
      fault = error as ApiError;
    }
    if (turn !== this.#turn) return;
    this.#asking = false;
    this.fault = fault;
    if (answer) {
      this.answer = answer;
      this.#receivedWall = Date.now();
      this.#receivedMono = performance.now();
    }
    const sinceAsked = performance.now() - this.#askedAt;
    this.#askIn(this.#wanted ? Math.max(0, this.#pace.gather - sinceAsked) : this.#pace.poll);
    if (fault) this.#options.onFault(fault);
    else this.#options.onAnswer();
    this.#host.requestUpdate();
  }

  /** Realtime reconnects by itself once it stood; only the first connection is tried again here. */
  async #listen(turn: number, attempt: number): Promise<void> {
    try {
      const end = await this.#options.listen(() => {
        if (turn === this.#turn) this.changed();
      });
      if (turn !== this.#turn) return end();
      this.#endListening = end;
    } catch {
      if (turn !== this.#turn) return;
      this.#relisten = setTimeout(() => void this.#listen(turn, attempt + 1), backOffMs(attempt));
    }
  }
}
