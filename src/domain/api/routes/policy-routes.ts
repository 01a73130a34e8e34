import type {
  DecideAnswer,
  DecideRequest,
  DraftAnswer,
  DraftRequest,
  PolicyAnswer,
  ReplayAnswer,
  ReplayRequest,
  SignAnswer,
  SignRequest,
  WithdrawRequest,
} from '../policy-api.ts';
import { bodyBytes, says, type Nothing, type Route } from '../route.ts';

/** Staff who make policy. Only a signature of an official's own key changes anything. */
export const policyRoutes = {
  policy: {
    method: 'GET',
    path: 'policy',
    right: 'policy.see',
    says: says<Nothing, PolicyAnswer>(),
  },
  decide: {
    method: 'POST',
    path: 'policy/decide',
    right: 'policy.see',
    says: says<DecideRequest, DecideAnswer>(),
  },
  replay: {
    method: 'POST',
    path: 'policy/replay',
    right: 'policy.replay',
    says: says<ReplayRequest, ReplayAnswer>(),
    audited: ['policy.replay', 'scope.outside'],
  },
  draftPolicy: {
    method: 'POST',
    path: 'policy/draft',
    right: 'policy.draft',
    says: says<DraftRequest, DraftAnswer>(),
    body: bodyBytes.draft,
    logged: true,
    audited: ['policy.draft'],
  },
  withdrawDraft: {
    method: 'POST',
    path: 'policy/draft/withdraw',
    right: 'policy.draft',
    says: says<WithdrawRequest, Nothing>(),
    logged: true,
    audited: ['policy.withdraw'],
  },
  signPolicy: {
    method: 'POST',
    path: 'policy/sign',
    right: 'policy.sign',
    says: says<SignRequest, SignAnswer>(),
    logged: true,
    // A version that the old one must not outlive goes to all rings at once.
    audited: ['policy.sign', 'approval.linked', 'bundle.publish', 'rollout.release'],
  },
} as const satisfies Record<string, Route>;
