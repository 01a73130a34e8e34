import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import { gateWayForm } from '../../domain/gate/gate-settings-form.ts';
import type { Way } from '../../domain/gate/ways.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { actorOf, siteToSet } from './gate-settings.ts';
import { toldTo } from './told-counts.ts';

/** Which way people go through the sentries of a site: said for each, or for the whole site, by its owner or the fleet, and counted by hour (scans/way-counts.ts). */

/** GET gate/ways */
export const gateWaysRoute: Handler<typeof venueRoutes.gateWays> = ({ app, asker, query }) => {
  const now = Date.now();
  const number = Number(query('site'));
  const site = siteToSet(app, asker, Number.isInteger(number) ? number : 0);
  const sentries = rows<{ device: number; name: string; way: Way | '' }>(
    app,
    ['device', 'name', 'way'],
    `select d.device, d.name, coalesce(w.way, '') as way from sentries d left join gate_ways w on w.device = d.device
     where d.site = {:site} and not d.revoked order by d.name, d.device`,
    { site },
  );
  const whole = row<{ way: Way }>(app, ['way'], 'select way from site_ways where site = {:site}', { site });
  const day = localDay(now);
  const hours = rows<{ hour: number; ins: number; outs: number; grouped: number; groups: number }>(
    app,
    ['hour', 'ins', 'outs', 'grouped', 'groups'],
    `select hour, ins, outs, grouped, group_count as groups from stat_way
     where day = {:day} and site = {:number} order by hour`,
    { day, number },
  );
  // Another shift for each hour and way: they would else tell one another's.
  const told = (hour: number, of: 'ins' | 'outs' | 'grouped' | 'groups', count: number) =>
    count === 0 ? 0 : toldTo(`${of}-${hour}`, number, day, count);
  return {
    way: whole?.way ?? null,
    sentries: sentries.map(({ way, ...rest }) => ({ ...rest, way: way === '' ? null : way })),
    hours: hours.map(({ hour, ins, outs, grouped, groups }) => ({
      hour,
      ins: told(hour, 'ins', ins),
      outs: told(hour, 'outs', outs),
      grouped: told(hour, 'grouped', grouped),
      groups: told(hour, 'groups', groups),
    })),
    now,
  };
};

function setSentryWay(app: App, site: string, device: number, way: Way | undefined): void {
  const sentry = 'select device from sentries where site = {:site} and device = {:device} and not revoked';
  if (!row(app, ['device'], sentry, { site, device }))
    throw new Fault('not-found', 'No such sentry stands at this site.');
  run(app, 'delete from gate_ways where device = {:device}', { device });
  if (way !== undefined)
    run(app, 'insert into gate_ways (device, way) values ({:device}, {:way})', { device, way });
}

/** Holds for those of its sentries of which nothing else is said, also for those that are paired later. */
function setSiteWay(app: App, site: string, way: Way | undefined): void {
  run(app, 'delete from site_ways where site = {:site}', { site });
  if (way !== undefined)
    run(app, 'insert into site_ways (site, way) values ({:site}, {:way})', { site, way });
}

/** POST gate/way */
export const setGateWayRoute: Handler<typeof venueRoutes.setGateWay> = ({ app, asker, body }) => {
  const { site: number, device, way } = demandForm(gateWayForm, body);
  const site = siteToSet(app, asker, number);
  return transact(app, (inside) => {
    if (device === undefined) setSiteWay(inside, site, way);
    else setSentryWay(inside, site, device, way);
    audit(inside, {
      actor: actorOf(asker),
      action: 'gate.way',
      subject: `site:${number} ${device === undefined ? 'all' : `sentry:${device}`} ${way ?? 'none'}`,
    });
    return { now: Date.now() };
  });
};
