import {
  healedDays,
  healedKinds,
  mostHealed,
  watched,
  type HealedKind,
  type Watched,
} from '../../domain/gate/self-healing.ts';

const key = 'sitecode.healed';
const dayMs = 86_400_000;
/** More restarts are not remembered: none of them counts for what may be done next. */
const mostRestarts = 20;

/** A restart of the page that this sentry did by itself. */
export interface OwnRestart {
  /** UTC ms. */
  at: number;
  for: Watched;
}

interface Memory {
  /** By day (UTC, days since 1970) how often each kind was mended, in the order of `healedKinds`. */
  days: Record<string, number[]>;
  restarts: OwnRestart[];
}

/** What this sentry mended itself, from start to start. */
export class HealedMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #now: () => number;

  /** @param now UTC ms */
  constructor(now: () => number, storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage) {
    this.#now = now;
    this.#storage = storage;
  }

  /** How often each kind was mended within a week, in the order of `healedKinds`. */
  counts(): number[] {
    const days = Object.values(this.#recent(this.#load().days));
    return healedKinds.map((_kind, at) =>
      Math.min(
        mostHealed,
        days.reduce((sum, counts) => sum + (counts[at] ?? 0), 0),
      ),
    );
  }

  /** The latest first. */
  get restarts(): OwnRestart[] {
    return this.#load().restarts;
  }

  /** @returns false where it cannot be kept */
  note(kind: HealedKind): boolean {
    const memory = this.#load();
    const today = String(Math.floor(this.#now() / dayMs));
    const days = this.#recent(memory.days);
    const counts = healedKinds.map((_kind, at) => days[today]?.[at] ?? 0);
    counts[healedKinds.indexOf(kind)]!++;
    return this.#save({ ...memory, days: { ...days, [today]: counts } });
  }

  /** Written down before the page is loaded anew. @returns false where it cannot be: then it must not be done */
  noteRestart(kind: Watched): boolean {
    const memory = this.#load();
    const restarts = [{ at: this.#now(), for: kind }, ...memory.restarts].slice(0, mostRestarts);
    return this.#save({ ...memory, restarts }) && this.note('restart');
  }

  #recent(days: Memory['days']): Memory['days'] {
    const first = Math.floor(this.#now() / dayMs) - healedDays;
    return Object.fromEntries(Object.entries(days).filter(([day]) => Number(day) > first));
  }

  #load(): Memory {
    try {
      const { days, restarts } = JSON.parse(this.#storage.getItem(key) ?? '{}') as Partial<Memory>;
      const isCounts = (counts: unknown) => Array.isArray(counts) && counts.every(Number.isSafeInteger);
      return {
        days: Object.fromEntries(Object.entries(days ?? {}).filter(([, counts]) => isCounts(counts))),
        restarts: (restarts ?? []).filter(
          (one) => Number.isSafeInteger(one?.at) && watched.includes(one.for),
        ),
      };
    } catch {
      return { days: {}, restarts: [] };
    }
  }

  #save(memory: Memory): boolean {
    try {
      const text = JSON.stringify(memory);
      this.#storage.setItem(key, text);
      return this.#storage.getItem(key) === text;
    } catch {
      return false;
    }
  }
}
