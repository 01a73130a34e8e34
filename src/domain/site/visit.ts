/** Whoever registers again at the same place (site and zone) within so long of a visit is on that visit still, ms. */
export const oneVisitMs = 10 * 60_000;

/** Visits that one account registers a day at the most; a courier comes to some hundred doors. */
export const visitsPerDay = 200;
