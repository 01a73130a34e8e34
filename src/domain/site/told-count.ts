/**
 * How a number of persons or visits is told to those who may not count persons: owners of sites, and whoever is given counts
 * later (analysts, open data). Rounding alone does not hold: who adds visits of their own, one by one, sees when the number
 * moves, and a known edge then tells the rest. So the edges are shifted by a secret of each count, the same whenever that count
 * is told: whoever finds an edge learns the count up to the shift and no more.
 *
 * A total is made of the told parts, never of the real ones.
 */

/** What is told are multiples of this. */
export const countStep = 5;
/** The smallest number that is told; below it a count is "fewer than" this. */
export const leastTold = 2 * countStep;
/** A shift is a whole number from 0 to below this. */
export const shifts = countStep;

/**
 * Null for few: at most `leastTold` - 2, and always below `countStep`. Else a multiple of `countStep` from `leastTold` on,
 * at most 5 above and 3 below the count.
 * @param count a whole number, 0 or more
 * @param shift the count's secret
 */
export function toldCount(count: number, shift: number): number | null {
  const steps = Math.floor((count - shift) / countStep);
  return steps < 1 ? null : (steps + 1) * countStep;
}
