import type { ChangeField } from '../../domain/api/gate/fleet-api.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { SentryReport } from './sentry-report.ts';
import type { App } from '../vm/vm.ts';

/** A heartbeat after a pause as long as three is news to who watches, ms. */
const pauseMs = 90_000;

/** The row as it was before a heartbeat. */
interface Before {
  lastSeen: number;
  silentSince: number;
  queue: number;
  rejected: number;
  bundle: number;
  charter: number;
  app: string;
  camera: string;
  temperature: string;
  sound: string;
  storage: string;
  boot: string;
  locked: number;
}

const columns = [
  'lastSeen',
  'silentSince',
  'queue',
  'rejected',
  'bundle',
  'charter',
  'app',
  'camera',
  'temperature',
  'sound',
  'storage',
  'boot',
  'locked',
] as const;

/**
 * What is written down when it becomes otherwise. Not here: numbers that always change, and the deny list's version, which
 * changes on every sentry whenever anybody's status worsens.
 */
const watched: readonly [ChangeField, keyof Before & keyof SentryReport][] = [
  ['app', 'app'],
  ['bundle', 'bundle'],
  ['charter', 'charter'],
  ['camera', 'camera'],
  ['temperature', 'temperature'],
  ['sound', 'sound'],
  ['storage', 'storage'],
  ['start', 'boot'],
  ['lock', 'locked'],
];

/** Appends to a sentry's history. @param changes field, before, after */
export function appendChanges(
  app: App,
  device: number,
  at: number,
  changes: readonly [ChangeField, string, string][],
): void {
  run(
    app,
    `insert into fleet_changes (device, at, field, before, after)
     select {:device}, {:at}, value->>0, value->>1, value->>2 from json_each({:changes})`,
    { device, at, changes: JSON.stringify(changes) },
  );
}

function changesBetween(before: Before, report: SentryReport): [ChangeField, string, string][] {
  const changes: [ChangeField, string, string][] = [];
  if (before.silentSince > 0) changes.push(['presence', 'silent', 'online']);
  else if (before.lastSeen === 0) changes.push(['presence', 'never', 'online']);
  // The first report has nothing before it; what was not said before did not change.
  if (before.lastSeen === 0) return changes;
  for (const [field, name] of watched) {
    const [was, is] = [before[name], report[name]];
    if (was !== is && was !== '' && (was !== 0 || name === 'locked')) {
      changes.push([field, String(was), String(is)]);
    }
  }
  return changes;
}

/**
 * Writes a heartbeat: one row a device, in one statement; its history only where something became otherwise.
 * @returns whether a board would show anything new
 */
export function recordBeat(app: App, device: number, report: SentryReport, now: number): boolean {
  const before = row<Before>(
    app,
    columns,
    `select last_seen as lastSeen, silent_since as silentSince, queue, rejected, bundle_version as bundle,
       charter_version as charter, app_version as app, camera, temperature, sound, storage, boot, locked
     from fleet where device = {:device}`,
    { device },
  );
  const changes = before ? changesBetween(before, report) : [];
  if (changes.length === 0) write(app, device, report, now);
  else {
    transact(app, (inside) => {
      write(inside, device, report, now);
      appendChanges(inside, device, now, changes);
    });
  }
  return (
    before === null ||
    changes.length > 0 ||
    now - before.lastSeen >= pauseMs ||
    before.queue !== report.queue ||
    before.rejected !== report.rejected
  );
}

/** Of a report, in the order of the columns below. */
const written = [
  'queue',
  'oldest',
  'rejected',
  'held',
  'bundle',
  'charter',
  'deny',
  'wordAt',
  'skew',
  'app',
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
  'roster',
] as const satisfies readonly (keyof SentryReport)[];

const writtenColumns = [
  'queue',
  'oldest_ms',
  'rejected',
  'held',
  'bundle_version',
  'charter_version',
  'deny_version',
  'word_at',
  'skew_ms',
  'app_version',
  'camera',
  'temperature',
  'sound',
  'storage',
  'measured',
  'body_median',
  'ambient_median',
  'calibrated_at',
  'set_up_at',
  'set_up_steps',
  'healed',
  'restarted_at',
  'restarted_for',
  'boot',
  'started_at',
  'locked',
  'roster_version',
];

// One JSON text instead of twenty values: binding each costs PocketBase's VM more than SQLite's whole work.
const writeStatement = `insert into fleet (device, last_seen, silent_since, ${writtenColumns.join(', ')})
  select {:device}, {:now}, 0, ${written.map((_name, index) => `v.value->>${index}`).join(', ')}
  from json_each({:values}) v where true
  on conflict do update set last_seen = excluded.last_seen, silent_since = 0,
    ${writtenColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

function write(app: App, device: number, report: SentryReport, now: number): void {
  run(app, writeStatement, { device, now, values: JSON.stringify([written.map((name) => report[name])]) });
}
