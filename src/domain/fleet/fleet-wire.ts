import type { FleetAnswer, FleetRow, Rollout } from '../api/gate/fleet-api.ts';
import { isOnline } from './presence.ts';
import type { CommandKind } from './sentry-command.ts';
import { districtMedian, driftOf, siteMedians } from '../scan/temperature-drift.ts';

/**
 * The fleet as it travels: each sentry a list of values, as the database gives them, in one text that the server's VM never
 * takes apart. What can be computed from them is computed by who reads them.
 */

/** What each sentry's list holds, in its order. */
export const fleetColumns = [
  'device',
  'name',
  'site',
  'siteName',
  'siteNameEn',
  'zoneName',
  'zoneNameEn',
  'subdistrict',
  'subdistrictEn',
  'category',
  'revoked',
  'ring',
  'lastSeen',
  'silentSince',
  'queue',
  'oldestMs',
  'rejected',
  'held',
  'bundleVersion',
  'charterVersion',
  'denyVersion',
  'wordAt',
  'skewMs',
  'appVersion',
  'camera',
  'temperature',
  'sound',
  'storage',
  'measured',
  'bodyMedian',
  'ambientMedian',
  'calibratedAt',
  'setUpAt',
  'setUpSteps',
  'healed',
  'restartedAt',
  'restartedFor',
  'boot',
  'startedAt',
  'locked',
  'missing',
  'chainFaults',
  'pending',
] as const;

/** GET fleet, as it travels. */
export interface FleetWire {
  sentries: (string | number | null)[][];
  newest: FleetAnswer['newest'];
  /** The version of the rules that each ring gets. */
  wanted: number[];
  /** Since when each ring gets it, UTC ms; 0: for longer than is known. */
  wantedSince: number[];
  rollouts: Rollout[];
  stepMinutes: number;
  silentMinutes: number;
  now: number;
}

type Stored = Omit<
  FleetRow,
  'paired' | 'online' | 'drift' | 'bundleWanted' | 'bundleWantedSince' | 'pending'
> & {
  revoked: number;
  /** Kinds, separated by commas; null when there are none. */
  pending: string | null;
};

const hour = 3_600_000;

/** Reads what travelled. */
export function readFleet({ sentries, wanted, wantedSince, ...wire }: FleetWire): FleetAnswer {
  const { now } = wire;
  const stored = sentries.map(
    (values) =>
      Object.fromEntries(
        fleetColumns
          .map((column, index) => [column, values[index]] as const)
          // A place without an English name has none, as in the other answers.
          .filter(([column, value]) => !(column.endsWith('En') && value === '')),
      ) as unknown as Stored,
  );
  const heard = stored.filter(({ lastSeen }) => now - lastSeen < hour);
  const median = districtMedian(heard);
  const ofSites = siteMedians(heard);
  const rows = stored.map(({ revoked, pending, ...row }): FleetRow => ({
    ...row,
    paired: revoked === 0,
    online: isOnline(revoked, row),
    drift: driftOf(row, ofSites.get(row.site) ?? median),
    // A sentry never goes back: what it has is at least what it is to have.
    bundleWanted: Math.max(
      wanted[row.ring] ?? wire.newest.version,
      Math.min(row.bundleVersion, wire.newest.version),
    ),
    bundleWantedSince: wantedSince[row.ring] ?? 0,
    pending: pending ? (pending.split(',') as CommandKind[]) : [],
  }));
  return { ...wire, sentries: rows, districtMedian: median };
}
