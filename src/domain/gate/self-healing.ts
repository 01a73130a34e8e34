/**
 * What a sentry looks after by itself, and, last, the restart of its page where nothing else helped. How often each was mended
 * within a week travels with the heartbeat, in this order.
 */
export const watched = ['camera', 'ports', 'worker', 'storage', 'clock'] as const;
export type Watched = (typeof watched)[number];
export const healedKinds = [...watched, 'restart'] as const;
export type HealedKind = (typeof healedKinds)[number];
export type HealedCounts = Record<HealedKind, number>;

/** Over how many days the counts go. */
export const healedDays = 7;
/** More of one kind are not told apart. */
export const mostHealed = 99_999;

/** The counts as they are kept in a row of the fleet. */
export function healedText(counts: readonly number[]): string {
  return counts.join(',');
}

/** @returns null for what is no such text */
export function readHealedText(text: string): HealedCounts | null {
  const numbers = text.split(',').map(Number);
  if (numbers.length !== healedKinds.length || !numbers.every(Number.isSafeInteger)) return null;
  return Object.fromEntries(healedKinds.map((kind, at) => [kind, numbers[at]])) as HealedCounts;
}
