import type { ForeignFact } from './foreign.ts';

/**
 * How many vaccine doses facts prove: the smallest number with which all of them can be true. Null when none proves a dose.
 *
 * What may be one dose is one: an undated one, a month that holds a dated one, one day written in two zones, two days that
 * are one somewhere on earth. A stated number counts as far as it makes sense.
 */
export function dosesProved(facts: readonly ForeignFact[]): number | null {
  const given = facts.filter((fact) => fact.kind === 'vaccination' && fact.dose?.number !== 0);
  if (given.length === 0) return null;
  return Math.max(daysNeeded(given.map(daysOf)), ...given.map(statedNumber));
}

/** Whether a dose's number contradicts itself: no dose, or one beyond its series. It then says nothing of how many there were. */
export function isNumberWrong({ dose }: Pick<ForeignFact, 'dose'>): boolean {
  if (!dose || dose.number === null) return false;
  return dose.number < 1 || (dose.total !== null && dose.number > dose.total);
}

function statedNumber(fact: ForeignFact): number {
  return isNumberWrong(fact) ? 1 : (fact.dose?.number ?? 1);
}

interface Span {
  /** UTC ms. */
  from: number;
  /** Exclusive. */
  until: number;
}

/** When the day on which a dose was given can have been: the local day as written, wherever on earth when no zone is stated. */
function daysOf({ at, when }: ForeignFact): Span {
  if (when) return { from: when.begins, until: when.ends };
  if (at === null) return { from: -Infinity, until: Infinity };
  const day = Math.floor(at / 86_400_000) * 86_400_000;
  return { from: day, until: day + 86_400_000 };
}

/** The fewest moments such that each span holds one. */
function daysNeeded(spans: readonly Span[]): number {
  let needed = 0;
  let last = -Infinity;
  // By their ends: the end of the first span that holds no moment yet is the best place for the next one.
  for (const { from, until } of spans.toSorted((a, b) =>
    a.until < b.until ? -1 : a.until > b.until ? 1 : 0,
  )) {
    if (needed > 0 && from < last) continue;
    needed++;
    last = until;
  }
  return needed;
}

/** The day (00:00Z) of the last dose by its date as written; null when none is dated to the day. */
export function lastDoseDay(facts: readonly ForeignFact[]): number | null {
  const days = facts.flatMap((fact) => {
    if (fact.kind !== 'vaccination' || fact.at === null || fact.dose?.number === 0) return [];
    return [fact.when ? Date.parse(fact.when.date) : Math.floor(fact.at / 86_400_000) * 86_400_000];
  });
  return days.length > 0 ? Math.max(...days) : null;
}
