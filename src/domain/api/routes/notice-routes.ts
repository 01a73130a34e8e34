import type { PersonRequest } from '../api.ts';
import type {
  AgreementsAnswer,
  DistrictAnswer,
  WithdrawConsentAnswer,
  WithdrawConsentRequest,
} from '../persons/consent-api.ts';
import { says, type Nothing, type Route } from '../route.ts';

/** What people are told, and what they agree to. Apart from a phone's other routes: the page of a scanned site code loads none of them. */
export const noticeRoutes = {
  district: {
    method: 'GET',
    path: 'district',
    right: 'notices.read',
    says: says<Nothing, DistrictAnswer>(),
  },
  agreements: {
    method: 'GET',
    path: 'me/agreements',
    right: 'self.see',
    says: says<PersonRequest, AgreementsAnswer>(),
  },
  withdrawConsent: {
    method: 'POST',
    path: 'me/withdraw',
    right: 'self.see',
    says: says<WithdrawConsentRequest, WithdrawConsentAnswer>(),
    audited: ['consent.withdraw'],
  },
  agreePass: {
    method: 'POST',
    path: 'me/agree',
    right: 'self.see',
    says: says<PersonRequest, Nothing>(),
    collects: 'pass',
  },
} as const satisfies Record<string, Route>;
