import { ChunkCollector } from '../../credentials/smart-health-card/chunks.ts';
import { cardPrefix } from '../../credentials/smart-health-card/numeric.ts';

/** How far a card that is split over several codes has been shown. */
export interface CardProgress {
  have: number;
  total: number;
}

/** The longest one card may take from its first code to its last, ms. */
const longestShowing = 60_000;

/**
 * Gathers the codes of a card that is split over several, as they are shown one after the other: together they are one
 * presentation. Codes never outlive the person: anything else that is shown, a pause or a minute begins anew.
 */
export class SplitCard {
  readonly #collector = new ChunkCollector();
  readonly #codes = new Set<string>();
  #since = 0;

  /**
   * Takes what was shown.
   * @param now UTC ms
   * @returns the texts to verify together; or how many codes of a card are there, and how many it has
   */
  take(text: string, now: number): { codes: string[] } | CardProgress {
    if (!text.startsWith(cardPrefix)) {
      this.clear();
      return { codes: [text] };
    }
    if (!(Math.abs(now - this.#since) <= longestShowing)) this.clear();
    try {
      const joined = this.#collector.add(text, now);
      if ('jws' in joined) {
        const codes = [...this.#codes.add(text)];
        this.clear();
        // A card in one code needs no others, whatever was shown before it.
        return { codes: text.split('/').length === 2 ? [text] : codes };
      }
      // The same first code, seen again, begins nothing.
      if (joined.have === 1 && !this.#codes.has(text)) {
        this.#codes.clear();
        this.#since = now;
      }
      this.#codes.add(text);
      return joined;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { codes: [text] };
    }
  }

  /** Takes all that is new in one picture: codes of one card, or of one phone, of which the last is the newest. */
  takeAll(texts: readonly string[], now: number): { codes: string[] } | CardProgress {
    let last: { codes: string[] } | CardProgress = { codes: [] };
    for (const text of texts) {
      last = this.take(text, now);
      if ('codes' in last && text.startsWith(cardPrefix)) return last;
    }
    return last;
  }

  /** Forgets what was gathered: the person has gone. */
  clear(): void {
    this.#collector.clear();
    this.#codes.clear();
    this.#since = 0;
  }
}
