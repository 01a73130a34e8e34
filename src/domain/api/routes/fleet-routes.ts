import type {
  CommandAnswer,
  CommandRequest,
  CommandWithdrawal,
  FleetSentryAnswer,
  PaceRequest,
  RingRequest,
  RolloutRequest,
} from '../gate/fleet-api.ts';
import { bodyBytes, says, type Nothing, type Route } from '../route.ts';
import type { FleetWire } from '../../fleet/fleet-wire.ts';

/** The sentries as staff see them, and what they are told to do. */
export const fleetRoutes = {
  fleet: {
    method: 'GET',
    path: 'fleet',
    right: 'fleet.see',
    says: says<Nothing, FleetWire>(),
    compressed: true,
  },
  fleetSentry: {
    method: 'GET',
    path: 'fleet/sentry',
    right: 'fleet.see',
    says: says<{ device: number }, FleetSentryAnswer>(),
  },
  setRing: {
    method: 'POST',
    path: 'fleet/ring',
    right: 'fleet.roll-out',
    says: says<RingRequest, { changed: number }>(),
    body: bodyBytes.fleet,
    logged: true,
    audited: ['fleet.ring'],
  },
  steerRollout: {
    method: 'POST',
    path: 'fleet/rollout',
    right: 'fleet.roll-out',
    says: says<RolloutRequest, Nothing>(),
    logged: true,
    audited: ['rollout.advance', 'rollout.release', 'rollout.hold', 'rollout.resume'],
  },
  setRolloutPace: {
    method: 'POST',
    path: 'fleet/pace',
    right: 'fleet.roll-out',
    says: says<PaceRequest, Nothing>(),
    logged: true,
    audited: ['rollout.pace'],
  },
  commandSentries: {
    method: 'POST',
    path: 'fleet/command',
    right: 'fleet.command',
    says: says<CommandRequest, CommandAnswer>(),
    body: bodyBytes.fleet,
    logged: true,
    audited: ['sentry.command', 'approval.ask'],
  },
  withdrawCommand: {
    method: 'POST',
    path: 'fleet/command/withdraw',
    right: 'fleet.command',
    says: says<CommandWithdrawal, Nothing>(),
    logged: true,
    audited: ['sentry.command-withdraw'],
  },
} as const satisfies Record<string, Route>;
