import type { HealthStatus } from '../../domain/person/health-status.ts';
import { badness } from '../../domain/policy/override.ts';
import { turnStatusesOf } from '../accounts/roster-turn.ts';
import { audit } from '../audit/audit.ts';
import { denyVersion } from './deny-version.ts';
import { livePasses } from './pass-log.ts';
import { healthStatus } from '../people/person-status.ts';
import { row, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Why passes come onto the deny list or leave it; for the audit log. */
export type DenyReason = 'result' | 'override' | 'override-ended' | 'record';

const day = 86_400_000;
/** For how long it is kept what left the list, so that a sentry that was away gets a delta, ms. */
const keepRemoved = 3 * day;

/**
 * The next version. Within the transaction that changes the list. Passes that have expired leave it on this occasion, and
 * what left it long ago is forgotten.
 */
function nextVersion(app: App, now: number): number {
  run(app, 'update deny_version set version = max(version + 1, {:seconds})', {
    seconds: Math.floor(now / 1000),
  });
  const version = denyVersion(app);
  run(
    app,
    'update denied set removed_version = {:version} where removed_version is null and expires <= {:now}',
    { version, now },
  );
  const forgotten = row<{ version: number | null }>(
    app,
    ['version'],
    'select max(removed_version) as version from denied where removed_version is not null and expires < {:end}',
    { end: now - keepRemoved },
  )!.version;
  if (forgotten !== null) {
    run(app, 'delete from denied where removed_version <= {:forgotten}', { forgotten });
    run(app, 'update deny_version set complete_from = max(complete_from, {:forgotten})', { forgotten });
  }
  return version;
}

/** Puts passes on the list. Within a transaction. @param lasting whether they stay there, also where the status betters */
export function denyPasses(
  app: App,
  passes: readonly { passId: string; expires: number }[],
  now = Date.now(),
  lasting = false,
): void {
  if (passes.length === 0) return;
  const version = nextVersion(app, now);
  run(
    app,
    `insert into denied (pass_id, expires, added_version, removed_version, lasting)
     select value->>'passId', value->>'expires', {:version}, null, {:lasting} from json_each({:passes}) where true
     on conflict do update set lasting = max(lasting, excluded.lasting), removed_version = null,
       added_version = iif(removed_version is null, added_version, {:version})`,
    { version, lasting: lasting ? 1 : 0, passes: JSON.stringify(passes) },
  );
}

/**
 * Puts a person's live passes on the deny list: they state a status that is no longer true. To be called in the
 * transaction that worsens the status.
 * @returns how many passes
 */
export function denyPassesOf(app: App, person: string, reason: DenyReason, now = Date.now()): number {
  const passes = livePasses(app, person, now);
  denyPasses(app, passes, now);
  if (passes.length > 0) {
    audit(app, { actor: 'server', action: 'passes.deny', subject: `person:${person} ${reason}` });
  }
  return passes.length;
}

/** Takes a person's live passes off the list again. In the transaction that betters the status. */
export function allowPassesOf(app: App, person: string, reason: DenyReason, now = Date.now()): number {
  const listed = allowPasses(app, livePasses(app, person, now), now);
  if (listed > 0)
    audit(app, { actor: 'server', action: 'passes.allow', subject: `person:${person} ${reason}` });
  return listed;
}

/** Takes passes off the list, but those that are to stay there. Within a transaction. @returns how many were on it */
export function allowPasses(app: App, passes: readonly { passId: string }[], now: number): number {
  const ids = JSON.stringify(passes.map(({ passId }) => passId));
  const listed = row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from denied
     where removed_version is null and not lasting and pass_id in (select value from json_each({:ids}))`,
    { ids },
  )!.count;
  if (listed === 0) return 0;
  run(
    app,
    `update denied set removed_version = {:version}
     where removed_version is null and not lasting and pass_id in (select value from json_each({:ids}))`,
    { version: nextVersion(app, now), ids },
  );
  return listed;
}

/**
 * Does what may change a person's status and keeps the deny list true: worse denies the passes issued until now, well again
 * allows them. Better but not well (red to yellow) leaves them denied: some of them state green. Within a transaction.
 * @param times of which moments the status is looked at, UTC ms
 */
export function withStatusChange<Value>(
  app: App,
  person: string,
  reason: DenyReason,
  work: () => Value,
  times = { before: Date.now(), after: Date.now() },
): Value {
  const before = healthStatus(app, person, times.before);
  const value = work();
  followStatus(app, person, reason, before, times.after);
  return value;
}

/** The second half of `withStatusChange`, for a status read before the change. */
export function followStatus(
  app: App,
  person: string,
  reason: DenyReason,
  before: HealthStatus,
  now: number,
): void {
  const after = healthStatus(app, person, now);
  if (JSON.stringify(after) !== JSON.stringify(before)) turnStatusesOf(app, person, now);
  const was = badness(before);
  const is = badness(after);
  if (is > was) denyPassesOf(app, person, reason, now);
  else if (is === 0 && was > 0) allowPassesOf(app, person, reason, now);
}

/** Every hour: passes that have expired leave the list. */
export function dropExpired(app: App, now: number): void {
  const expired = row<{ count: number }>(
    app,
    ['count'],
    'select count(*) as count from denied where removed_version is null and expires <= {:now}',
    { now },
  )!.count;
  if (expired > 0) nextVersion(app, now);
}
