// The change of the district's day. A test that records a scan and reads the counts of today, or a record of a minute ago, would
// have two days of it: no test file begins just before midnight or in the first minute after it.
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, dayStart, localDay } from '../../src/domain/time/local-day.ts';

/** Most files are through by then, ms. */
const before = 120_000;
/** What tests record as of "a minute ago" is of today by then, ms. */
const after = 70_000;

/** How long to wait until the change of days is over, ms; 0 at any other time. */
export function untilDayHasChanged(now: number): number {
  const today = localDay(now);
  const begun = dayStart(today) + after;
  if (now < begun) return begun - now;
  const next = dayStart(addDays(today, 1));
  return now >= next - before ? next + after - now : 0;
}

let isTold = false;

/** Waits until it is over, and says so once. */
export async function pastChangeOfDay(): Promise<void> {
  const ms = untilDayHasChanged(Date.now());
  if (ms === 0) return;
  if (!isTold) console.log(`  waits   ${Math.ceil(ms / 1000)} s: the district's day changes now`);
  isTold = true;
  await wait(ms);
}
