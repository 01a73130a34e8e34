import type { Alarm } from '../../domain/api/api.ts';

const key = 'sitecode.venue.seen';
/** More than a page shows at once, so that one that was seen never counts as new again. */
const mostKept = 200;
/** To somebody who opens the page for the first time, only these are new, ms. */
const firstNewsMs = 3_600_000;

/**
 * Which alarms somebody has marked as seen at this device. Kept by id, not by time: an alarm of a sentry that was offline
 * arrives late and is still news.
 */
export class SeenAlarms {
  readonly #storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  #ids: string[] | null;

  /** @param storage a function, since a browser may throw at the mere mention of localStorage. */
  constructor(storage: () => Pick<Storage, 'getItem' | 'setItem'> = () => localStorage) {
    this.#storage = storage;
    this.#ids = this.#read();
  }

  /** Those that nobody has marked as seen, in their order. @param now the server's time, UTC ms */
  unseen(alarms: readonly Alarm[], now: number): Alarm[] {
    // What lies before the first look at this device is history.
    this.#ids ??= this.#keep(alarms.filter((alarm) => now - alarm.t > firstNewsMs).map(({ id }) => id));
    const seen = new Set(this.#ids);
    return alarms.filter(({ id }) => !seen.has(id));
  }

  markSeen(alarms: readonly Alarm[]): void {
    const ids = alarms.map(({ id }) => id);
    this.#ids = this.#keep([...new Set([...ids, ...(this.#ids ?? [])])].slice(0, mostKept));
  }

  #keep(ids: string[]): string[] {
    try {
      this.#storage().setItem(key, JSON.stringify(ids));
    } catch {
      // remembered by this page alone
    }
    return ids;
  }

  #read(): string[] | null {
    try {
      const ids: unknown = JSON.parse(this.#storage().getItem(key) ?? 'null');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : null;
    } catch {
      return null;
    }
  }
}
