import type { SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import type { Way } from '../../domain/gate/ways.ts';
import { usualRing } from '../../domain/api/gate/fleet-api.ts';
import { withEnglish } from './english-names.ts';
import { row } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

interface PlaceRow extends Omit<SentryPlace, 'measuresTemperature' | 'direction'> {
  way: Way | '';
  measures: number;
  ring: number;
  pending: number;
  places: number;
  roster: number;
  settings: number;
}

/** Where a sentry stands, by the register of this moment: it may have been moved since it was paired. */
export function sentryPlace(app: App, sentry: StoredRecord): SentryPlace {
  return sentryStand(app, sentry).place;
}

/**
 * The same with the gate's ring, how many commands it has not done yet, how many places are its own by `sentry_places`, and the
 * version of its site's roster (0: the site keeps none) and of its settings (0: the usual ones): all in one statement, for the heartbeat.
 */
export function sentryStand(
  app: App,
  sentry: StoredRecord,
): { place: SentryPlace; ring: number; pending: number; places: number; roster: number; settings: number } {
  const { measures, way, ring, pending, places, roster, settings, ...place } = row<PlaceRow>(
    app,
    [
      'device',
      'name',
      'site',
      'siteName',
      'siteNameEn',
      'zone',
      'zoneName',
      'zoneNameEn',
      'category',
      'measures',
      'ring',
      'pending',
      'places',
      'roster',
      'settings',
      'lanes',
      'way',
    ],
    `select d.device, d.name, s.number as site, s.name as siteName, s.nameEn as siteNameEn,
       coalesce(z.number, 0) as zone, coalesce(z.name, '') as zoneName, coalesce(z.nameEn, '') as zoneNameEn, s.category, s.measuresTemperature as measures,
       coalesce(r.ring, ${usualRing}) as ring,
       (select count(*) from command_targets t where t.device = d.device and t.state = 'pending') as pending,
       (select count(*) from sentry_places p where p.device = d.device and p.until is null) as places,
       coalesce((select version from rosters n where n.site = d.site), 0) as roster,
       coalesce((select version from gate_settings g where g.site = d.site), 0) as settings,
       (select count(*) from sentries o where o.site = d.site and not o.revoked) as lanes,
       coalesce((select way from gate_ways w where w.device = d.device),
         (select way from site_ways a where a.site = d.site), '') as way
     from sentries d
     join sites s on s.id = d.site
     left join zones z on z.id = d.zone
     left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
     where d.id = {:id}`,
    { id: sentry.id },
  )!;
  const named = withEnglish(place, ['siteNameEn', 'zoneNameEn']);
  return {
    place: {
      ...named,
      measuresTemperature: measures === 1,
      ...(way !== '' && way !== 'both' && { direction: way }),
    },
    ring,
    pending,
    places,
    roster,
    settings,
  };
}
