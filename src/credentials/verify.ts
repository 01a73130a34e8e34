import { combine, type Together } from '../domain/combine.ts';
import type { TrustList } from '../domain/trust-list.ts';
import type { Verification } from '../domain/verification.ts';
import { combineForeign } from './foreign-person.ts';
import { foreignVerification } from './foreign-status.ts';
import { verifyForeign } from './foreign-verifier.ts';
import type { ForeignVerification } from './foreign.ts';
import { verifyPass, type VerifyingContext } from './health-pass-verifier.ts';

/** What anything shown is verified against. */
export interface PresentedContext extends VerifyingContext {
  /** Whose foreign credentials are believed; of the signed bundle. */
  trust: TrustList;
}

/** How far a foreign signer's clock may run ahead, ms: an hour, as far as ages are forgiven. */
const foreignTolerance = 3_600_000;

/**
 * The one door for every text that is shown: our own pass (`H1:`), a health certificate (`HC1:`), a SMART Health Card
 * (`shc:/`). Never throws on any text.
 */
export async function verifyPresented(text: string, context: PresentedContext): Promise<Verification> {
  const foreign = await askForeign(text, context);
  return foreign ? foreignVerification(foreign, context.now) : verifyPass(text, context);
}

function askForeign(
  codes: string | readonly string[],
  { now, trust }: PresentedContext,
): Promise<ForeignVerification> | null {
  return verifyForeign(codes, { now, trust, futureTolerance: foreignTolerance });
}

/** How long proofs shown one after the other count as shown together, ms. */
const stopMs = 60_000;

interface Kept<T> {
  found: T;
  /** UTC ms. */
  at: number;
}

/**
 * The proofs of one person at one stop. A foreign credential shown within 60 seconds of a live pass, before or after,
 * completes its facts when both are of one person; of different persons, that is said once, and then both are forgotten.
 * An admission ends the stop: who was let in cannot lend a pass to the next one.
 */
export class Stop {
  #own: Kept<Verification> | null = null;
  /** By text: a credential that is shown twice is one. */
  readonly #foreign = new Map<string, Kept<ForeignVerification>>();

  /**
   * Verifies what is shown now, together with what was shown before at this stop.
   * @param codes one text as a rule; all codes of a card that is split over several
   */
  async verify(codes: readonly [string, ...string[]], context: PresentedContext): Promise<Together> {
    const { now } = context;
    this.forget(now);
    const foreign = await askForeign(codes, context);
    if (!foreign) return this.#withOwn(await verifyPass(codes[0], context), now);
    const text = codes.toSorted().join(' ');
    const verification = foreignVerification(foreign, now);
    if (verification.proof !== 'proved') return { verification, mismatch: false, joined: 'none' };
    // Insertion order is that of showing.
    this.#foreign.delete(text);
    this.#foreign.set(text, { found: foreign, at: now });
    return this.#together(verification, now);
  }

  /** Forgets all: the person has gone. */
  end(): void {
    this.#own = null;
    this.#foreign.clear();
  }

  /** Forgets what was shown more than a stop ago: names and dates of birth lie in memory no longer than they can be of use. */
  forget(now: number): void {
    const gone = ({ at }: Kept<unknown>): boolean => Math.abs(now - at) > stopMs;
    if (this.#own && gone(this.#own)) this.#own = null;
    for (const [text, kept] of this.#foreign) if (gone(kept)) this.#foreign.delete(text);
  }

  #withOwn(own: Verification, now: number): Together {
    if (own.proof !== 'proved' || own.kind !== 'pass')
      return { verification: own, mismatch: false, joined: 'none' };
    // Another pass is another person's stop.
    if (this.#own && this.#own.found.person?.passId !== own.person?.passId) this.end();
    this.#own = { found: own, at: now };
    return this.#together(own, now);
  }

  #together(shown: Verification, now: number): Together {
    const newestFirst = [...this.#foreign.values()].map(({ found }) => found).toReversed();
    const [newest] = newestFirst;
    if (!newest) return { verification: shown, mismatch: false, joined: 'none' };
    const { facts, persons } = combineForeign(newestFirst);
    const joined = foreignVerification({ ...newest, facts }, now);
    const answer: Together =
      persons !== 'same'
        ? { verification: shown, mismatch: persons === 'different' ? true : null, joined: 'none' }
        : this.#own
          ? combine(this.#own.found, joined)
          : { verification: joined, mismatch: false, joined: newestFirst.length > 1 ? 'name' : 'none' };
    if (answer.mismatch === false) return answer;
    this.end();
    return { ...answer, verification: shown };
  }
}
