import {
  challengeLength,
  challengeLifeMs,
  sentryCodeText,
  type Audience,
} from '../../domain/pass/challenge.ts';
import { hex } from '../../domain/bytes/bytes.ts';

/** How long one code stands on the screen before the next takes its place, ms. */
export const challengeEveryMs = 30_000;

/**
 * The challenges of a sentry in strict mode: a new one every 30 seconds, each answered once and for 90 seconds. They live in
 * memory alone: after a restart every earlier answer is worth nothing.
 */
export class Challenges {
  readonly #audience: Audience;
  readonly #now: () => number;
  /** Open challenges as hexadecimal, with the moment each was first shown. */
  readonly #open = new Map<string, number>();
  #current: { challenge: Uint8Array; text: string; at: number } | null = null;

  /** @param now ms of a clock that never goes back, such as performance.now() */
  constructor(audience: Audience, now: () => number) {
    this.#audience = audience;
    this.#now = now;
  }

  /** The QR text to show now. */
  text(): string {
    const now = this.#now();
    if (!this.#current || now - this.#current.at >= challengeEveryMs) {
      const challenge = crypto.getRandomValues(new Uint8Array(challengeLength));
      const text = sentryCodeText({ ...this.#audience, challenge });
      this.#current = { challenge, text, at: now };
      this.#open.set(hex(challenge), now);
      this.#forget(now);
    }
    return this.#current.text;
  }

  /** True while an answer to this challenge is taken. */
  knows(challenge: Uint8Array): boolean {
    const shownAt = this.#open.get(hex(challenge));
    return shownAt !== undefined && this.#now() - shownAt < challengeLifeMs;
  }

  /** An answer was taken: no second one is, and the next code is shown at once. */
  spend(challenge: Uint8Array): void {
    this.#open.delete(hex(challenge));
    if (this.#current && hex(this.#current.challenge) === hex(challenge)) this.#current = null;
  }

  #forget(now: number): void {
    for (const [challenge, shownAt] of this.#open) {
      if (now - shownAt >= challengeLifeMs) this.#open.delete(challenge);
    }
  }
}
