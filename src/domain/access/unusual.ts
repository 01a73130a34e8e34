/** From when on something in the log of the staff's acts is unusual: the auditor is told. One place for all of it. */

/** So many wrong passwords of one account in a row. */
export const failuresInARow = 5;
/** Hours of the night, the district's time. */
export const nightHours = { from: 22, to: 6 } as const;
/** So many persons looked for on one day by one official. */
export const manySearches = 30;
/** Sign-ins of one account that were in use within this time are at once, ms. A page says every half hour that it is in use. */
export const atOnceMs = 45 * 60_000;
/** So long after one account gave another a code to come in with, an act of both is told of, ms. */
export const linkedMs = 30 * 86_400_000;
/** A sign-in that goes from network to network is told of once within this time, ms. */
export const movesToldMs = 15 * 60_000;
/** Who did so many things at sites of one sub-district alone, within the days before, is of that one by habit. */
export const habitActs = 10;
export const habitDays = 30;
/** So many days are told of. */
export const oddDays = 7;
/** What happened within this time is counted in the header, ms. */
export const countedMs = 24 * 3_600_000;
