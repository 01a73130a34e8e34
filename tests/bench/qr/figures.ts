// Sums up what each reader made of the pictures.
import { percentile, rounded } from '../percentile.ts';
import type { Readings } from './page.ts';

/** Our chain as the sentry runs it, and each decoder alone. */
export const readers = ['ours', 'zxingWasm', 'zxingBrowser'] as const;
export type ReaderName = (typeof readers)[number];

/** What one reader did: how many pictures it read right and wrong, and how long it took for those that it read. */
export interface Figures {
  read: number;
  wrong: number;
  msMedian: number;
  msP95: number;
  idleMsMedian: number;
}

/** One picture's readings, with its truth; null where nobody said what is in it. */
export interface Seen {
  readings: Readings;
  truth: string | null;
}

/** Counts one reader's readings. A picture in which it read nothing but other texts than the truth is read wrong. */
export function figuresOf(reader: ReaderName, seen: readonly Seen[], idle: readonly number[]): Figures {
  const times: number[] = [];
  let wrong = 0;
  for (const { readings, truth } of seen) {
    if (truth === null) continue;
    const { texts, ms } = readings[reader];
    if (texts.includes(truth)) times.push(ms);
    else if (texts.length > 0) wrong++;
  }
  const of = (values: readonly number[], share: number): number =>
    values.length === 0 ? 0 : rounded(percentile([...values], share));
  return {
    read: times.length,
    wrong,
    msMedian: of(times, 0.5),
    msP95: of(times, 0.95),
    idleMsMedian: of(idle, 0.5),
  };
}
