import { readBundle } from '../../domain/bundle/bundle.ts';
import type { DraftBasis, PolicyAnswer } from '../../domain/api/policy-api.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { TrustList } from '../../domain/credential/trust-list.ts';

/** What the next draft is made from. */
export interface DraftSource {
  policy: Policy;
  trust: TrustList;
  validDays: number;
  basis: DraftBasis;
}

const day = 86_400_000;
/** For how many days a bundle decides when nobody chose otherwise. */
const usualDays = 180;

/** The open draft, so that several changes gather in one; else the bundle in force. */
export function draftSource({ current, draft }: PolicyAnswer): DraftSource {
  const { policy, trust } = readBundle((draft ?? current).body);
  const days = draft ? Math.round((draft.expiresAt - draft.issuedAt) / day) : usualDays;
  return {
    policy,
    trust,
    validDays: Math.min(365, Math.max(1, days)),
    basis: { version: current.version, draft: draft?.id ?? null },
  };
}

/** Whether two drafts would be made from the same. */
export function sameBasis(a: DraftBasis, b: DraftBasis): boolean {
  return a.version === b.version && a.draft === b.draft;
}
