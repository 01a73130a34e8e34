import type { HealthStatus } from '../person/health-status.ts';

/** A person's colour set by hand. It takes two officials and a reason from this list; free notes would name people. */

/** Why. */
export const overrideReasons = [
  'close-contact',
  'secondary-contact',
  'stay-in-risk-area',
  'quarantine-order',
  'symptoms',
  'quarantine-ended',
  'data-error',
] as const;
export type OverrideReason = (typeof overrideReasons)[number];

/** What can be set. */
export const overrideColours = ['green', 'yellow', 'red'] as const;
export type OverrideColour = (typeof overrideColours)[number];

/**
 * - requested: one official asked; nothing has changed yet
 * - active: another official approved; it is the person's colour
 * - refused: another official did not approve
 * - lifted: taken back, replaced by a newer one, or over
 */
export const overrideStates = ['requested', 'active', 'refused', 'lifted'] as const;
export type OverrideState = (typeof overrideStates)[number];

/** The longest that one may hold, days. */
export const longestOverrideDays = 60;
/** How much an official must say before a person is looked for, characters. */
export const shortestPurpose = 4;

const badnessOfColour = { green: 0, unknown: 1, yellow: 2, red: 3 } as const;

/** How bad a status is: a positive result is as bad as red, whatever the colour. */
export function badness(status: Pick<HealthStatus, 'colour' | 'lastResult'>): number {
  return status.lastResult === 'positive' ? badnessOfColour.red : badnessOfColour[status.colour];
}
