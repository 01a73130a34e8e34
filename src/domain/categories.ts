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
] as const;
export type SiteCategory = (typeof siteCategories)[number];

/** What members of staff may be; what each may see stands in docs/threat-model.md. */
export const staffRoles = [
  'administrator',
  'health',
  'market-supervision',
  'urban-management',
  'inspector',
  'tracer',
  'transfer',
  'lab',
  'analyst',
  'auditor',
] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Whom the district's board tells nothing they need: a laboratory writes results, an auditor reads the audit log. */
const withoutBoard: readonly string[] = ['lab', 'auditor'] satisfies StaffRole[];

/** True for the roles of staff who see the district's board. @param role as the staff record holds it */
export function seesBoard(role: string): boolean {
  return (staffRoles as readonly string[]).includes(role) && !withoutBoard.includes(role);
}
