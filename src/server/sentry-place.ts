import type { SentryPlace } from '../domain/sentry-api.ts';
import { usualRing } from '../domain/fleet-api.ts';
import { row } from './sql.ts';
import type { App, StoredRecord } from './vm.ts';

interface PlaceRow extends Omit<SentryPlace, 'measuresTemperature'> {
  measures: number;
  ring: number;
  pending: number;
}

/** Where a sentry stands, by the register of this moment: it may have been moved since it was paired. */
export function sentryPlace(app: App, sentry: StoredRecord): SentryPlace {
  return sentryStand(app, sentry).place;
}

/** The same with the gate's ring, and how many commands it has not done yet: all in one statement, for the heartbeat. */
export function sentryStand(
  app: App,
  sentry: StoredRecord,
): { place: SentryPlace; ring: number; pending: number } {
  const { measures, ring, pending, ...place } = row<PlaceRow>(
    app,
    ['device', 'name', 'site', 'siteName', 'zone', 'zoneName', 'category', 'measures', 'ring', 'pending'],
    `select d.device, d.name, s.number as site, s.name as siteName, coalesce(z.number, 0) as zone,
       coalesce(z.name, '') as zoneName, s.category, s.measuresTemperature as measures,
       coalesce(r.ring, ${usualRing}) as ring,
       (select count(*) from command_targets t where t.device = d.device and t.state = 'pending') as pending
     from sentries d
     join sites s on s.id = d.site
     left join zones z on z.id = d.zone
     left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
     where d.id = {:id}`,
    { id: sentry.id },
  )!;
  return { place: { ...place, measuresTemperature: measures === 1 }, ring, pending };
}
