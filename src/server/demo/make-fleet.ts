import { run } from '../sql.ts';
import type { App } from '../vm.ts';
import type { MadeSite } from './make-places.ts';
import { newTokenKey, nobodysPassword } from './nobodys-password.ts';
import { gateNames } from './place-names.ts';
import type { Chance } from './random.ts';

/** As many as the district had. The first 40 have scans of their own. */
export const demoSentries = 763;
const minute = 60_000;

/** Where the sentries stand: busy sites have them first, and two at those with zones; then each site has more and more. */
function placeGates(sites: MadeSite[]): MadeSite[] {
  const busiest = [...sites].sort((a, b) => b.traffic - a.traffic || a.number - b.number);
  const gates = busiest.flatMap((site) => (site.zones.length > 0 ? [site, site] : [site])).slice(0, 40);
  while (gates.length < demoSentries) gates.push(...busiest);
  return gates.slice(0, demoSentries);
}

/**
 * Makes sentries as the board would have last seen them: none of them runs, and a few were unpaired. From then on
 * play-fleet.ts reports for most of them.
 */
export function makeFleet(app: App, sites: MadeSite[], now: number, chance: Chance): void {
  const perSite = new Map<number, number>();
  const sentries: object[] = [];
  const states: unknown[][] = [];
  placeGates(sites).forEach((site, index) => {
    const nth = perSite.get(site.number) ?? 0;
    perSite.set(site.number, nth + 1);
    const device = index + 1;
    const unpaired = device <= 40 ? index % 9 === 8 : index % 97 === 96;
    sentries.push({
      id: chance.id(),
      tokenKey: newTokenKey(),
      device,
      site: site.id,
      zone: nth > 0 ? (site.zones[nth % site.zones.length]?.id ?? '') : '',
      name:
        nth < gateNames.length
          ? gateNames[nth]
          : `${gateNames[nth % gateNames.length]} ${Math.floor(nth / gateNames.length) + 1}`,
      revoked: unpaired,
    });
    const stale = unpaired || chance.next() < (device <= 40 ? 0.12 : 0.02);
    const queue = stale ? chance.whole(0, 60) : 0;
    const measures = site.measuresTemperature;
    states.push([
      device,
      now - (stale ? chance.whole(180, 6000) : chance.whole(2, 40)) * minute,
      queue,
      queue > 0 ? chance.whole(5, 90) * minute : 0,
      chance.next() < 0.006 ? chance.whole(1, 5) : 0,
      chance.next() < 0.008 ? chance.whole(70_000, 400_000) : chance.whole(-900, 900),
      stale && chance.next() < 0.3 ? 'interrupted' : chance.next() < 0.012 ? 'denied' : 'running',
      !measures ? 'none' : chance.next() < 0.03 ? 'lost' : 'running',
      chance.next() < 0.02 ? 'suspended' : 'running',
      chance.next() < 0.004 ? 'failed' : chance.next() < 0.01 ? 'healed' : 'ok',
      measures ? 30 : 0,
      measures ? 3650 + chance.whole(-12, 12) + (chance.next() < 0.01 ? 70 : 0) : null,
      measures ? 2400 + chance.whole(-150, 150) : null,
      chance.hex(8),
      now - chance.whole(60, 9000) * minute,
    ]);
  });
  run(
    app,
    `insert into sentries (id, tokenKey, password, device, site, zone, name, revoked)
     select value->>'id', value->>'tokenKey', {:hash}, value->>'device', value->>'site', value->>'zone',
       value->>'name', value->>'revoked'
     from json_each({:sentries})`,
    { hash: nobodysPassword(app), sentries: JSON.stringify(sentries) },
  );
  run(
    app,
    `insert into fleet (device, last_seen, queue, oldest_ms, rejected, skew_ms, camera, temperature, sound, storage,
       measured, body_median, ambient_median, boot, started_at, bundle_version, charter_version, app_version, held)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
       value->>9, value->>10, value->>11, value->>12, value->>13, value->>14, 1, 1, '0.1.0', 0
     from json_each({:states})`,
    { states: JSON.stringify(states) },
  );
}
