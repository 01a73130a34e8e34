import { usualRing } from '../../../domain/api/gate/fleet-api.ts';
import { readCommand } from '../../../domain/fleet/sentry-command.ts';
import { newestVersion } from '../../policy/newest-version.ts';
import { charter } from '../../policy/charter.ts';
import { hearSaid } from '../../fleet/pending-commands.ts';
import { denyVersion } from '../../passes/deny-version.ts';
import { appendChanges } from '../../fleet/fleet-record.ts';
import { wantedVersion } from '../../policy/wanted-version.ts';
import { rows, run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import type { Scale } from '../scale.ts';

/**
 * The demo's sentries do not run. Every minute this reports for them as they would: they are online, take the rules of
 * their ring and do what they are told. A few stay silent, so that there is something to look at.
 */
export function playFleet(app: App, scale: Scale, now: number): void {
  const played = `select d.device from sentries d where d.device <= ${scale.sentries} and d.device % ${scale.stillEvery} <> 7
    and not d.revoked`;
  run(
    app,
    `update fleet set last_seen = {:now} - device * 7919 % 25000, silent_since = 0, word_at = {:now} - 30000,
       charter_version = {:charter}, deny_version = {:deny}, queue = 0, oldest_ms = 0
     where device in (${played})`,
    { now, charter: charter().charter.version, deny: denyVersion(app) },
  );
  const newest = newestVersion(app);
  const behind = rows<{ device: number; ring: number; has: number }>(
    app,
    ['device', 'ring', 'has'],
    `select f.device, coalesce(r.ring, ${usualRing}) as ring, f.bundle_version as has
     from fleet f join sentries d on d.device = f.device
     left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
     where f.device in (${played}) and f.bundle_version < {:newest}`,
    { newest },
  );
  for (const { device, ring, has } of behind) {
    const version = wantedVersion(app, newest, ring, has);
    if (version === has) continue;
    run(app, 'update fleet set bundle_version = {:version} where device = {:device}', { version, device });
    appendChanges(app, device, now, [['bundle', String(has), String(version)]]);
  }
  const told = rows<{ device: number; body: string; locked: number }>(
    app,
    ['device', 'body', 'locked'],
    `select t.device, c.body, f.locked from command_targets t join commands c on c.id = t.command
     join fleet f on f.device = t.device
     where t.state = 'pending' and t.device in (${played}) order by c.id`,
  );
  for (const { device, body, locked } of told) {
    const { id, kind } = readCommand(body);
    if (kind === 'lock' || kind === 'unlock') {
      const by = kind === 'lock' ? id : 0;
      run(app, 'update fleet set locked = {:by} where device = {:device}', { by, device });
      if (by !== locked) appendChanges(app, device, now, [['lock', String(locked), String(by)]]);
    }
    hearSaid(app, device, [{ id, result: 'done' }], now);
  }
}
