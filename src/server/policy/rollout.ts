import {
  readBundle,
  signaturesNeeded,
  type Bundle,
  type OfficialSignature,
} from '../../domain/bundle/bundle.ts';
import { inForce } from '../../domain/bundle/charter.ts';
import { hashListName, prefixTexts } from '../../domain/credential/hash-lists.ts';
import { lastRing, usualRing, type Rollout, type RolloutRequest } from '../../domain/api/gate/fleet-api.ts';
import type { TrustList } from '../../domain/credential/trust-list.ts';
import { audit } from '../audit/audit.ts';
import { charter } from './charter.ts';
import { demandSeen } from '../http/seen.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { forgetWanted, type KeptVersions } from './wanted-version.ts';

/**
 * Which version of the rules a sentry gets. A version that was just published reaches ring 0 at once and one ring more after
 * each step, unless somebody holds it. A device never goes back to an older version: a hold keeps the others as they are, and
 * changes nothing where the version has arrived.
 *
 * Nothing that protects is held back. A new charter goes to every sentry at once, beside whatever version its ring has; where
 * the charter no longer believes that version's officials, or it is about to end, the sentry gets a newer one, whatever its
 * ring. A version that believes a key of the trust list no longer is everywhere at once.
 */

/** Rules that end sooner than this are not what a held-back gate is left with, ms. */
const endsSoon = 2 * 86_400_000;
interface RolloutRow {
  version: number;
  ring: number;
  held: number;
  nextAt: number;
  published: number;
}

function open(app: App): RolloutRow[] {
  return rows<RolloutRow>(
    app,
    ['version', 'ring', 'held', 'nextAt', 'published'],
    `select version, ring, held, next_at as nextAt, published from rollouts where not complete
     order by version desc`,
  );
}

/** The versions not yet everywhere, newest first. */
export function rollouts(app: App): Rollout[] {
  return open(app).map(({ version, ring, held, nextAt, published }) => ({
    version,
    ring,
    published,
    held: held === 1,
    nextAt: held === 1 ? null : nextAt,
  }));
}

/**
 * Since when each ring gets the version that it is to have, UTC ms; 0 where that is longer ago than is written down. The
 * last ring reached got it one step before the next is due, each ring before it a step earlier, none before it was published.
 * @param wanted the versions by ring
 */
export function wantedSince(app: App, wanted: readonly number[]): number[] {
  const step = stepMinutes(app) * 60_000;
  const found = rows<Omit<RolloutRow, 'held'>>(
    app,
    ['version', 'ring', 'nextAt', 'published'],
    `select version, ring, next_at as nextAt, published from rollouts
     where version in (select value from json_each({:versions}))`,
    { versions: JSON.stringify(wanted) },
  );
  return wanted.map((version, ring) => {
    const rollout = found.find((each) => each.version === version);
    if (!rollout) return 0;
    return Math.max(rollout.published, rollout.nextAt - step * (1 + Math.max(0, rollout.ring - ring)));
  });
}

function believed(body: string, signatures: string, now: number): boolean {
  const { officials } = charter().charter;
  const { issuedAt, expiresAt } = readBundle(body);
  const points = (JSON.parse(signatures) as OfficialSignature[]).flatMap(({ official }) =>
    officials
      .filter(({ id, ...times }) => id === official && inForce(times, issuedAt))
      .map(({ point }) => point),
  );
  return new Set(points).size >= signaturesNeeded && expiresAt > now + endsSoon;
}

/** What `wantedVersion` goes by, looked up. @param newest the newest version that was published */
export function lookUpVersions(app: App, newest: number): KeptVersions {
  const now = Date.now();
  const rolling = open(app);
  const { version: charterVersion } = charter().charter;
  if (rolling.length === 0) {
    return { at: now, newest, charter: charterVersion, wanted: [], sound: [newest] };
  }
  const versions = rows<{ version: number; body: string; signatures: string }>(
    app,
    ['version', 'body', 'signatures'],
    'select version, body, signatures from bundles order by version desc limit 20',
  );
  const wanted = Array.from({ length: lastRing + 1 }, (_, ring) => {
    const reaches = ({ version }: { version: number }) =>
      rolling.every((rollout) => rollout.version !== version || rollout.ring >= ring);
    return versions.find(reaches)?.version ?? newest;
  });
  const oldest = Math.min(...wanted);
  const sound = versions
    .filter(({ version, body, signatures }) => version >= oldest && believed(body, signatures, now))
    .map(({ version }) => version)
    .reverse();
  return { at: now, newest, charter: charterVersion, wanted, sound };
}

/** The rings that some paired gate is in, ascending. */
function ringsInUse(app: App): number[] {
  return rows<{ ring: number }>(
    app,
    ['ring'],
    `select distinct coalesce(r.ring, ${usualRing}) as ring from sentries d
     left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
     where not d.revoked order by 1`,
  ).map(({ ring }) => ring);
}

/** Minutes from one ring to the next. */
export function stepMinutes(app: App): number {
  return row<{ minutes: number }>(app, ['minutes'], 'select minutes from rollout_pace')!.minutes;
}

export function setStepMinutes(app: App, minutes: number, actor: string): void {
  transact(app, (inside) => {
    run(inside, 'update rollout_pace set minutes = {:minutes}', { minutes });
    audit(inside, { actor, action: 'rollout.pace', subject: `minutes:${minutes}` });
  });
}

