import { combine, type Together } from '../../domain/credential/combine.ts';
import type { Verification } from '../../domain/credential/verification.ts';
import { combineForeign } from '../foreign/foreign-person.ts';
import { foreignVerification } from '../foreign/foreign-status.ts';
import type { ForeignVerification } from '../foreign/foreign.ts';
import { verifyPass } from '../pass/health-pass-verifier.ts';
import { askForeign, type PresentedContext } from './verify.ts';

/** How long after a proof was shown it may still be said that its person has another, ms: a verdict stands no longer. */
export const offerMs = 15_000;

/** How long the other proof of a person is waited for, ms. */
export const secondProofMs = 30_000;

/** A second proof that is waited for. */
export interface SecondProof {
  /** Whose proofs are completed, as strangers may see it. */
  maskedName: string;
  /** UTC ms, exclusive: when it is waited for no longer. */
  until: number;
}

/** What one person has proved. */
interface Proofs {
  own: Verification | null;
  /** By text, in the order of showing: a credential that is shown twice is one. */
  foreign: ReadonlyMap<string, ForeignVerification>;
}

/** The person whose proofs may be completed. */
interface Person extends Proofs {
  /** The answer that was given of them all. */
  verification: Verification;
  /** When the last of them was shown, UTC ms. */
  at: number;
  /** Whether a proof that was said to be theirs, and may be, speaks against them: it was not counted, and is not forgotten. */
  inDoubt: boolean;
}

/**
 * The proofs of one person at one stop. **Every code decides alone**: what was shown before is nothing to it. Only when
 * somebody says so, for the proof just shown (`begin`), is the next proved code counted together with it, and only when it
 * can be the same person's: two foreign credentials by full name and date of birth, a foreign one and a live pass by the
 * masked name, all that a pass has. Another person's code ends that, and is decided with nothing of the one before; so do
 * half a minute, an admission and `end`. What is not proved names nobody: it is answered alone and the wait goes on. Where it
 * cannot be told whether two proofs are of one person, the second is decided alone as well; a first one that speaks against
 * the person then leaves that in doubt (`mismatch: null`), for whoever said that they are one person's.
 *
 * ```ts
 * const first = await stop.verify([certificate], context);
 * stop.begin(first.verification, context.now); // "this person has another proof"
 * const together = await stop.verify([livePass], context); // joined: 'mask'
 * ```
 *
 * All codes of a card that is split over several are one credential, not several proofs.
 */
export class Stop {
  /** Whose proof was shown last. Full names are in it: it goes with `offerMs` or the wait. */
  #person: Person | null = null;
  /** Since when another proof is waited for, UTC ms; null while none is. */
  #since: number | null = null;

  /**
   * Verifies what is shown now.
   * @param codes one text as a rule; all codes of a card that is split over several
   */
  async verify(codes: readonly [string, ...string[]], context: PresentedContext): Promise<Together> {
    const { now } = context;
    const foreign = await askForeign(codes, context);
    const verification = foreign ? foreignVerification(foreign, now) : await verifyPass(codes[0], context);
    this.forget(now);
    const before = this.#since === null ? null : this.#person;
    if (verification.proof !== 'proved') {
      if (!before) this.end();
      return { verification, mismatch: false, joined: 'none' };
    }
    const shown: Proofs = foreign
      ? { own: null, foreign: new Map([[codes.toSorted().join(' '), foreign]]) }
      : { own: verification, foreign: new Map() };
    const found = before && complete(before, shown, now);
    if (found && 'together' in found) {
      const { together, proofs } = found;
      const { inDoubt } = before!;
      this.#person = { ...proofs, verification: together.verification, at: now, inDoubt };
      // The same proof once more is none that was waited for.
      if (!found.again) this.#since = null;
      return inDoubt ? { ...together, mismatch: null } : together;
    }
    const apart = found && 'persons' in found ? found.persons : null;
    const inDoubt = apart === 'unknown' && (before!.inDoubt || speaksAgainst(before!.verification));
    this.#person = { ...shown, verification, at: now, inDoubt };
    this.#since = null;
    // A live pass is its holder's own, whoever was there before, unless what was there before may be theirs and worse. A paper
    // of somebody else's is one for the guard to see.
    const mismatch = inDoubt ? null : !foreign || !apart ? false : apart === 'different' ? true : null;
    return { verification, mismatch, joined: 'none', ...(apart && { apart }) };
  }

