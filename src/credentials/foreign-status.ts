import type { HealthStatus } from '../domain/health-status.ts';
import type { Proof, Verification } from '../domain/verification.ts';
import { dosesProved } from './foreign-person.ts';
import type { ForeignFact, ForeignProof, ForeignVerification } from './foreign.ts';

const day = 86_400_000;
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
 */
export function foreignStatus(facts: readonly ForeignFact[], now: number): HealthStatus {
  const tests = facts.map((fact) => testOf(fact, now)).filter((test) => test !== null);
  const newest = tests.toSorted(newestFirst)[0];
  const doses = dosesProved(facts);
  const given = facts.filter(({ kind, at }) => kind === 'vaccination' && at !== null).map(({ at }) => at!);
  return {
    colour: 'unknown',
    lastResult: newest?.result ?? 'none',
    sampleTime: newest?.at ?? null,
    doses: doses === null ? null : Math.min(doses, mostDoses),
    lastDose: given.length > 0 ? Math.floor(Math.max(...given) / day) * day : null,
  };
}

interface Test {
  at: number | null;
  result: 'negative' | 'positive' | 'pending';
}

function testOf({ kind, at, result, method, validFrom }: ForeignFact, now: number): Test | null {
  // Until its recovery begins to hold, the person is one with a positive test.
  if (kind === 'recovery') return validFrom !== null && now < validFrom ? { at, result: 'positive' } : null;
  if (kind !== 'test' || result === null) return null;
  if (result === 'positive') return { at, result };
  if (method !== 'nucleic-acid') return null;
  // An inconclusive test is one that has no result yet.
  return { at, result: result === 'negative' ? 'negative' : 'pending' };
}

const badness = { positive: 0, pending: 1, negative: 2 };

/** A positive test of no known time may be the newest; another one of no known time is the oldest. */
function newestFirst(a: Test, b: Test): number {
  const time = ({ at, result }: Test): number => at ?? (result === 'positive' ? Infinity : -Infinity);
  return time(a) === time(b) ? badness[a.result] - badness[b.result] : time(b) > time(a) ? 1 : -1;
}
