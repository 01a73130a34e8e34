import type {
  AlarmRow,
  BoardAnswer,
  BoardSentriesAnswer,
  PairingCodeAnswer,
  PairingCodeRequest,
  VenueAnswer,
} from '../api.ts';
import type {
  GatePinRequest,
  GateSettingsAnswer,
  GateSettingsRequest,
  GateWayRequest,
  GateWaysAnswer,
} from '../gate/gate-api.ts';
import type { ListAnswer, ListRequest } from '../list-api.ts';
import { says, type Nothing, type Route } from '../route.ts';

/** Sites and what happens there, as their owners and staff see it. */
export const venueRoutes = {
  venue: {
    method: 'GET',
    path: 'venue',
    right: 'own-sites.see',
    says: says<Nothing, VenueAnswer>(),
    compressed: true,
  },
  pairingCode: {
    method: 'POST',
    path: 'venue/pairing-code',
    right: 'sentry.pair',
    says: says<PairingCodeRequest, PairingCodeAnswer>(),
    addressRate: 'venues',
    logged: true,
    audited: ['pairing-code.make', 'scope.outside'],
  },
  gateSettings: {
    method: 'GET',
    path: 'gate/settings',
    right: 'gate.settings',
    says: says<{ site: number }, GateSettingsAnswer>(),
    audited: ['scope.outside'],
  },
  setGateSettings: {
    method: 'POST',
    path: 'gate/settings',
    right: 'gate.settings',
    says: says<GateSettingsRequest, { version: number }>(),
    logged: true,
    audited: ['gate.settings', 'scope.outside'],
  },
  setGatePin: {
    method: 'POST',
    path: 'gate/pin',
    right: 'gate.settings',
    says: says<GatePinRequest, { version: number }>(),
    logged: true,
    audited: ['gate.pin', 'scope.outside'],
  },
  gateWays: {
    method: 'GET',
    path: 'gate/ways',
    right: 'gate.settings',
    says: says<{ site: number }, GateWaysAnswer>(),
    audited: ['scope.outside'],
  },
  setGateWay: {
    method: 'POST',
    path: 'gate/way',
    right: 'gate.settings',
    says: says<GateWayRequest, { now: number }>(),
    logged: true,
    audited: ['gate.way', 'scope.outside'],
  },
  board: {
    method: 'GET',
    path: 'board',
    right: 'board.see',
    says: says<Nothing, BoardAnswer>(),
    compressed: true,
  },
  boardSentries: {
    method: 'GET',
    path: 'board/sentries',
    right: 'board.see',
    says: says<Nothing, BoardSentriesAnswer>(),
    compressed: true,
  },
  alarms: {
    method: 'POST',
    path: 'alarms',
    right: 'board.see',
    says: says<ListRequest, ListAnswer<AlarmRow>>(),
    compressed: true,
  },
} as const satisfies Record<string, Route>;