  /**
   * Somebody at the gate says that the person whose proofs were last answered has another one.
   * @param of the very answer that is on the screen: a tap that comes late is nobody else's
   * @param now UTC ms
   * @returns null when there is nothing to complete: unproved, on paper, another's, or shown too long ago
   */
  begin(of: Verification, now: number): SecondProof | null {
    this.forget(now);
    if (!this.#person || this.#person.verification !== of || !canBeCompleted(of)) return null;
    this.#since = now;
    return this.waiting(now);
  }

  /** An answer is given once more, as when its person is measured again: from now on it is the last one shown. @param now UTC ms */
  renew(of: Verification, now: number): void {
    this.forget(now);
    if (this.#person?.verification === of) this.#person = { ...this.#person, at: now };
  }

  /** The second proof that is waited for at `now` (UTC ms); null when none is. */
  waiting(now: number): SecondProof | null {
    this.forget(now);
    if (!this.#person || this.#since === null) return null;
    return {
      maskedName: this.#person.verification.person!.maskedName,
      until: this.#since + secondProofMs,
    };
  }

  /** Forgets all: the person has gone, was let in, or has no other proof. */
  end(): void {
    this.#person = null;
    this.#since = null;
  }

  /** Forgets whose time is over: names and dates of birth lie in memory no longer than they can be of use. @param now UTC ms */
  forget(now: number): void {
    if (!this.#person) return;
    const [since, most] = this.#since === null ? [this.#person.at, offerMs] : [this.#since, secondProofMs];
    // Asked this way round, a clock that was set or gives no number keeps nobody.
    if (!(now >= since && now < since + most)) this.end();
  }
}

/** Whether another proof can be counted together with this one. A pass on paper states nothing that could be completed. */
export function canBeCompleted({ proof, kind, person }: Verification): boolean {
  return proof === 'proved' && person !== null && kind !== 'paper';
}

/** Whether an answer says that its person is ill, or may be. */
function speaksAgainst({ status }: Verification): boolean {
  return status?.lastResult === 'positive' || status?.lastResult === 'pending';
}

type Completed =
  | { together: Together; proofs: Proofs; again: boolean }
  | { persons: 'different' | 'unknown' };

/** Counts what is shown together with what its person showed before; or says why not. */
function complete(before: Person, shown: Proofs, now: number): Completed {
  const { own } = shown;
  // Another pass is another person's, and a pass on paper completes nothing.
  if (own && own.kind !== 'pass') return { persons: 'different' };
  if (own && before.own && own.person!.passId !== before.own.person!.passId) return { persons: 'different' };
  const again = own
    ? before.own !== null
    : [...shown.foreign.keys()].every((text) => before.foreign.has(text));
  const kept = [...before.foreign].filter(([text]) => !shown.foreign.has(text));
  const proofs: Proofs = { own: own ?? before.own, foreign: new Map([...kept, ...shown.foreign]) };
  const together = answer(proofs, now);
  return 'persons' in together ? together : { together, proofs, again };
}

/** What proofs say together; or that they are not, or may not be, one person's. */
function answer({ own, foreign }: Proofs, now: number): Together | { persons: 'different' | 'unknown' } {
  const newestFirst = [...foreign.values()].toReversed();
  const [newest] = newestFirst;
  if (!newest) return { verification: own!, mismatch: false, joined: 'none' };
  const { facts, reasons, persons } = combineForeign(newestFirst);
  if (persons !== 'same') return { persons };
  const joined = foreignVerification({ ...newest, facts, reasons }, now);
  if (!own) return { verification: joined, mismatch: false, joined: foreign.size > 1 ? 'name' : 'none' };
  const together = combine(own, joined);
  if (together.mismatch === false) return together;
  return { persons: together.mismatch ? 'different' : 'unknown' };
}
