import type { DeviceLink } from './driver.ts';

/** What is asked of a device. */
export interface Question {
  command: Uint8Array;
  /** True of the frame that answers it; any other frame is left to the driver. */
  isAnswer(frame: Uint8Array): boolean;
  /** After so many ms without an answer there is none. */
  withinMs: number;
}

interface Waiting extends Question {
  resolve(answer: Uint8Array | null): void;
}

/**
 * Talks with a device that takes one command at a time: the next one is sent when the last one was answered or its time is
 * over. For drivers' sessions.
 */
export class Conversation {
  readonly #link: Pick<DeviceLink, 'send' | 'timers'>;
  #asked: Waiting | undefined;
  #queue: Waiting[] = [];
  #cancelTimeOut: (() => void) | undefined;
  #ended = false;

  constructor(link: Pick<DeviceLink, 'send' | 'timers'>) {
    this.#link = link;
  }

  /** @returns the answer; null when none came in time, or the device was lost */
  ask(question: Question): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      if (this.#ended) return resolve(null);
      this.#queue.push({ ...question, resolve });
      this.#next();
    });
  }

  /** To be given every frame. @returns true when it answered the question */
  take(frame: Uint8Array): boolean {
    if (!this.#asked?.isAnswer(frame)) return false;
    this.#settle(frame);
    return true;
  }

  /** The device is gone: what was asked gets no answer. */
  end(): void {
    this.#ended = true;
    const queue = this.#queue;
    this.#queue = [];
    this.#settle(null);
    for (const { resolve } of queue) resolve(null);
  }

  #next(): void {
    if (this.#asked) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#asked = next;
    this.#cancelTimeOut = this.#link.timers.after(next.withinMs, () => this.#settle(null));
    this.#link.send(next.command);
  }

  #settle(answer: Uint8Array | null): void {
    this.#cancelTimeOut?.();
    this.#cancelTimeOut = undefined;
    const asked = this.#asked;
    this.#asked = undefined;
    asked?.resolve(answer);
    this.#next();
  }
}
