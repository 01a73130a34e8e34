import type { SentryRow } from '../../domain/api/api.ts';
import { isOnline } from '../../domain/fleet/presence.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { withEnglish } from '../places/english-names.ts';
import { rejectedByDevice } from '../scans/rejected-records.ts';
import { silentSinceSql } from './silence.ts';
import { rows } from '../vm/sql.ts';
import { DynamicModel, type App } from '../vm/vm.ts';

interface FleetRow extends Omit<SentryRow, 'paired' | 'online'> {
  revoked: number;
}

/**
 * Rows of sentries: the silent ones first, the longest silent of them first; then by site and name.
 * @param which what sentries, as SQL over `s`, their sites
 */
export function sentriesSql(app: App, which: string, now: number): string {
  return `select f.device, d.name, s.number as site, s.name as siteName, s.nameEn as siteNameEn,
       coalesce(z.name, '') as zoneName, coalesce(z.nameEn, '') as zoneNameEn, d.revoked,
       f.last_seen as lastSeen, ${silentSinceSql(app, now)} as silentSince, f.queue, f.oldest_ms as oldestMs,
       max(f.rejected, coalesce(j.rejected, 0)) as rejected, f.bundle_version as bundleVersion,
       f.camera, f.temperature, f.sound
     from fleet f
     join sentries d on d.device = f.device
     join sites s on s.id = d.site
     left join zones z on z.id = d.zone
     left join (${rejectedByDevice}) j on j.device = f.device
     where ${which}
     order by silentSince = 0, silentSince, s.number, d.name, f.device`;
}

/** What every row holds as it is. */
const plainColumns = [
  'device',
  'name',
  'site',
  'siteName',
  'zoneName',
  'lastSeen',
  'silentSince',
  'queue',
  'oldestMs',
  'rejected',
  'bundleVersion',
  'camera',
  'temperature',
  'sound',
] as const;

const truth = (sql: string): string => `json(iif(${sql}, 'true', 'false'))`;
const english = (column: string): string =>
  `iif(${column} <> '', ',"${column}":' || json_quote(${column}), '')`;

/** Of a row of `sentriesSql`, as isOnline (domain/fleet/presence.ts) says it. */
export const onlineSql = '(revoked = 0 and lastSeen > 0 and silentSince = 0)';

/** A row of `sentriesSql` as the JSON text of a SentryRow. */
export const sentryObject = `rtrim(json_object(${plainColumns.map((column) => `'${column}', ${column}`).join(', ')},
  'paired', ${truth('revoked = 0')}, 'online', ${truth(onlineSql)}), '}')
  || ${english('siteNameEn')} || ${english('zoneNameEn')} || '}'`;

/** An owner's sentries. @param owner record id */
export function sentryRows(app: App, owner: string, now: number): SentryRow[] {
  const found = rows<FleetRow>(
    app,
    [...plainColumns, 'siteNameEn', 'zoneNameEn', 'revoked'],
    sentriesSql(app, 's.owner = {:owner}', now),
    { owner },
  );
  return found.map(({ revoked, ...sentry }) => ({
    ...withEnglish(sentry, ['siteNameEn', 'zoneNameEn']),
    paired: revoked === 0,
    online: isOnline(revoked, sentry),
  }));
}

/**
 * All sentries of an account's sub-districts (none: of the district) as a JSON text of SentryRow[]: SQLite writes it in a tenth of the time in which this VM would take
 * a thousand rows apart and put them together again.
 */
export function sentriesText(app: App, scope: readonly string[], now: number): string {
  const model = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(
      `select '[' || coalesce(group_concat(${sentryObject}, ','), '') || ']' as found
       from (${sentriesSql(app, inScopeSql('s'), now)})`,
    )
    .bind(scopeValue(scope))
    .one(model);
  return model['found'] as string;
}
