import type {
  ForeignContext,
  ForeignFact,
  ForeignPerson,
  ForeignReason,
  ForeignVerification,
} from './foreign.ts';

/** A day alone may begin up to 14 hours earlier somewhere on earth than at 00:00Z: that is not yet the future. */
const dayTolerance = 14 * 3_600_000;

/**
 * The answer for a credential whose signature, key and times hold. A fact of the future is left out and named: a sample
 * that is still to be taken proves nothing.
 */
export function provedWith(
  source: ForeignVerification['source'],
  known: Pick<ForeignVerification, 'issuer' | 'issuedAt' | 'expiresAt'>,
  contents: { person: ForeignPerson | null; facts: ForeignFact[]; reasons: ForeignReason[] },
  { now }: Pick<ForeignContext, 'now'>,
): ForeignVerification {
  const facts = contents.facts.filter(({ at }) => at === null || at <= now + dayTolerance);
  const reasons = new Set(contents.reasons);
  if (facts.length < contents.facts.length) reasons.add('time-in-future');
  if (facts.some(({ at }) => at === null)) reasons.add('time-unknown');
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
