import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, utf8 } from '../../domain/bytes/bytes.ts';

/** How long a used showing is remembered, ms: longer than any policy's window takes it for live. */
const rememberMs = 30 * 60_000;

/** Which showings were used at this gate. They are known by a salted hash alone: a copied disk names no pass. */
export class UsedShowings {
  readonly #times: Map<string, number>;
  readonly salt: string;

  /** @param salt of this device; null makes one */
  constructor(salt: string | null, used: Iterable<[used: string, t: number]>) {
    this.salt = salt ?? base64url(crypto.getRandomValues(new Uint8Array(16)));
    this.#times = new Map(used);
  }

  /** What a showing is stored as. @param replayKey names a pass and the second of the showing */
  nameOf(replayKey: string): string {
    return base64url(sha256(utf8(`${this.salt}.${replayKey}`)).subarray(0, 16));
  }

  has(replayKey: string): boolean {
    return this.#times.has(this.nameOf(replayKey));
  }

  /** @param used as `nameOf` says @param t UTC ms */
  add(used: string, t: number): void {
    this.#times.set(used, t);
  }

  /**
   * Forgets showings used long ago: their window is over, they are stale by themselves. So are those used far in the
   * future, by a clock that ran ahead and has been set right since.
   * @returns which
   */
  forget(now: number): string[] {
    const old = [...this.#times].filter(([, t]) => Math.abs(now - t) > rememberMs).map(([used]) => used);
    for (const used of old) this.#times.delete(used);
    return old;
  }
}
