import { siteCategories, type SiteCategory } from '../../../domain/access/categories.ts';
import { run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import type { MadeSite } from '../places/made-site.ts';
import { districtKinds } from '../places/district-kinds.ts';
import type { Batches } from '../load/batch.ts';
import { recordId } from '../load/record-ids.ts';
import { gateNames } from '../places/place-names.ts';
import type { Chance } from '../random.ts';
import type { Scale } from '../scale.ts';

const minute = 60_000;

/** Where the sentries of the small demo stand: busy sites have them first, and two at those with zones; then each site has more and more. */
function placeAtAll(sites: readonly MadeSite[], sentries: number): MadeSite[] {
  const busiest = [...sites].sort((a, b) => b.traffic - a.traffic || a.number - b.number);
  const gates = busiest.flatMap((site) => (site.zones.length > 0 ? [site, site] : [site])).slice(0, 40);
  while (gates.length < sentries) gates.push(...busiest);
  return gates.slice(0, sentries);
}

/** Where those of a district stand: so many at each kind, the largest sites first; more than one where a kind has few sites. */
function placeByKind(sites: readonly MadeSite[], sentries: number): MadeSite[] {
  const whole = Object.values(districtKinds).reduce((sum, kind) => sum + kind.sentries, 0);
  const gates = siteCategories.flatMap((category) => {
    const those = sites.filter((site) => site.category === category && site.isOpen);
    const count = Math.max(1, Math.round((districtKinds[category].sentries * sentries) / whole));
    return Array.from({ length: count }, (_, nth) => those[nth % those.length]!);
  });
  while (gates.length < sentries) gates.push(sites.find(({ category }) => category === 'residential')!);
  return gates.slice(0, sentries);
}

/**
 * Makes sentries as the board would have last seen them: none of them runs, and a few were unpaired. From then on
 * play-fleet.ts reports for most of them.
 */
export function planFleet(
  batches: Batches,
  sites: readonly MadeSite[],
  now: number,
  scale: Scale,
  chance: Chance,
): { device: number; category: SiteCategory }[] {
  const perSite = new Map<number, number>();
  const gates: { device: number; category: SiteCategory }[] = [];
  const placed =
    scale.share === null ? placeAtAll(sites, scale.sentries) : placeByKind(sites, scale.sentries);
  placed.forEach((site, index) => {
    const nth = perSite.get(site.number) ?? 0;
    perSite.set(site.number, nth + 1);
    const device = index + 1;
    const unpaired = scale.share === null && device <= 40 ? index % 9 === 8 : index % 97 === 96;
    const zone = nth > 0 ? (site.zones[nth % site.zones.length]?.id ?? '') : '';
    const round = Math.floor(nth / gateNames.length) + 1;
    const name = gateNames[nth % gateNames.length]! + (round > 1 ? ` ${round}` : '');
    batches.add('sentries', [recordId('g', device), device, site.id, zone, name, unpaired ? 1 : 0]);
    if (!unpaired && device <= scale.busySentries) gates.push({ device, category: site.category });
    const still = staysStill(device, scale.stillEvery);
    const never = scale.share !== null && still && chance.next() < 0.25;
    const stale =
      unpaired ||
      (still && scale.share !== null) ||
      chance.next() < (scale.share === null && device <= 40 ? 0.12 : 0.02);
    const queue = stale && !never ? chance.whole(0, 60) * (chance.next() < 0.2 ? 40 : 1) : 0;
    const measures = site.measuresTemperature;
    batches.add('fleet', [
      device,
      never ? 0 : now - (stale ? chance.whole(180, 6000) : chance.whole(2, 40)) * minute,
      queue,
      queue > 0 ? chance.whole(5, 90) * minute : 0,
      chance.next() < 0.006 ? chance.whole(1, 5) : 0,
      chance.next() < 0.008 ? chance.whole(70_000, 400_000) : chance.whole(-900, 900),
      never
        ? ''
        : stale && chance.next() < 0.3
          ? 'interrupted'
          : chance.next() < 0.012
            ? 'denied'
            : 'running',
      !measures ? 'none' : chance.next() < 0.03 ? 'lost' : 'running',
      chance.next() < 0.02 ? 'suspended' : 'running',
      chance.next() < 0.004 ? 'failed' : chance.next() < 0.01 ? 'healed' : 'ok',
      measures ? 30 : 0,
      measures ? 3650 + chance.whole(-12, 12) + (chance.next() < 0.01 ? 70 : 0) : null,
      measures ? 2400 + chance.whole(-150, 150) : null,
      chance.hex(8),
      never ? 0 : now - chance.whole(60, 9000) * minute,
      scale.share !== null && chance.next() < 0.04 ? '0.0.9' : '0.1.0',
    ]);
  });
  return gates;
}

/** Some gates are in the first ring and in the last; each was silent now and then in the past days, and came back. */
export function makeFleetHistory(app: App, now: number): void {
  run(
    app,
    `insert into rings (site, zone, name, ring)
     select site, zone, name, case when device % 19 = 3 then 0 when device % 7 = 5 then 4 when device % 5 = 1 then 1 else 3 end
     from sentries where device % 19 = 3 or device % 7 = 5 or device % 5 = 1 or device % 6 = 4
     on conflict do nothing`,
  );
  run(
    app,
    `insert into fleet_changes (device, at, field, before, after)
     select device, {:now} - (14 - n) * 86400000 + (device * 7919 + n * 104729) % 80000000 + back * 900000, 'presence',
       iif(back, 'silent', 'online'), iif(back, 'online', 'silent')
     from fleet, (select value as n from json_each('[0,3,7,9,12]')), (select value as back from json_each('[0,1]'))
     where last_seen > 0 and (device + n) % 4 = 1 order by 2`,
    { now },
  );
}

/** Whether a sentry never reports, so that there is something to look at. */
export function staysStill(device: number, every: number): boolean {
  return device % every === 7;
}
