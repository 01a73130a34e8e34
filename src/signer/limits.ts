import type { IndexKind, SigningKind } from '../domain/signing/signer-api.ts';
import { localDay } from '../domain/time/local-day.ts';

export type LimitedKind = SigningKind | IndexKind;

/** How much of a kind is done at the most. */
export interface Limit {
  minute: number;
  day: number;
}

/**
 * For a district of a hundred thousand persons and a thousand sentries, with room. `limits.json` beside the keys sets others, which
 * the server cannot. Of numbers, what an import of a hundred thousand rows takes at once and twice a day: to try the 600 million
 * numbers a district's people may have takes whoever took over the server five years and more.
 */
export const usualLimits: { readonly [kind in LimitedKind]: Limit } = {
  pass: { minute: 6_000, day: 500_000 },
  paper: { minute: 600, day: 20_000 },
  'site-code': { minute: 3_000, day: 100_000 },
  word: { minute: 600, day: 200_000 },
  'deny-list': { minute: 1_200, day: 400_000 },
  command: { minute: 300, day: 5_000 },
  deletion: { minute: 600, day: 5_000 },
  roster: { minute: 600, day: 100_000 },
  'audit-head': { minute: 60, day: 1_000 },
  phone: { minute: 120_000, day: 300_000 },
  'id-number': { minute: 120_000, day: 300_000 },
  // A site's, whenever its roster is made anew or one of its people lays a document on a reader.
  'roster-card': { minute: 6_000, day: 500_000 },
};

/** What was done today, however often the signer started: the log tells it. */
export class Spent {
  #day = 0;
  #today = new Map<LimitedKind, number>();
  #minutes = new Map<LimitedKind, { minute: number; done: number }>();
  readonly #limits: { readonly [kind in LimitedKind]: Limit };

  constructor(limits: { readonly [kind in LimitedKind]: Limit }) {
    this.#limits = limits;
  }

  /** Counts what was done before. @param now a moment of the day that is counted for */
  recall(done: ReadonlyMap<LimitedKind, number>, now: number): void {
    this.#day = localDay(now);
    this.#today = new Map(done);
  }

  /** @returns 0 when `count` more were within the limits and are counted now; else in how many ms they may be, at the least */
  take(kind: LimitedKind, count: number, now: number): number {
    this.#turn(now);
    const limit = this.#limits[kind];
    const minute = Math.floor(now / 60_000);
    const last = this.#minutes.get(kind);
    const inMinute = last?.minute === minute ? last.done : 0;
    const today = this.#today.get(kind) ?? 0;
    if (today + count > limit.day) return 3_600_000;
    if (inMinute + count > limit.minute) return (minute + 1) * 60_000 - now;
    this.#minutes.set(kind, { minute, done: inMinute + count });
    this.#today.set(kind, today + count);
    return 0;
  }

  today(now: number): { [kind in LimitedKind]: { done: number; most: number } } {
    this.#turn(now);
    const entries = Object.entries(this.#limits) as [LimitedKind, Limit][];
    return Object.fromEntries(
      entries.map(([kind, { day }]) => [kind, { done: this.#today.get(kind) ?? 0, most: day }]),
    ) as { [kind in LimitedKind]: { done: number; most: number } };
  }

  #turn(now: number): void {
    const day = localDay(now);
    if (day === this.#day) return;
    // A clock that is set back gives no second budget for the day it went through already.
    if (day > this.#day) this.#today = new Map();
    this.#day = Math.max(day, this.#day);
  }
}

/** @throws Error naming what is wrong with the text of `limits.json` */
export function readLimits(text: string): { [kind in LimitedKind]: Limit } {
  const set = JSON.parse(text) as { [kind: string]: Partial<Limit> };
  const limits: { [kind in LimitedKind]: Limit } = { ...usualLimits };
  for (const [kind, { minute, day }] of Object.entries(set)) {
    if (!(kind in usualLimits)) throw new Error(`There is no kind "${kind}".`);
    const usual = usualLimits[kind as LimitedKind];
    const limit = { minute: minute ?? usual.minute, day: day ?? usual.day };
    if (![limit.minute, limit.day].every((value) => Number.isSafeInteger(value) && value >= 0))
      throw new Error(`The limits of "${kind}" must be whole numbers.`);
    limits[kind as LimitedKind] = limit;
  }
  return limits;
}
