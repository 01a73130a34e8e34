import type { SentryPlace } from '../domain/api.ts';
import { row } from './sql.ts';
import type { App, StoredRecord } from './vm.ts';

interface PlaceRow extends Omit<SentryPlace, 'measuresTemperature'> {
  measures: number;
}

/** Where a sentry stands, by the register of this moment: it may have been moved since it was paired. */
export function sentryPlace(app: App, sentry: StoredRecord): SentryPlace {
  const { measures, ...place } = row<PlaceRow>(
    app,
    ['device', 'name', 'site', 'siteName', 'zone', 'zoneName', 'category', 'measures'],
    `select d.device, d.name, s.number as site, s.name as siteName, coalesce(z.number, 0) as zone,
       coalesce(z.name, '') as zoneName, s.category, s.measuresTemperature as measures
     from sentries d
     join sites s on s.id = d.site
     left join zones z on z.id = d.zone
     where d.id = {:id}`,
    { id: sentry.id },
  )!;
  return { ...place, measuresTemperature: measures === 1 };
}
