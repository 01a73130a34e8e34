import { readCardChunk, type CardChunk } from './numeric.ts';

/** What the codes read so far make: the whole signed card, or how many of its parts are there. */
export type JoinedChunks = { jws: string } | { have: number; total: number };

/**
 * Joins the codes of one card, in any order; a part shown twice counts once.
 * @throws RangeError when a text is no code of a card, when totals differ, or when one part comes with two contents
 */
export function joinChunks(codes: readonly string[]): JoinedChunks {
  const [first, ...others] = codes.map(readCardChunk);
  if (!first) throw new RangeError('SMART Health Card: no code.');
  const parts = new Map([[first.index, first]]);
  for (const chunk of others) {
    if (!fits(parts, chunk)) throw new RangeError('SMART Health Card: parts of different cards.');
    parts.set(chunk.index, chunk);
  }
  return joined(parts, first.total);
}

function fits(parts: ReadonlyMap<number, CardChunk>, chunk: CardChunk): boolean {
  const same = parts.get(chunk.index);
  const [any] = parts.values();
  return !any || (any.total === chunk.total && (!same || same.text === chunk.text));
}

function joined(parts: ReadonlyMap<number, CardChunk>, total: number): JoinedChunks {
  if (parts.size < total) return { have: parts.size, total };
  const inOrder = [...parts.values()].toSorted((a, b) => a.index - b.index);
  return { jws: inOrder.map(({ text }) => text).join('') };
}

/** The longest pause between two codes of one card, ms: then the next person is there. */
const longestPause = 20_000;

/**
 * Collects the codes of a card as a camera reads them. Parts never outlive the person: after a pause, or when a part comes
 * that cannot belong to the others, it begins anew.
 */
export class ChunkCollector {
  readonly #parts = new Map<number, CardChunk>();
  #lastAt = -Infinity;

  /**
   * Takes in one code.
   * @param now UTC ms
   * @throws RangeError when it is no code of a card; what was collected stays
   */
  add(code: string, now: number): JoinedChunks {
    const chunk = readCardChunk(code);
    // Asked this way round, a clock that gives no number keeps nothing of whoever came before.
    if (!(Math.abs(now - this.#lastAt) <= longestPause) || !fits(this.#parts, chunk)) this.#parts.clear();
    this.#lastAt = now;
    this.#parts.set(chunk.index, chunk);
    const result = joined(this.#parts, chunk.total);
    if ('jws' in result) this.#parts.clear();
    return result;
  }

  /** Forgets what was collected, as when the person has left. */
  clear(): void {
    this.#parts.clear();
  }
}
