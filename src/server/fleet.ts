import type { HeartbeatAnswer, SentryRow } from '../domain/api.ts';
import { newestVersion } from './bundle.ts';
import { answer } from './answer.ts';
import { heldChains } from './chains.ts';
import { charter } from './charter.ts';
import { hearSaid, pendingCommands } from './commands.ts';
import { onlineFor, recordBeat } from './fleet-record.ts';
import { readBody } from './request-body.ts';
import { wantedVersion } from './rollout.ts';
import { prepareSession } from './sealing.ts';
import { sentryStand } from './sentry-place.ts';
import { readReport, readSaid } from './sentry-report.ts';
import { rows } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';
import { signedWord } from './word.ts';

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
      'silentSince',
      'queue',
      'oldestMs',
      'rejected',
      'bundleVersion',
      'camera',
      'temperature',
      'sound',
    ],
    `select f.device, d.name, s.number as site, s.name as siteName, coalesce(z.name, '') as zoneName, d.revoked,
       f.last_seen as lastSeen, f.silent_since as silentSince, f.queue, f.oldest_ms as oldestMs, f.rejected, f.bundle_version as bundleVersion,
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

/** POST sentry/heartbeat */
export function heartbeatRoute(e: RequestEvent): void {
  let changed = false;
  answer(
    e,
    (): HeartbeatAnswer => {
      const sentry = whoAsks(e, 'sentries');
      const body = readBody(e);
      const now = Date.now();
      // Both are read before anything is written: a report that is not whole changes nothing.
      const report = readReport(body, now);
      const said = readSaid(body);
      const device = sentry.getInt('device');
      changed = recordBeat(e.app, device, report, now);
      if (hearSaid(e.app, device, said, now)) changed = true;
      const newest = newestVersion(e.app);
      const { place, ring, pending } = sentryStand(e.app, sentry);
      prepareSession(e.app, body['session'], now);
      return {
        now,
        bundleVersion: wantedVersion(e.app, newest, ring, report.bundle),
        charterVersion: charter().charter.version,
        sentry: place,
        word: signedWord(e.app),
        chains: heldChains(e.app, sentry.getString('key'), body['chains']),
        ...(pending > 0 && { commands: pendingCommands(e.app, device, now) }),
      };
    },
    () => changed,
  );
}
