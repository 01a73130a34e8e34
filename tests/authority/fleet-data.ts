import type { FleetAnswer, FleetRow } from '../../src/domain/api/gate/fleet-api.ts';
import { fleetColumns, type FleetWire } from '../../src/domain/fleet/fleet-wire.ts';
import { now, sentryRow } from './district-data.ts';

/** A sentry online with nothing wrong, but for what is given. */
export function fleetRow(change: Partial<FleetRow> = {}): FleetRow {
  return {
    ...sentryRow(),
    subdistrict: '江湾镇街道',
    category: 'mall',
    ring: 2,
    appVersion: '0.1.0',
    charterVersion: 1,
    denyVersion: 1_790_000_000,
    wordAt: now - 20_000,
    held: 0,
    storage: 'ok',
    skewMs: 120,
    measured: 30,
    bodyMedian: 3650,
    ambientMedian: 2400,
    calibratedAt: now - 30 * 86_400_000,
    setUpAt: now - 20 * 86_400_000,
    setUpSteps: 'dddddddd',
    healed: '0,0,0,0,0,0',
    restartedAt: 0,
    restartedFor: '',
    drift: 2,
    boot: '0badcafe',
    startedAt: now - 3_600_000,
    silentSince: 0,
    locked: 0,
    missing: 0,
    chainFaults: 0,
    bundleWanted: 3,
    bundleWantedSince: 0,
    pending: [],
    ...change,
  };
}

export function fleet(sentries: FleetRow[], change: Partial<FleetAnswer> = {}): FleetAnswer {
  return {
    sentries,
    newest: { version: 3, issuedAt: now - 86_400_000 },
    rollouts: [],
    stepMinutes: 60,
    districtMedian: 3648,
    silentMinutes: 5,
    now,
    ...change,
  };
}

/** As the server sends it. */
export function onTheWire({ sentries, districtMedian: _median, ...wire }: FleetAnswer): FleetWire {
  const value = (row: FleetRow, column: (typeof fleetColumns)[number]): string | number | null => {
    if (column === 'revoked') return row.paired ? 0 : 1;
    if (column === 'pending') return row.pending.join(',') || null;
    return row[column] ?? (column.endsWith('En') ? '' : null);
  };
  return {
    ...wire,
    sentries: sentries.map((row) => fleetColumns.map((column) => value(row, column))),
    wanted: [3, 3, 3, 3, 3],
    wantedSince: [0, 0, 0, 0, 0],
  };
}

/** 763 sentries in two sub-districts: 20 silent, 10 never heard, one locked, one with its storage failed. */
export function manyFleetRows(): FleetRow[] {
  return Array.from({ length: 763 }, (_, index) => {
    const place: Partial<FleetRow> = {
      device: index + 1,
      name: `Gate ${index + 1}`,
      siteName: `Site ${(index % 300) + 1}`,
      subdistrict: index < 300 ? '四川北路街道' : '江湾镇街道',
    };
    if (index < 20) {
      const lastSeen = now - 7_200_000;
      return fleetRow({ ...place, online: false, lastSeen, silentSince: lastSeen });
    }
    if (index < 30) return fleetRow({ ...place, online: false, lastSeen: 0 });
    if (index === 30) return fleetRow({ ...place, locked: 1_790_000_000_000 });
    if (index === 31) return fleetRow({ ...place, storage: 'failed', ring: 0 });
    return fleetRow(place);
  });
}
