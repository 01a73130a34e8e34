/** What the page of all sites and the server say to one another. */
import type { SiteCategory } from '../access/categories.ts';
import type { ListAnswer } from './list-api.ts';

export const siteStatuses = ['active', 'suspended', 'retired'] as const;
export type SiteStatus = (typeof siteStatuses)[number];
export const codeStates = ['issued', 'posted', 'active', 'suspended', 'retired'] as const;
export type CodeState = (typeof codeStates)[number];

/** One site of the list. */
export interface SiteRow {
  site: number;
  name: string;
  /** Empty where it has no such name. */
  nameEn: string;
  address: string;
  category: SiteCategory;
  subdistrict: string;
  subdistrictEn: string;
  status: SiteStatus;
  /** How its own code stands; '' where it has none. */
  code: CodeState | '';
  zones: number;
  /** Days on which it was first and last scanned, YYYYMMDD; 0: never. */
  firstScan: number;
  lastScan: number;
}

/** POST sites (body: ListRequest). */
export interface SitesAnswer extends ListAnswer<SiteRow> {
  /** All there are, for the filter. */
  subdistricts: { name: string; nameEn: string }[];
}

/** GET sites/one?site=N */
export interface SiteAnswer {
  row: SiteRow;
  zones: { zone: number; name: string; nameEn: string; code: CodeState | '' }[];
  /** The last 14 days, the oldest first. */
  days: { day: number; scans: number; visits: number }[];
  sentries: number;
  now: number;
}
