import { bodyBytes, says, type Route } from '../route.ts';
import type {
  DenyListAnswer,
  HeartbeatAnswer,
  HeartbeatRequest,
  IdentifyAnswer,
  IdentifyRequest,
  PairAnswer,
  PairRequest,
  ScansAnswer,
  ScansRequest,
} from '../gate/sentry-api.ts';

/** What sentries ask for all day: answered by a bundle of its own, without the big libraries. */
export const gateRoutes = {
  uploadScans: {
    method: 'POST',
    path: 'sentry/scans',
    right: 'gate.upload',
    says: says<ScansRequest, ScansAnswer>(),
    bundle: 'gate',
    body: bodyBytes.upload,
    // Read when it is the sentry's turn, and its text is what the upload's hash is over.
    readsText: true,
    addressRate: 'sentries',
    // 100,000 records may wait after a long time offline.
    deviceRate: 600,
  },
  heartbeat: {
    method: 'POST',
    path: 'sentry/heartbeat',
    right: 'gate.report',
    says: says<HeartbeatRequest, HeartbeatAnswer>(),
    bundle: 'gate',
    addressRate: 'sentries',
    // Two are due, up to twelve come while it looks for the server, and one for each thing it has to say.
    deviceRate: 60,
    audited: ['sentry.command-said'],
  },
} as const satisfies Record<string, Route>;

/** What sentries ask for seldom. */
export const sentryRoutes = {
  pair: {
    method: 'POST',
    path: 'sentry/pair',
    right: 'sentry.join',
    says: says<PairRequest, PairAnswer>(),
    addressRate: 'pairing',
    logged: true,
    audited: ['sentry.pair', 'sentry.revoke'],
  },
  identify: {
    method: 'POST',
    path: 'sentry/identify',
    right: 'gate.identify',
    says: says<IdentifyRequest, IdentifyAnswer>(),
    addressRate: 'sentries',
    // A document a second, with the one that is laid down again.
    deviceRate: 120,
    audited: ['gate.identify'],
    readsPersons: ['gate'],
  },
  denyList: {
    method: 'GET',
    path: 'sentry/deny-list',
    right: 'deny-list.read',
    /** `have`: the version that the sentry has, 0 for none. */
    says: says<{ have: number }, DenyListAnswer>(),
    // After each heartbeat one is asked for at the most, and the whole one where a delta did not fit.
    deviceRate: 120,
  },
} as const satisfies Record<string, Route>;
