/** Kinds of sites, as registers of businesses tell them apart. */
export const siteCategories = [
  'office',
  'shop',
  'residential',
  'mall',
  'factory',
  'restaurant',
  'school',
  'hospital',
  'market',
  'hotel',
  'transport',
  'culture',
  'pharmacy',
] as const;
export type SiteCategory = (typeof siteCategories)[number];

/** Where people come for care: no machine turns anybody away there, whatever the policy says. */
const careCategories: readonly SiteCategory[] = ['hospital', 'pharmacy'];

/** True for the kinds of sites at which nobody is refused: who is not admitted is sent to staff. */
export function isCare(category: SiteCategory): boolean {
  return careCategories.includes(category);
}
