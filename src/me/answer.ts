import { challengeLifeMs, type SentryCode } from '../domain/pass/challenge.ts';

/** A sentry's code that this phone answers for a while. */
export interface Answer {
  code: SentryCode;
  /** UTC ms by the corrected clock: from then on the normal code is shown again. */
  until: number;
}

/** A code stands on a sentry's screen for up to half a minute before it is scanned: what is sure to be left of its life. */
export const answerMs = challengeLifeMs - 30_000;

/** Whole seconds left, 0 when it is over. */
export function secondsLeft(answer: Answer, now: number): number {
  return Math.max(0, Math.ceil((answer.until - now) / 1000));
}
