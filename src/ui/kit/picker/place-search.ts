import type { SitesFoundAnswer, SiteZonesAnswer } from '../../../domain/api/place-api.ts';

/** The part of the client that looks for places; tests and the gallery bring their own. */
export interface PlaceSearch {
  /** @param withSentries only sites at which a sentry was ever paired */
  findSites(text: string, withSentries: boolean): Promise<SitesFoundAnswer>;
  zonesOf(site: number): Promise<SiteZonesAnswer>;
}
