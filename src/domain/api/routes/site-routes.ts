import type { ListRequest } from '../list-api.ts';
import type { SitesFoundAnswer, SiteZonesAnswer } from '../place-api.ts';
import { says, type Nothing, type Route } from '../route.ts';
import type { SiteAnswer, SitesAnswer } from '../site-api.ts';

/** All sites of the district, as staff see them. */
export const siteRoutes = {
  /** GeoJSON, to be read by readOutlines. */
  map: {
    method: 'GET',
    path: 'map',
    right: 'places.find',
    says: says<Nothing, object>(),
    compressed: true,
  },
  sites: {
    method: 'POST',
    path: 'sites',
    right: 'sites.see',
    says: says<ListRequest, SitesAnswer>(),
    compressed: true,
  },
  site: {
    method: 'GET',
    path: 'sites/one',
    right: 'sites.see',
    says: says<{ site: number }, SiteAnswer>(),
    audited: ['scope.outside'],
  },
  /** `sentries`: only sites at which a sentry was ever paired. */
  findSites: {
    method: 'GET',
    path: 'sites/find',
    right: 'places.find',
    says: says<{ q: string; sentries?: 1 }, SitesFoundAnswer>(),
  },
  zonesOf: {
    method: 'GET',
    path: 'sites/zones',
    right: 'places.find',
    says: says<{ site: number }, SiteZonesAnswer>(),
  },
} as const satisfies Record<string, Route>;
