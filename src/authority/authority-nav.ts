import type { StaffRole } from '../domain/categories.ts';
import { policyRoles } from '../domain/policy-api.ts';

/** The authority's pages beside the board, and who may open them; the server decides. */
export const authorityPages: readonly { id: 'board' | 'policy'; roles: readonly StaffRole[] | null }[] = [
  { id: 'board', roles: null },
  { id: 'policy', roles: policyRoles },
];
export type AuthorityPage = (typeof authorityPages)[number]['id'];
