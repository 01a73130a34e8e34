import type { SentryRow } from '../domain/api.ts';
import { onlineFor } from './fleet-record.ts';
import { rows } from './sql.ts';
import type { App } from './vm.ts';

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
