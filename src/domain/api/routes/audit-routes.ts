import type { AuditAnswer, AuditStateAnswer } from '../audit-api.ts';
import type { ListRequest } from '../list-api.ts';
import { says, type Nothing, type Route } from '../route.ts';

/** Who oversees the others: what they look at is itself on record. */
export const auditRoutes = {
  auditLog: {
    method: 'POST',
    path: 'audit',
    right: 'audit.see',
    says: says<ListRequest, AuditAnswer>(),
    logged: true,
    audited: ['audit.look'],
  },
  auditState: {
    method: 'GET',
    path: 'audit/state',
    right: 'audit.see',
    says: says<Nothing, AuditStateAnswer>(),
    logged: true,
    audited: ['audit.look'],
  },
} as const satisfies Record<string, Route>;
