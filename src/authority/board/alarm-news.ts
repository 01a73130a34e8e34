import type { Alarm } from '../../domain/api/api.ts';

/** Tells the alarms that came while the page was open from those that were there before. */
export class AlarmNews {
  #known: Set<string> | null = null;
  /** Ids of alarms that came since the page was opened and have not been marked as seen; a new set at each change. */
  fresh: ReadonlySet<string> = new Set();

  /** Takes the alarms of an answer. Answers those never seen before, in their order; the first answer has none. */
  take(alarms: readonly Alarm[]): Alarm[] {
    const known = this.#known;
    if (known === null) {
      this.#known = new Set(alarms.map(({ id }) => id));
      return [];
    }
    const arrived = alarms.filter((alarm) => !known.has(alarm.id));
    for (const { id } of arrived) known.add(id);
    if (arrived.length > 0) this.fresh = new Set([...this.fresh, ...arrived.map(({ id }) => id)]);
    return arrived;
  }

  markSeen(): void {
    this.fresh = new Set();
  }
}
