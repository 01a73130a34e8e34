import { siteCategories, type SiteCategory } from '../../../domain/access/categories.ts';

/**
 * How many sites of each kind a district of real size has, how many parts they have altogether, and how many sentries stand at
 * them. Sites and parts are 69,445 codes. Offices, shops, homes, malls and factories are to one another as in Shanghai's report of
 * May 2022 (166 : 160 : 113 : 56 : 46), a mall's shops being its parts; the other kinds share a seventh.
 */
export const districtKinds: Record<
  SiteCategory,
  { sites: number; zones: number; sentries: number; measures: boolean }
> = {
  office: { sites: 18_507, zones: 0, sentries: 150, measures: false },
  shop: { sites: 17_640, zones: 0, sentries: 6, measures: false },
  residential: { sites: 12_470, zones: 0, sentries: 150, measures: false },
  mall: { sites: 122, zones: 6_050, sentries: 130, measures: true },
  factory: { sites: 5_080, zones: 0, sentries: 30, measures: true },
  restaurant: { sites: 4_850, zones: 0, sentries: 12, measures: false },
  school: { sites: 420, zones: 0, sentries: 80, measures: true },
  hospital: { sites: 46, zones: 644, sentries: 70, measures: true },
  market: { sites: 62, zones: 1_426, sentries: 62, measures: true },
  hotel: { sites: 640, zones: 0, sentries: 12, measures: true },
  transport: { sites: 34, zones: 374, sentries: 40, measures: true },
  culture: { sites: 460, zones: 0, sentries: 18, measures: true },
  pharmacy: { sites: 620, zones: 0, sentries: 3, measures: false },
};

export type KindCounts = Record<SiteCategory, { sites: number; zones: number }>;

/** The same of a part of a district: some of every kind, and in all its part of the codes, the shops making up the rest. */
export function countsOf(share: number): KindCounts {
  const counts = Object.fromEntries(
    siteCategories.map((category) => {
      const { sites, zones } = districtKinds[category];
      return [category, { sites: Math.max(2, Math.round(sites * share)), zones: Math.round(zones * share) }];
    }),
  ) as KindCounts;
  const codes = (of: { [category: string]: { sites: number; zones: number } }): number =>
    Object.values(of).reduce((sum, { sites, zones }) => sum + sites + zones, 0);
  counts.shop.sites = Math.max(
    2,
    counts.shop.sites + Math.round(codes(districtKinds) * share) - codes(counts),
  );
  return counts;
}

/** Parts a whole number into `places` parts, the first the largest, none less than two where there is enough. */
export function parted(whole: number, places: number): number[] {
  const weights = Array.from({ length: places }, (_, index) => 1 / (index + 6));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => Math.floor((whole * weight) / sum));
  for (
    let left = whole - parts.reduce((total, part) => total + part, 0), index = 0;
    left > 0;
    left--, index++
  )
    parts[index % places]! += 1;
  return parts;
}
