/** What pages that ask for a place and the server say to one another (api.ts). */
import type { SiteCategory } from '../access/categories.ts';

/** So many sites an answer names at most: who sees that there are more types on. */
export const mostSitesFound = 20;
/** The longest text that is looked for, characters. */
export const longestSiteSearch = 50;

/** GET sites/find?q=TEXT&sentries=1 (staff who see a page that asks): sites by number, name or pinyin initials. */
export interface SitesFoundAnswer {
  /** Those whose number it is first, then names that begin with it, then names that hold it. */
  sites: FoundSite[];
  /** Whether others fit as well. */
  more: boolean;
}
export interface FoundSite {
  number: number;
  name: string;
  nameEn?: string;
  address: string;
  subdistrict: string;
  subdistrictEn?: string;
  category: SiteCategory;
}

/** GET sites/zones?site=NUMBER (the same). */
export interface SiteZonesAnswer {
  zones: { number: number; name: string; nameEn?: string }[];
}
