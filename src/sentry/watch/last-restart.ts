import type { Watched } from '../../domain/gate/self-healing.ts';
import type { OwnRestart } from './healed-memory.ts';

const hourMs = 3_600_000;
/** So many restarts in an hour at the most, whatever they are for. */
const mostInAnHour = 2;
/** A page that has just started is given so long to come up, ms. */
const leastRunMs = 5 * 60_000;
/** After so many restarts for the same within a day the next one waits so long, ms: what a restart does not help, it does not help. */
const waits = [0, hourMs, 4 * hourMs];
const dayMs = 24 * hourMs;

interface Moment {
  /** UTC ms. */
  now: number;
  /** Since the page was loaded, ms. */
  runMs: number;
  restarts: readonly OwnRestart[];
}

/** Whether the page may be loaded anew for this: seldom, and never in a loop. */
export function mayRestart(kind: Watched, { now, runMs, restarts }: Moment): boolean {
  if (runMs < leastRunMs) return false;
  // A clock that was set back makes restarts "of the future": they count as being just now.
  const age = ({ at }: OwnRestart): number => Math.max(0, now - at);
  if (restarts.filter((one) => age(one) < hourMs).length >= mostInAnHour) return false;
  const same = restarts.filter((one) => one.for === kind && age(one) < dayMs);
  if (same.length >= waits.length) return false;
  return same.every((one) => age(one) >= waits[same.length]!);
}
