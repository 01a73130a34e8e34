import { isNumberWrong } from './foreign-doses.ts';
import type {
  ForeignContext,
  ForeignFact,
  ForeignPerson,
  ForeignReason,
  ForeignVerification,
} from './foreign.ts';

/** Whether the context's clock gives a time at all: without one nothing is proved. */
export function clockIsKnown({ now, futureTolerance = 0 }: ForeignContext): boolean {
  return Number.isFinite(now) && Number.isFinite(futureTolerance);
}

/**
 * The answer for a credential whose signature, key and times hold. What is dated in the future proves nothing for the
 * person: it is left out and named. What speaks against the person stays, of no known time.
 */
export function provedWith(
  source: ForeignVerification['source'],
  known: Pick<ForeignVerification, 'issuer' | 'issuedAt' | 'expiresAt'>,
  contents: { person: ForeignPerson | null; facts: ForeignFact[]; reasons: ForeignReason[] },
  { now, futureTolerance = 0 }: Pick<ForeignContext, 'now' | 'futureTolerance'>,
): ForeignVerification {
  const reasons = new Set(contents.reasons);
  const facts = contents.facts.flatMap((fact) => {
    // Nobody can tell whether it was called back: what is better for the person waits.
    if (reasons.has('revocation-unknown') && !speaksAgainst(fact)) return [];
    if (begun(fact, now + futureTolerance)) return [fact];
    reasons.add('time-in-future');
    return speaksAgainst(fact) ? [{ ...fact, at: null, when: null, validFrom: null }] : [];
  });
  if (contents.facts.some(({ at }) => at === null)) reasons.add('time-unknown');
  if (facts.some(isNumberWrong)) reasons.add('dose-number-wrong');
  if (facts.some(({ kind, result }) => kind === 'test' && result === 'inconclusive'))
    reasons.add('result-unclear');
  if (!contents.person) reasons.add('no-person');
  if (source === 'hcert' && known.expiresAt === null) reasons.add('no-expiry-stated');
  return {
    source,
    proof: 'proved',
    ...known,
    person: contents.person,
    facts,
    chunks: null,
    reasons: [...reasons],
  };
}

/** The contents of a credential of which it is not known whether its issuer has called it back. */
export function withRevocation<T extends { reasons: ForeignReason[] }>(
  contents: T,
  revoked: 'not-revoked' | 'unknown',
): T {
  if (revoked === 'not-revoked') return contents;
  return { ...contents, reasons: [...contents.reasons, 'revocation-unknown'] };
}

/**
 * Whether the time of a fact can have come: a day has when it has begun anywhere on earth. A negative result counts by its age:
 * its sample must have been taken by the very time that the age is counted from.
 */
function begun(fact: ForeignFact, latest: number): boolean {
  const { kind, at, when } = fact;
  const isAged = kind === 'test' && !speaksAgainst(fact) && at !== null;
  const earliest = when && !isAged ? when.earliest : at;
  return earliest === null || earliest <= latest;
}

/** Whether a fact may say that its person is ill: everything of a test but a negative result, and every recovery. */
function speaksAgainst({ kind, result }: ForeignFact): boolean {
  return kind === 'recovery' || (kind === 'test' && result !== 'negative');
}
