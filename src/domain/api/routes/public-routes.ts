import type { SiteCodeAnswer, SiteCodeRequest } from '../api.ts';
import { says, type Route } from '../route.ts';
import type { BundleAnswer } from '../gate/sentry-api.ts';

/** What anybody may ask, signed in or not. */
export const publicRoutes = {
  readSiteCode: {
    method: 'POST',
    path: 'site-code',
    right: 'site-code.read',
    says: says<SiteCodeRequest, SiteCodeAnswer>(),
    addressRate: 'siteCodes',
  },
  bundle: {
    method: 'GET',
    path: 'bundle',
    right: 'bundle.read',
    /** `have`: the version that the asker has, 0 for none. `charter`: that of its charter. */
    says: says<{ have: number; charter?: number }, BundleAnswer>(),
    // A sentry that shows its token: after each heartbeat one is asked for at the most.
    deviceRate: 60,
  },
} as const satisfies Record<string, Route>;