/** True when something of a trust list that was believed is so no longer. */
function withdrawsTrust(before: TrustList, after: TrustList): boolean {
  const trusted = new Set(
    after.entries
      .filter(({ suspended }) => !suspended)
      .map(({ kind, kid, key: held }) => `${kind} ${kid} ${held}`),
  );
  const called = ({ revocations, hashLists = [] }: TrustList) =>
    new Set([
      ...revocations.flatMap(({ kid, rids }) => rids.map((rid) => `${kid} ${rid}`)),
      ...hashLists.flatMap((list) => prefixTexts(list).map((prefix) => `${hashListName(list)} ${prefix}`)),
    ]);
  const calledBefore = called(before);
  return (
    before.entries.some(
      ({ suspended, kind, kid, key: held }) => !suspended && !trusted.has(`${kind} ${kid} ${held}`),
    ) || [...called(after)].some((rid) => !calledBefore.has(rid))
  );
}

/** Begins with the first ring; at once everywhere where there is but one. @param before what is in use so far */
export function beginRollout(
  app: App,
  before: Bundle | null,
  next: Bundle,
  now: number,
  actor: string,
): void {
  const used = ringsInUse(app);
  const urgent = before !== null && withdrawsTrust(before.trust, next.trust);
  const everywhere = before === null || urgent || used.length < 2;
  run(
    app,
    `insert into rollouts (version, published, ring, next_at, complete)
     values ({:version}, {:now}, {:ring}, {:nextAt}, {:complete})`,
    {
      version: next.version,
      now,
      ring: everywhere ? lastRing : used[0]!,
      nextAt: now + stepMinutes(app) * 60_000,
      complete: everywhere ? 1 : 0,
    },
  );
  if (everywhere) run(app, 'update rollouts set complete = 1');
  if (urgent) audit(app, { actor, action: 'rollout.release', subject: `bundle:${next.version} urgent` });
  forgetWanted(app);
}

/** Lets one ring more have a version, or all. @returns the last ring that has it now */
function reach(app: App, rollout: RolloutRow, all: boolean, now: number): number {
  const used = ringsInUse(app);
  const next = all ? undefined : used.find((ring) => ring > rollout.ring);
  const ring = next === undefined || next === used.at(-1) ? lastRing : next;
  if (ring === lastRing) {
    run(app, 'update rollouts set complete = 1, ring = {:ring}, held = 0 where version <= {:version}', {
      ring,
      version: rollout.version,
    });
  } else {
    run(app, 'update rollouts set ring = {:ring}, next_at = {:nextAt} where version = {:version}', {
      ring,
      nextAt: now + stepMinutes(app) * 60_000,
      version: rollout.version,
    });
  }
  return ring;
}

/** What an administrator does with a roll-out. @throws Fault 'not-found' when it is everywhere already */
export function steerRollout(
  app: App,
  { version, action, seen }: Pick<RolloutRequest, 'version' | 'action'> & { seen?: unknown },
  actor: string,
  now: number,
): void {
  transact(app, (inside) => {
    const rollout = open(inside).find((each) => each.version === version);
    if (!rollout) throw new Fault('not-found', `Version ${version} is not being rolled out.`);
    let { ring } = rollout;
    demandSeen(seen, { ring, held: rollout.held === 1 });
    if (action === 'hold') {
      run(inside, 'update rollouts set held = 1 where version = {:version}', { version });
    } else if (action === 'resume') {
      run(inside, 'update rollouts set held = 0, next_at = {:nextAt} where version = {:version}', {
        version,
        nextAt: now + stepMinutes(inside) * 60_000,
      });
    } else {
      ring = reach(inside, rollout, action === 'release', now);
    }
    audit(inside, { actor, action: `rollout.${action}`, subject: `bundle:${version} ring:${ring}` });
  });
  forgetWanted(app);
}

/** Every minute: those whose time has come reach one ring more. @returns whether any did */
export function advanceRollouts(app: App, now: number): boolean {
  const due = open(app).filter(({ held, nextAt }) => held === 0 && nextAt <= now);
  for (const rollout of due) {
    transact(app, (inside) => {
      const ring = reach(inside, rollout, false, now);
      audit(inside, {
        actor: 'server',
        action: 'rollout.advance',
        subject: `bundle:${rollout.version} ring:${ring}`,
      });
    });
  }
  if (due.length > 0) forgetWanted(app);
  return due.length > 0;
}

/** Puts gates into a ring. @returns how many were in another before */
export function setRing(
  app: App,
  devices: readonly number[],
  ring: number,
  actor: string,
  now: number,
): number {
  const changed = transact(app, (inside) => {
    const moved = rows<{ device: number; ring: number; site: string; zone: string; name: string }>(
      inside,
      ['device', 'ring', 'site', 'zone', 'name'],
      `select d.device, coalesce(r.ring, ${usualRing}) as ring, d.site, d.zone, d.name from sentries d
       left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
       where d.device in (select value from json_each({:devices})) and not d.revoked`,
      { devices: JSON.stringify(devices) },
    ).filter((gate) => gate.ring !== ring);
    if (moved.length === 0) return 0;
    run(
      inside,
      `insert into rings (site, zone, name, ring)
       select value->>'site', value->>'zone', value->>'name', {:ring} from json_each({:moved}) where true
       on conflict do update set ring = excluded.ring`,
      { ring, moved: JSON.stringify(moved) },
    );
    run(
      inside,
      `insert into fleet_changes (device, at, field, before, after)
       select value->>'device', {:now}, 'ring', cast(value->>'ring' as text), {:ring} from json_each({:moved})`,
      { now, ring: String(ring), moved: JSON.stringify(moved) },
    );
    audit(inside, {
      actor,
      action: 'fleet.ring',
      subject: `ring:${ring} devices:${numberRanges(moved.map(({ device }) => device))}`,
    });
    return moved.length;
  });
  forgetWanted(app);
  return changed;
}

/** "1-3,7" of 1, 2, 3 and 7: short enough for the audit log, and it names each. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
