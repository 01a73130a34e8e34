import { run } from '../sql.ts';
import { NewRecord, type App } from '../vm.ts';
import type { MadeSite } from './make-places.ts';
import { gateNames } from './place-names.ts';
import type { Chance } from './random.ts';

const sentryCount = 40;
const minute = 60_000;

/**
 * Makes sentries as the board would have last seen them. None of them runs: they are off line, and a few were unpaired.
 * Busy sites have them first, and two at a mall or a hospital.
 */
export function makeFleet(app: App, sites: MadeSite[], now: number, chance: Chance): void {
  const busiest = [...sites].sort((a, b) => b.traffic - a.traffic || a.number - b.number);
  const gates = busiest
    .flatMap((site) => (site.zones.length > 0 ? [site, site] : [site]))
    .slice(0, sentryCount);
  const collection = app.findCollectionByNameOrId('sentries');
  const perSite = new Map<number, number>();
  gates.forEach((site, index) => {
    const nth = perSite.get(site.number) ?? 0;
    perSite.set(site.number, nth + 1);
    const device = index + 1;
    const unpaired = index % 9 === 8;
    const sentry = new NewRecord(collection, {
      device,
      site: site.id,
      zone: nth > 0 ? (site.zones[nth % site.zones.length]?.id ?? '') : '',
      name: gateNames[nth % gateNames.length],
      revoked: unpaired,
    });
    sentry.setRandomPassword();
    app.save(sentry);
    const stale = unpaired || chance.next() < 0.12;
    const queue = stale ? chance.whole(0, 60) : 0;
    run(
      app,
      `insert into fleet (device, last_seen, queue, oldest_ms, rejected, bundle_version, skew_ms, app_version, camera,
         temperature, sound)
       values ({:device}, {:seen}, {:queue}, {:oldest}, 0, 1, {:skew}, '0.1.0', {:camera}, {:temperature}, 'running')`,
      {
        device,
        seen: now - (stale ? chance.whole(180, 6000) : chance.whole(2, 40)) * minute,
        queue,
        oldest: queue > 0 ? chance.whole(5, 90) * minute : 0,
        skew: chance.whole(-900, 900),
        camera: stale && chance.next() < 0.3 ? 'interrupted' : 'running',
        temperature: !site.measuresTemperature ? 'none' : chance.next() < 0.08 ? 'lost' : 'running',
      },
    );
  });
}
