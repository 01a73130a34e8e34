import { language } from './languages.ts';

/** A place's name in the page's language. @param english missing or empty where it has no English name */
export function placeName(name: string, english?: string): string {
  return language() === 'en' && english ? english : name;
}

/** A sub-district's name in the page's language. */
export const subdistrictOf = (of: { subdistrict: string; subdistrictEn?: string }): string =>
  placeName(of.subdistrict, of.subdistrictEn);

/** Where a sentry or an alarm is. */
interface Placed {
  siteName: string;
  siteNameEn?: string;
  zoneName: string;
  zoneNameEn?: string;
}

/** The site's name in the page's language. */
export const siteNameOf = ({ siteName, siteNameEn }: Pick<Placed, 'siteName' | 'siteNameEn'>): string =>
  placeName(siteName, siteNameEn);

/** The zone's name in the page's language; empty where it is the whole site. */
export const zoneNameOf = ({ zoneName, zoneNameEn }: Pick<Placed, 'zoneName' | 'zoneNameEn'>): string =>
  placeName(zoneName, zoneNameEn);
