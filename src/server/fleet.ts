import type { HeartbeatAnswer, SentryRow } from '../domain/api.ts';
import { currentBundle } from './bundle.ts';
import { answer } from './answer.ts';
import { heldChains } from './chains.ts';
import { charter } from './charter.ts';
import { prepareSession } from './sealing.ts';
import { readBody, whole } from './request-body.ts';
import { sentryPlace } from './sentry-place.ts';
import { rows, run, type Bindings } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';
import { signedWord } from './word.ts';

/** Three heartbeats missed: a sentry counts as off line. */
const onlineFor = 90_000;
const mostMs = 1e13;

interface FleetRow extends Omit<SentryRow, 'paired' | 'online'> {
  revoked: number;
}

/**
 * Rows of sentries, those on line first.
 * @param owner record id: only this owner's sites; null: the whole district
 */
export function sentryRows(app: App, owner: string | null, now: number): SentryRow[] {
  const found = rows<FleetRow>(
    app,
    [
      'device',
      'name',
      'site',
      'siteName',
      'zoneName',
      'revoked',
      'lastSeen',
      'queue',
      'oldestMs',
      'rejected',
      'bundleVersion',
      'camera',
      'temperature',
      'sound',
    ],
    `select f.device, d.name, s.number as site, s.name as siteName, coalesce(z.name, '') as zoneName, d.revoked,
       f.last_seen as lastSeen, f.queue, f.oldest_ms as oldestMs, f.rejected, f.bundle_version as bundleVersion,
       f.camera, f.temperature, f.sound
     from fleet f
     join sentries d on d.device = f.device
     join sites s on s.id = d.site
     left join zones z on z.id = d.zone
     where {:all} or s.owner = {:owner}
     order by f.last_seen < {:online}, s.number, d.name, f.device`,
    { all: owner === null ? 1 : 0, owner, online: now - onlineFor },
  );
  return found.map(({ revoked, ...sentry }) => ({
    ...sentry,
    paired: revoked === 0,
    online: revoked === 0 && now - sentry.lastSeen < onlineFor,
  }));
}

/** A state as a device words it, cut to what a screen can show. */
function state(body: { [name: string]: unknown }, field: string): string {
  const value = body[field];
  return typeof value === 'string' ? value.slice(0, 40) : '';
}

/** POST sentry/heartbeat */
export function heartbeatRoute(e: RequestEvent): void {
  let changed = false;
  answer(
    e,
    (): HeartbeatAnswer => {
      const sentry = whoAsks(e, 'sentries');
      const body = readBody(e);
      const now = Date.now();
      const beat: Bindings = {
        queue: whole(body, 'queue', 0, 1e9),
        oldest: whole(body, 'oldestMs', 0, mostMs),
        rejected: whole(body, 'rejected', 0, 1e9),
        bundle: whole(body, 'bundleVersion', 0, 1e9),
        skew: whole(body, 'clock', 0, mostMs) - now,
        app: state(body, 'appVersion'),
        camera: state(body, 'camera'),
        temperature: state(body, 'temperature'),
        sound: state(body, 'sound'),
        device: sentry.getInt('device'),
        now,
      };
      const { bundleVersion, ...place } = recordBeat(e.app, beat);
      changed = place.changed;
      prepareSession(e.app, body['session'], now);
      return {
        now,
        bundleVersion,
        charterVersion: charter().charter.version,
        sentry: sentryPlace(e.app, sentry),
        word: signedWord(e.app),
        chains: heldChains(e.app, sentry.getString('key'), body['chains']),
      };
    },
    () => changed,
  );
}

/** Writes the device's row; says whether a board would show anything new. */
function recordBeat(app: App, beat: Bindings): { changed: boolean; bundleVersion: number } {
  const same = rows<{ device: number }>(
    app,
    ['device'],
    `select device from fleet where device = {:device} and last_seen > {:recent} and queue = {:queue}
       and rejected = {:rejected} and bundle_version = {:bundle} and camera = {:camera}
       and temperature = {:temperature} and sound = {:sound}`,
    { ...beat, recent: (beat['now'] as number) - onlineFor },
  );
  run(
    app,
    `insert into fleet (device, last_seen, queue, oldest_ms, rejected, bundle_version, skew_ms, app_version, camera,
       temperature, sound)
     values ({:device}, {:now}, {:queue}, {:oldest}, {:rejected}, {:bundle}, {:skew}, {:app}, {:camera},
       {:temperature}, {:sound})
     on conflict do update set last_seen = excluded.last_seen, queue = excluded.queue,
       oldest_ms = excluded.oldest_ms, rejected = excluded.rejected, bundle_version = excluded.bundle_version,
       skew_ms = excluded.skew_ms, app_version = excluded.app_version, camera = excluded.camera,
       temperature = excluded.temperature, sound = excluded.sound`,
    beat,
  );
  return { changed: same.length === 0, bundleVersion: currentBundle(app).version };
}
