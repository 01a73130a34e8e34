import type { HeartbeatAnswer, HeartbeatRequest } from '../domain/api/gate/sentry-api.ts';
import { afterByTimer, type After } from './after.ts';
import { ApiError, type ApiClient } from './api-client.ts';

/** How often a sentry tells the server that it lives. */
export const heartbeatMs = 30_000;
/**
 * Without the server a sentry asks more often, so that it notices its return; by chance sooner or later, since a thousand
 * sentries that lost it together must not all come back in the same seconds.
 */
const retryMs = { least: 5000, most: 20_000 };

/** 'offline': the last heartbeat got no answer; 'signed-out': the server does not know this pairing any more. */
export type Connection = 'unknown' | 'online' | 'offline' | 'signed-out';

interface Options {
  client: Pick<ApiClient, 'heartbeat'>;
  /** The state to report, gathered anew each time. */
  report: () => Promise<HeartbeatRequest>;
  onAnswer: (answer: HeartbeatAnswer) => void;
  onConnection: (connection: Connection) => void;
  /** Calls once after `ms`, unless called off by what it returns; the page's timers when left out. */
  after?: After;
}

/** Tells the server how this sentry is, and this sentry whether the server is there. */
export class Heartbeat {
  readonly #options: Options;
  #callOff: () => void = () => undefined;
  #running = false;
  #beating = false;
  #again = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    void this.#beat();
  }

  stop(): void {
    this.#running = false;
    this.#callOff();
  }

  /** Beats at once: there is something to say that should not wait. */
  now(): void {
    if (!this.#running) return;
    this.#again = this.#beating;
    if (this.#beating) return;
    this.#callOff();
    void this.#beat();
  }

  async #beat(): Promise<void> {
    this.#beating = true;
    this.#again = false;
    let connection: Connection = 'online';
    try {
      this.#options.onAnswer(await this.#options.client.heartbeat(await this.#options.report()));
    } catch (fault) {
      connection = fault instanceof ApiError && fault.code === 'sign-in' ? 'signed-out' : 'offline';
    }
    this.#beating = false;
    this.#options.onConnection(connection);
    if (this.#running) {
      const after = this.#options.after ?? afterByTimer;
      const again = retryMs.least + Math.random() * (retryMs.most - retryMs.least);
      const next = connection === 'online' ? heartbeatMs : again;
      if (this.#again && connection === 'online') void this.#beat();
      else this.#callOff = after(next, () => void this.#beat());
    }
  }
}
