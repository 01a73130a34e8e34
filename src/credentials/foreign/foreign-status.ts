import type { HealthStatus } from '../../domain/person/health-status.ts';
import type { Proof, Verification } from '../../domain/credential/verification.ts';
import { dosesProved, lastDoseDay } from './foreign-doses.ts';
import type { ForeignFact, ForeignProof, ForeignVerification } from './foreign.ts';

/** The most doses a health status holds. */
const mostDoses = 14;

/** What a foreign proof is called at the gate: who signed nothing that is believed has proved nothing. */
const proofs: Record<ForeignProof, Proof> = {
  proved: 'proved',
  unreadable: 'unreadable',
  incomplete: 'incomplete',
  'unknown-issuer': 'forged',
  'suspended-issuer': 'revoked',
  forged: 'forged',
  revoked: 'revoked',
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
};

/**
 * A foreign credential's answer as every gate takes it. One that is proved but names nobody proves nothing of the person
 * who holds it: it is not proved here. Its `reasons` are codes of `foreignProofs` and `foreignReasons`, the proof first.
 * @param now UTC ms
 */
export function foreignVerification(found: ForeignVerification, now: number): Verification {
  const { person, source, issuer, issuedAt } = found;
  const named = found.proof === 'proved' && person !== null;
  return {
    proof: named ? 'proved' : found.proof === 'proved' ? 'unreadable' : proofs[found.proof],
    kind: source,
    challenged: false,
    person: named ? { maskedName: person.masked, passId: null } : null,
    status: named ? foreignStatus(found.facts, now) : null,
    statedAt: named ? issuedAt : null,
    showing: null,
    replayKey: null,
    reasons: found.proof === 'proved' ? found.reasons : [found.proof, ...found.reasons],
    source: issuer?.name ?? null,
  };
}

/**
 * The health status that foreign facts state. It has no colour: that is for the district to give. The last result is that
 * of the newest sample; a nucleic acid test counts whatever it says, another kind of test only against the person.
 *
 * No older negative result stands against what may be newer and may be positive: of two results that cannot be put in
 * order the worse one counts, and one that is not understood, or not final, is 'pending'.
 */
export function foreignStatus(facts: readonly ForeignFact[], now: number): HealthStatus {
  const tests = facts.map((fact) => testOf(fact, now)).filter((test) => test !== null);
  const newest = standing(tests);
  const doses = dosesProved(facts);
  return {
    colour: 'unknown',
    lastResult: newest?.result ?? 'none',
    sampleTime: newest?.at ?? null,
    doses: doses === null ? null : Math.min(doses, mostDoses),
    lastDose: lastDoseDay(facts),
  };
}

interface Test {
  /** UTC ms: of a negative result when its sample was taken; of another one the last moment it can have been. */
  at: number | null;
  /** What it is put in order by: as `at`, but of a negative result the first moment it can have been. */
  rank: number;
  result: 'negative' | 'positive' | 'pending';
}

function testOf(fact: ForeignFact, now: number): Test | null {
  const { kind, at, result, method, when } = fact;
  // Of what is dated with less than a moment, now is the latest that it can have been.
  const latest = when ? Math.max(at ?? -Infinity, Math.min(when.latest, now)) : at;
  // What is no negative result may be the newest when its time is not known.
  const against = { at: latest, rank: latest ?? Infinity };
  // Until its recovery begins to hold, the person is one with a positive test.
  if (kind === 'recovery') return recovered(fact, now) ? null : { ...against, result: 'positive' };
  if (kind !== 'test' || result === null) return null;
  if (result === 'positive') return { ...against, result };
  if (result === 'inconclusive') return { ...against, result: 'pending' };
  // A negative result of no known time says nothing of now.
  if (method !== 'nucleic-acid' || at === null) return null;
  return { at, rank: Math.min(at, when?.earliest ?? at), result };
}

/** Whether a recovery holds. One that does not say from when, or from before the illness, never does. */
function recovered({ at, validFrom }: ForeignFact, now: number): boolean {
  return validFrom !== null && now >= validFrom && (at === null || validFrom >= at);
}

/**
 * The test that counts: the newest one with a result, or an open one that may be newer than a negative result. An open one
 * takes no positive result away.
 */
function standing(tests: readonly Test[]): Test | undefined {
  const inOrder = tests.toSorted(newestFirst);
  const decided = inOrder.find(({ result }) => result !== 'pending');
  return decided?.result === 'positive' ? decided : inOrder[0];
}

const badness = { positive: 0, pending: 1, negative: 2 };

function newestFirst(a: Test, b: Test): number {
  return a.rank === b.rank ? badness[a.result] - badness[b.result] : b.rank > a.rank ? 1 : -1;
}
