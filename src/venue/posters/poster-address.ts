import type { VenueAnswer } from '../../domain/api/api.ts';

/** What a poster says. */
export interface Poster {
  siteName: string;
  /** English names, empty where there are none: a poster has both languages. */
  siteNameEn: string;
  /** Empty for the code of the whole site. */
  zoneName: string;
  zoneNameEn: string;
  address: string;
  subdistrict: string;
  codeUrl: string;
}

/** Where a poster is shown within the page. @param zone 0 for the whole site */
export function posterAddress(site: number, zone: number): string {
  return `#poster/${site}/${zone}`;
}

/** The site and zone of a poster's address; null when it is no such address. */
export function readPosterAddress(hash: string): { site: number; zone: number } | null {
  const found = /^#poster\/(\d{1,10})\/(\d{1,10})$/.exec(hash);
  return found ? { site: Number(found[1]), zone: Number(found[2]) } : null;
}

/** The poster of an address; null when the owner has no such code. */
export function findPoster(venue: VenueAnswer, at: { site: number; zone: number }): Poster | null {
  const site = venue.sites.find((each) => each.site === at.site);
  const zone = site?.zones.find((each) => each.zone === at.zone);
  const codeUrl = at.zone === 0 ? site?.codeUrl : zone?.codeUrl;
  if (!site || !codeUrl) return null;
  const { name: siteName, address, subdistrict } = site;
  return {
    siteName,
    siteNameEn: site.nameEn ?? '',
    zoneName: zone?.name ?? '',
    zoneNameEn: zone?.nameEn ?? '',
    address,
    subdistrict,
    codeUrl,
  };
}
