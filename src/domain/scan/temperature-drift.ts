/**
 * Whether a thermometer reads otherwise than the others. No sentry has a reference to compare with, but all of them see the
 * same kind of people: the middle of many persons' estimates is close to the same at every gate. So a sentry reports the
 * median of its last measured passages, and its drift is how far that lies from the median of its site's sentries in the same
 * hour, or of the district's where the site has fewer than three. It is a hint to look at the sensor, not a calibration: a gate where everybody comes in from the cold reads low
 * too. All temperatures are whole centi-degrees Celsius.
 */

/** A sentry's medians are over so many measured passages at most, none older than this, ms. */
export const driftWindow = { passages: 30, ms: 12 * 3_600_000 };
/** Fewer passages say nothing of a sensor, and fewer sentries nothing of a district. */
export const fewestPassages = 10;
export const fewestSentries = 5;
/** At one site so many sentries tell which of them is the odd one. */
const fewestOfSite = 3;
/** From here on a drift is a problem: far more than the medians of 30 healthy persons differ (about 10). */
export const driftLimit = 50;

/** The middle value; of an even number the lower of the two in the middle. Null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}

/** What a sentry reported of its thermometer. */
export interface MeasuredMedians {
  measured: number;
  bodyMedian: number | null;
}

/** The district's median of the sentries heard within the hour that measured enough; null while there are too few. */
export function districtMedian(reports: readonly MeasuredMedians[]): number | null {
  const values = reports.flatMap(({ measured, bodyMedian }) =>
    measured >= fewestPassages && bodyMedian !== null ? [bodyMedian] : [],
  );
  return values.length >= fewestSentries ? median(values) : null;
}

/** The medians of the sites with sentries enough to tell: they see the same people, coming in from the same weather. */
export function siteMedians(reports: readonly (MeasuredMedians & { site: number })[]): Map<number, number> {
  const bySite = new Map<number, number[]>();
  for (const { site, measured, bodyMedian } of reports) {
    if (measured < fewestPassages || bodyMedian === null) continue;
    bySite.set(site, [...(bySite.get(site) ?? []), bodyMedian]);
  }
  return new Map(
    [...bySite].flatMap(([site, values]): [number, number][] =>
      values.length >= fewestOfSite ? [[site, median(values)!]] : [],
    ),
  );
}

/** How far a sentry reads above the others, of its site or of the district; null when either is not known. */
export function driftOf({ measured, bodyMedian }: MeasuredMedians, others: number | null): number | null {
  if (others === null || bodyMedian === null || measured < fewestPassages) return null;
  return bodyMedian - others;
}
