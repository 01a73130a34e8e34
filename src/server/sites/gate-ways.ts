import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import { gateWayForm } from '../../domain/gate/gate-settings-form.ts';
import type { Direction } from '../../domain/scan/scan.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { actorOf, siteToSet } from './gate-settings.ts';
import { toldTo } from './told-counts.ts';

/** Which way people go through the sentries of a site: said for each by its owner or the fleet, and counted by hour (scans/way-counts.ts). */

/** GET gate/ways */
export const gateWaysRoute: Handler<typeof venueRoutes.gateWays> = ({ app, asker, query }) => {
  const now = Date.now();
  const number = Number(query('site'));
  const site = siteToSet(app, asker, Number.isInteger(number) ? number : 0);
  const sentries = rows<{ device: number; name: string; way: Direction | '' }>(
    app,
    ['device', 'name', 'way'],
    `select d.device, d.name, coalesce(w.way, '') as way from sentries d left join gate_ways w on w.device = d.device
     where d.site = {:site} and not d.revoked order by d.name, d.device`,
    { site },
  );
  const day = localDay(now);
  const hours = rows<{ hour: number; ins: number; outs: number; grouped: number }>(
    app,
    ['hour', 'ins', 'outs', 'grouped'],
    'select hour, ins, outs, grouped from stat_way where day = {:day} and site = {:number} order by hour',
    { day, number },
  );
  // Another shift for each hour and way: they would else tell one another's.
  const told = (hour: number, of: 'ins' | 'outs' | 'grouped', count: number) =>
    count === 0 ? 0 : toldTo(`${of}-${hour}`, number, day, count);
  return {
    sentries: sentries.map(({ way, ...rest }) => ({ ...rest, way: way === '' ? null : way })),
    hours: hours.map(({ hour, ins, outs, grouped }) => ({
      hour,
      ins: told(hour, 'ins', ins),
      outs: told(hour, 'outs', outs),
      grouped: told(hour, 'grouped', grouped),
    })),
    now,
  };
};

/** POST gate/way */
export const setGateWayRoute: Handler<typeof venueRoutes.setGateWay> = ({ app, asker, body }) => {
  const { site: number, device, way } = demandForm(gateWayForm, body);
  const site = siteToSet(app, asker, number);
  return transact(app, (inside) => {
    const sentry = 'select device from sentries where site = {:site} and device = {:device} and not revoked';
    if (!row(inside, ['device'], sentry, { site, device }))
      throw new Fault('not-found', 'No such sentry stands at this site.');
    run(inside, 'delete from gate_ways where device = {:device}', { device });
    if (way !== undefined)
      run(inside, 'insert into gate_ways (device, way) values ({:device}, {:way})', { device, way });
    audit(inside, {
      actor: actorOf(asker),
      action: 'gate.way',
      subject: `site:${number} sentry:${device} ${way ?? 'none'}`,
    });
    return { now: Date.now() };
  });
};
