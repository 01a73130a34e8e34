import { rows, run, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

const minute = 60_000;
const usualMinutes = 5;
const key = 'silence-watched-since';

/** Minutes without a heartbeat after which a sentry is silent; SITECODE_SILENT_MINUTES sets another number (2 to 1440). */
export function silentMinutes(): number {
  const set = Number(os.getenv('SITECODE_SILENT_MINUTES'));
  return Number.isInteger(set) && set >= 2 && set <= 1440 ? set : usualMinutes;
}

/**
 * The one definition of "silent" that every screen and count goes by, as SQL over `fleet f join sentries d`: since when, UTC
 * ms, a paired sentry has not been heard, once that is longer than `silentMinutes`; else 0. A server that has only just
 * started calls nobody silent whom it had not called so before: while it was down nobody could be heard.
 */
export function silentSinceSql(app: App, now: number): string {
  const patience = silentMinutes() * minute;
  const watched = Number(app.store().get(key) ?? 0);
  const before = watched > 0 && now - watched >= patience ? now - patience : 0;
  return `case when d.revoked then 0 when f.silent_since > 0 then f.silent_since
    when f.last_seen > 0 and f.last_seen < ${before} then f.last_seen else 0 end`;
}

/**
 * Every minute: sentries that fell silent are marked and that is written down; the heartbeat that ends the silence clears the
 * mark. A server that has only just started waits first: while it was down nobody could be heard.
 * @returns whether any fell silent
 */
export function watchSilence(app: App, now: number): boolean {
  const patience = silentMinutes() * minute;
  const since = Number(app.store().get(key) ?? 0);
  if (since === 0 || since > now) app.store().set(key, now);
  if (since === 0 || now - since < patience) return false;
  const fallen = rows<{ device: number; lastSeen: number }>(
    app,
    ['device', 'lastSeen'],
    `select f.device, f.last_seen as lastSeen from fleet f join sentries d on d.device = f.device
     where f.silent_since = 0 and f.last_seen > 0 and f.last_seen < {:end} and not d.revoked`,
    { end: now - patience },
  );
  if (fallen.length === 0) return false;
  const devices = JSON.stringify(fallen.map(({ device }) => device));
  transact(app, (inside) => {
    run(
      inside,
      `update fleet set silent_since = last_seen where device in (select value from json_each({:devices}))`,
      { devices },
    );
    run(
      inside,
      `insert into fleet_changes (device, at, field, before, after)
       select value, {:now}, 'presence', 'online', 'silent' from json_each({:devices})`,
      { devices, now },
    );
  });
  return true;
}
